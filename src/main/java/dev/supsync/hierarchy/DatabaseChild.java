package dev.supsync.hierarchy;

import dev.supsync.lease.SiteLease;
import dev.supsync.replication.ReplicationPosition;
import dev.supsync.replication.ReplicationSource;
import dev.supsync.replication.ReplicationTarget;
import dev.supsync.replication.Replicator;
import dev.supsync.replication.Sent;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.sync.StopSignal;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A child that has a database: metadata goes there, and the request. */
public final class DatabaseChild implements ChildSite {

    /** Each transfer holds some batches in memory; waiting for a connection holds none of these. */
    private static final Semaphore TRANSFERS = new Semaphore(8);

    private static final long POLL_MILLIS = 100;

    private final String code;
    private final Supplier<OpenSite> door;
    private final AtomicBoolean transferring = new AtomicBoolean();
    private volatile @Nullable OpenSite open;

    /**
     * @param door opens its database, and throws if that cannot be done
     */
    public DatabaseChild(String code, Supplier<OpenSite> door) {
        this.code = code;
        this.door = door;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public Delivery deliver(Parent parent, StopSignal stop) {
        try (OpenSite site = door.get()) {
            open = site;
            stop.check();
            return deliver(parent, site, stop);
        } finally {
            open = null;
        }
    }

    private Delivery deliver(Parent parent, OpenSite site, StopSignal stop) {
        try (SiteLease lease = site.take()) {
            begin(stop);
            return deliver(parent, site.database(), lease, stop);
        } finally {
            end();
        }
    }

    private void begin(StopSignal stop) {
        try {
            while (!TRANSFERS.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                stop.check();
            }
            transferring.set(true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop.request();
        }
        stop.check();
    }

    private void end() {
        if (transferring.compareAndSet(true, false)) {
            TRANSFERS.release();
        }
    }

    @Override
    public void abort() {
        end();
        OpenSite site = open;
        if (site != null) {
            site.abort();
        }
    }

    /** Also one that had everything is sent its request: its software update point's source may have changed. */
    private Delivery deliver(Parent parent, SiteDatabase child, SiteLease lease, StopSignal stop) {
        stop.check();
        Replicator replicator = new Replicator(parent.database(), child, lease, parent.clock(), stop::check);
        Sent sent = replicator.run(() -> ParentRequests.leave(child, parent.site(), parent.now()));
        if (sent.way() == null
                && new ReplicationSource(parent.database()).head().publication() != null) {
            child.inTransaction(() -> {
                lease.verify();
                ParentRequests.leave(child, parent.site(), parent.now());
                return true;
            });
        }
        stop.check();
        StatesUp.collect(parent, code, child);
        return Delivery.succeeded(
                code,
                sent,
                ReplicationTarget.position(child)
                        .map(ReplicationPosition::contentVersion)
                        .orElse(null));
    }

    @Override
    public boolean look(Parent parent, StopSignal stop) {
        try (OpenSite site = door.get()) {
            open = site;
            stop.check();
            SiteDatabase child = site.database();
            StatesUp.collect(parent, code, child);
            boolean current =
                    Replicator.isCurrent(parent.database(), new ReplicationSource(parent.database()).head(), child);
            Integer version = child.translating(() -> child.jdbc()
                    .queryForObject("SELECT CONTENT_VERSION FROM SUP_SITE WHERE SITE_ID = 1", Integer.class));
            stop.check();
            new ChildLinks(parent.database()).seen(parent.lease(), code, version, current, parent.now());
            return current;
        } finally {
            open = null;
        }
    }
}
