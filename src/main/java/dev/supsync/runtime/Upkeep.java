package dev.supsync.runtime;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.managed.Absence;
import dev.supsync.catalog.managed.ManagedCatalog;
import dev.supsync.catalog.managed.ManagedListener;
import dev.supsync.catalog.managed.ManagedReport;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.sync.StopSignal;
import dev.supsync.sync.SyncListener;
import dev.supsync.sync.SyncListener.Phase;
import dev.supsync.sync.WsusPhase;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Brings the catalog of the top-level site's software update point up to its source. */
final class Upkeep implements WsusPhase {

    private final ManagedCatalog managed;
    private final String server;
    private final @Nullable Supplier<Catalog> source;
    private final @Nullable String sourceName;
    private final @Nullable Integer vanishedPercent;
    private final int quarantineLimit;
    private long unreadable;
    private ManagedListener.@Nullable Removal withheld;
    private @Nullable OutOfSync difference;

    /**
     * @param source opens what it is synchronized from; null if nothing but imports brings it anything
     * @param sourceName its name; null if there is none
     * @param vanishedPercent how much of it may go at once, in percent; null for any number
     * @param quarantineLimit how many records of the source may be unreadable
     */
    Upkeep(
            ManagedCatalog managed,
            String server,
            @Nullable Supplier<Catalog> source,
            @Nullable String sourceName,
            @Nullable Integer vanishedPercent,
            int quarantineLimit) {
        this.managed = managed;
        this.server = server;
        this.source = source;
        this.sourceName = sourceName;
        this.vanishedPercent = vanishedPercent;
        this.quarantineLimit = quarantineLimit;
    }

    @Override
    public void run(SyncListener listener, StopSignal stop) {
        if (source == null) {
            return;
        }
        try (Catalog from = Opening.await(source, stop)) {
            Catalogs.warnings(from).forEach(listener::note);
            ManagedReport report =
                    managed.synchronize(from, Absence.DELETED, listener(listener, stop, vanishedPercent));
            if (report.stopped()) {
                stop.check();
            }
            tell(report, server, listener);
            withheld = report.removal();
            unreadable = report.unreadable();
            String upstream = from.identity().name();
            difference = new Comparison(server, upstream, listener)
                    .run(() -> managed.compare(from, stop::check))
                    .map(text -> new OutOfSync(server, upstream, text))
                    .orElse(null);
        }
    }

    @Override
    public Optional<String> source() {
        return Optional.ofNullable(sourceName);
    }

    @Override
    public Optional<OutOfSync> outOfSync() {
        return Optional.ofNullable(difference);
    }

    /** What came is in the site by then; only what could not be read, or would have gone, is not. */
    @Override
    public void judge() {
        refuseUnreadable(unreadable, quarantineLimit, sourceName, server);
        ManagedListener.@Nullable Removal left = withheld;
        if (left != null) {
            throw new SupsyncException(
                    ErrorCode.VANISHED_GUARD,
                    (left.deletions() + left.declines()) + " of " + left.held() + " records of the catalog of " + server
                            + " would go at once: " + left.deletions() + " have vanished from its source, "
                            + left.declines() + " were declined there. The limit is " + vanishedPercent + " %.",
                    "Check the source. If it is right, run the command again with --allow-vanished.");
        }
    }

    /**
     * Refuses a source of which too much could not be read.
     *
     * @param limit how many records may be unreadable
     */
    static void refuseUnreadable(long unreadable, int limit, @Nullable String source, String server) {
        if (unreadable > limit) {
            throw new SupsyncException(
                    ErrorCode.QUARANTINE_LIMIT,
                    unreadable + " records of " + source + " cannot be read, more than the limit of " + limit
                            + ". They stayed out of the catalog of " + server + ".",
                    "Export the catalog again if it is damaged, or raise limits.quarantine.");
        }
    }

    /** What could not be taken over. */
    static void tell(ManagedReport report, String server, SyncListener listener) {
        if (report.unreadable() > 0) {
            listener.note((report.unreadable() == 1 ? "1 record" : report.unreadable() + " records")
                    + " cannot be read, and stayed out of the catalog of " + server + ": "
                    + String.join("; ", report.examples()));
        }
        long bare = report.withoutDocument();
        if (bare > 0) {
            listener.note((bare == 1 ? "1 revision" : bare + " revisions") + " came into the catalog of " + server
                    + " from tables alone: its source has no documents of them, and no package can hold them.");
        }
    }

    /** Passes on how far a catalog is. */
    static ManagedListener listener(SyncListener listener, StopSignal stop, @Nullable Integer vanishedPercent) {
        return new ManagedListener() {
            @Override
            public boolean stopping() {
                return stop.requested();
            }

            @Override
            public boolean mayRemove(Removal removal) {
                return vanishedPercent == null
                        || (removal.deletions() + removal.declines()) * 100 <= removal.held() * vanishedPercent;
            }

            @Override
            public void progress(boolean categories, long processed, long total) {
                if (!categories) {
                    listener.progress(Phase.WSUS, processed, total);
                }
            }
        };
    }
}
