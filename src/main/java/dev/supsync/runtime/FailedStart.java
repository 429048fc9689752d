package dev.supsync.runtime;

import dev.supsync.error.SupsyncException;
import dev.supsync.lease.SiteLease;
import dev.supsync.metadata.Digest;
import dev.supsync.site.SiteState;
import dev.supsync.site.jdbc.JdbcSiteStore;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.status.Run;
import dev.supsync.status.RunError;
import dev.supsync.status.RunStore;
import dev.supsync.status.StatusMessage;
import dev.supsync.status.StatusMessages;
import dev.supsync.sync.SyncType;
import java.time.Instant;
import java.util.List;

/**
 * Leaves a run that failed before it could read its catalog where administrators look: among the runs, and in the status
 * messages. A run that waits to be continued stays the one that is continued.
 */
final class FailedStart {

    private static final System.Logger LOG = System.getLogger(FailedStart.class.getName());
    private static final Digest NO_PLAN = Digest.of(new byte[16]);

    private final SiteDatabase database;
    private final SiteLease lease;
    private final SyncType type;
    private final JdbcSiteStore store;

    FailedStart(SiteDatabase database, SiteLease lease, SyncType type) {
        this.database = database;
        this.lease = lease;
        this.type = type;
        this.store = new JdbcSiteStore(database);
    }

    /** Writes it; returns the site's content version. */
    int record(String server, String catalog, SupsyncException error, Instant startedAt, Instant now) {
        try {
            return database.inTransaction(() -> {
                store.verify(lease);
                SiteState state = store.state();
                endRun(state, error, startedAt, now);
                String source = source(server, catalog);
                StatusMessages messages = new StatusMessages(database, state.code(), server, source);
                messages.write(StatusMessage.STARTED, startedAt, state.contentVersion(), null, List.of(type.name()));
                messages.write(
                        StatusMessage.FAILED,
                        now,
                        state.contentVersion(),
                        error.code().code(),
                        List.of(error.getMessage(), source, error.code().code()));
                return state.contentVersion();
            });
        } catch (SupsyncException e) {
            LOG.log(System.Logger.Level.WARNING, "The failure could not be written to the site: {0}", e.getMessage());
            return 0;
        }
    }

    /** What the software update point synchronizes from, as it was last known: the catalog that could tell is not open. */
    private String source(String server, String catalog) {
        List<String> known = database.jdbc()
                .queryForList("SELECT SOURCE_SERVER FROM SUP_SYNC_STATUS WHERE SERVER_NAME = ?", String.class, server);
        return known.isEmpty() ? catalog : known.get(0);
    }

    private void endRun(SiteState state, SupsyncException error, Instant startedAt, Instant now) {
        RunStore runs = new RunStore(database);
        Run open = runs.lastStarted().filter(Run::open).orElse(null);
        Run run = open != null
                ? open
                : runs.start(type.name(), NO_PLAN, "", startedAt, state.nextCiId(), store.countListed());
        runs.end(run.id(), Reports.result(error.code()), open != null, null, RunError.of(error), now);
    }
}
