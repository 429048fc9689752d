package dev.supsync.hierarchy;

import dev.supsync.error.Printable;
import dev.supsync.error.SupsyncException;
import dev.supsync.status.RunError;
import dev.supsync.status.RunResult;
import dev.supsync.sync.StopSignal;
import dev.supsync.sync.SyncListener.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Brings the children of a site up to date: one partition, and one thread, for each, so that a slow or dead one never keeps
 * its siblings waiting. What fails is remembered with the link and tried again; it is no failure of the parent's run.
 */
public final class ChildReplication {

    private static final System.Logger LOG = System.getLogger(ChildReplication.class.getName());

    /** How long to wait for an answer to the question how a child stands. */
    private static final Duration LOOK = Duration.ofMinutes(1);

    private final Parent parent;
    private final Duration silence;
    private final StopSignal stop;
    private final ChildLinks links;
    private final Map<String, Delivery> deliveries = new ConcurrentHashMap<>();

    /**
     * @param silence how long a child may answer nothing before it is given up for this time
     */
    public ChildReplication(Parent parent, Duration silence, StopSignal stop) {
        this.parent = parent;
        this.silence = silence;
        this.stop = stop;
        this.links = new ChildLinks(parent.database());
    }

    /** As {@link #run(List, Consumer)}, for who waits for all of them. */
    public List<Delivery> run(List<ChildSite> children) {
        return run(children, delivery -> {});
    }

    /**
     * Brings children up to date; returns what became of each, in their order: all of them have a result, whatever failed.
     * Those whose work is this site's own come last: it may take long, and the others are not to wait for it.
     *
     * @param each hears of each result at once, from the child's own thread
     */
    public List<Delivery> run(List<ChildSite> children, Consumer<Delivery> each) {
        if (children.isEmpty()) {
            return List.of();
        }
        parent.listener().phase(Phase.REPLICATION);
        for (boolean isOwn : List.of(false, true)) {
            List<ChildSite> some = children.stream()
                    .filter(child -> child.retryAfter().isPresent() == isOwn)
                    .toList();
            if (!some.isEmpty()) {
                launch(some, each);
            }
        }
        List<Delivery> all = children.stream()
                .map(child -> Objects.requireNonNull(deliveries.get(child.code())))
                .toList();
        all.forEach(this::tell);
        return all;
    }

    private void launch(List<ChildSite> children, Consumer<Delivery> each) {
        Map<String, ChildSite> byCode = new LinkedHashMap<>();
        children.forEach(child -> byCode.put(child.code(), child));
        ChildJob.Outcome outcome = new ChildJob(parent.database(), parent.lease()::verify)
                .run(List.copyOf(byCode.keySet()), links::newestRun, code -> deliver(child(byCode, code), each));
        for (ChildSite child : children) {
            if (!deliveries.containsKey(child.code())) { // it was not even begun
                end(failed(child, 0, stopped().orElseGet(() -> outcome.reason(child.code()))), each);
            }
        }
    }

    private Optional<SupsyncException> stopped() {
        try {
            stop.check();
            return Optional.empty();
        } catch (SupsyncException e) {
            return Optional.of(e);
        }
    }

    private static ChildSite child(Map<String, ChildSite> children, String code) {
        return Optional.ofNullable(children.get(code))
                .orElseThrow(() -> new IllegalStateException("a partition is of no child: " + code));
    }

    private void tell(Delivery delivery) {
        RunError error = delivery.error();
        if (error != null && delivery.result() != RunResult.STOPPED) { // whoever stopped it knows
            parent.listener()
                    .note("The child site " + delivery.site() + " was not brought up to date: "
                            + Printable.sentence(error.message()) + " It is tried again.");
        }
    }

    private void deliver(ChildSite child, Consumer<Delivery> each) {
        AtomicLong run = new AtomicLong();
        Delivery delivery;
        try {
            delivery = deliver(child, run);
        } catch (RuntimeException | Error e) {
            SupsyncException error = SupsyncException.of(e);
            LOG.log(System.Logger.Level.DEBUG, "the child " + child.code() + " was not brought up to date", e);
            end(failed(child, run.get(), error), each);
            throw error;
        }
        end(delivery, each);
    }

    /** The parent is only read in the child's own thread: in this one Spring keeps the connection until the step ends. */
    private Delivery deliver(ChildSite child, AtomicLong run) {
        // the work for a child without a database is the parent's own, and has the limits of that
        Duration limit = child.retryAfter().isPresent() ? Attempt.UNLIMITED : silence;
        Delivery delivery = new Attempt(parent, child.code(), limit, stop, child::abort).run(part -> {
            run.set(links.newestRun());
            return child.deliver(parent, part);
        });
        links.delivered(parent.lease(), child.code(), delivery.run(), delivery.contentVersion(), parent.now());
        return delivery;
    }

    private void end(Delivery delivery, Consumer<Delivery> each) {
        deliveries.put(delivery.site(), delivery);
        each.accept(delivery);
    }

    /**
     * @param run that was tried; 0 if the child was only looked at, or not even begun with
     */
    private Delivery failed(ChildSite child, long run, SupsyncException error) {
        String code = child.code();
        Delivery delivery = Delivery.failed(code, error);
        RunResult result = delivery.result();
        RunError reason = RunError.of(error);
        try {
            Instant now = parent.now();
            Optional<Duration> wait = child.retryAfter();
            if (result == RunResult.FAILED && wait.isPresent()) {
                links.waiting(parent.lease(), code, run, reason, now, now.plus(wait.get()));
            } else if (result == RunResult.FAILED) {
                links.failed(parent.lease(), code, run, reason, now);
            } else if (result == RunResult.REFUSED) {
                links.busy(parent.lease(), code, run, reason, now);
            }
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "The link to {0} could not be noted: {1}", code, e.getMessage());
        }
        return delivery;
    }

    /**
     * Looks how children stand, and takes their states up. Those that cannot be reached are remembered so.
     *
     * @return whether all could be reached
     */
    public boolean look(List<ChildSite> children) {
        return look(children, child -> {});
    }

    /**
     * The same.
     *
     * @param each hears of each child that has been looked at, from a thread of that child's own
     */
    public boolean look(List<ChildSite> children, Consumer<ChildSite> each) {
        List<Thread> threads = new ArrayList<>();
        Map<String, SupsyncException> failed = new ConcurrentHashMap<>();
        for (ChildSite child : children) {
            Thread thread = new Thread(() -> look(child, failed, each), "look-" + child.code());
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                stop.request();
            }
        }
        return failed.isEmpty();
    }

    private void look(ChildSite child, Map<String, SupsyncException> failed, Consumer<ChildSite> each) {
        try {
            // a few short queries: what takes longer is tried again
            Duration limit = silence.compareTo(LOOK) < 0 ? silence : LOOK;
            new Attempt(parent, child.code(), limit, stop, child::abort).run(part -> child.look(parent, part));
        } catch (RuntimeException | Error e) {
            SupsyncException error = SupsyncException.of(e);
            failed.put(child.code(), error);
            failed(child, 0, error);
        } finally {
            each.accept(child);
        }
    }
}
