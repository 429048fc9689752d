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
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A child that has a database: metadata goes there, and the request. */
public final class DatabaseChild implements ChildSite {

    private final String code;
    private final Supplier<OpenSite> door;
    private volatile @Nullable Turn turn;
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
        return atItsTurn(Turn.TRANSFERS, stop, site -> {
            new ChildLinks(parent.database()).begun(parent.lease(), code, parent.now());
            try (SiteLease lease = site.take()) {
                return deliver(parent, site.database(), lease, stop);
            }
        });
    }

    /** Nothing of it is opened or held before. */
    private <T> T atItsTurn(Semaphore turns, StopSignal stop, Function<OpenSite, T> work) {
        try (Turn mine = Turn.take(turns, stop)) {
            turn = mine;
            try (OpenSite site = door.get()) {
                open = site;
                stop.check();
                T done = work.apply(site);
                site.keep();
                return done;
            }
        } finally {
            open = null;
        }
    }

    @Override
    public void abort() {
        Turn mine = turn;
        if (mine != null) {
            mine.close();
        }
        OpenSite site = open;
        if (site != null) {
            site.abort();
        }
    }

    /** Also one that had everything is sent its request: its software update point's source may have changed. */
    private Delivery deliver(Parent parent, SiteDatabase child, SiteLease lease, StopSignal stop) {
        stop.check();
        long run = new ChildLinks(parent.database()).newestRun(); // before its publication: what is sent is no older
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
                run,
                sent,
                ReplicationTarget.position(child)
                        .map(ReplicationPosition::contentVersion)
                        .orElse(null));
    }

    @Override
    public boolean look(Parent parent, StopSignal stop) {
        return atItsTurn(Turn.LOOKS, stop, site -> {
            SiteDatabase child = site.database();
            StatesUp.collect(parent, code, child);
            boolean current =
                    Replicator.isCurrent(parent.database(), new ReplicationSource(parent.database()).head(), child);
            Integer version = child.translating(() -> child.jdbc()
                    .queryForObject("SELECT CONTENT_VERSION FROM SUP_SITE WHERE SITE_ID = 1", Integer.class));
            stop.check();
            new ChildLinks(parent.database()).seen(parent.lease(), code, version, current, parent.now());
            return current;
        });
    }
}
