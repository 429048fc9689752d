package dev.supsync.catalog.managed;

import dev.supsync.catalog.susdb.SusdbCatalog;
import dev.supsync.catalog.susdb.SusdbDialect;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.metadata.Relation;
import dev.supsync.metadata.RevisionKey;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateRevision;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one that writes. It takes a number higher than all before; each of its transactions begins with an update that finds the
 * catalog's row only with that number. So whoever began earlier, and comes back after a stall, writes nothing.
 */
final class CatalogWriter implements AutoCloseable {

    /** WSUS's events: a synchronization began by hand, succeeded, failed, or was cancelled. */
    static final int STARTED = 382;

    static final int SUCCEEDED = 384;
    static final int FAILED = 386;
    static final int CANCELLED = 387;

    private static final Logger log = LoggerFactory.getLogger(CatalogWriter.class);

    /** A writer that has nothing to write says so this often. */
    private static final Duration SIGN_OF_LIFE = Duration.ofMinutes(1);

    private static final Duration EVENTS_KEPT = Duration.ofDays(90);
    /** So many of the newest events stay, however old they seem: a clock that is ahead for a moment takes nothing away. */
    private static final int EVENTS_STAY = 1_000;

    private static final int SYNCHRONIZATION = 2;

    private static final String FORGET_EVENTS =
            """
            DELETE FROM dbo.tbEventInstance WHERE TimeAtServer < ? AND EventOrdinalNumber <
                (SELECT MAX(e.EventOrdinalNumber) FROM dbo.tbEventInstance e) - ?""";

    private final ManagedDatabase database;
    private final Clock clock;
    private final Connection connection;
    private final Known known;
    private final long token;
    private final Numbers numbers;
    private final OldRows oldRows = new OldRows();
    private Instant lastSign;
    private boolean versionRaised;

    private CatalogWriter(
            ManagedDatabase database, Clock clock, Connection connection, Known known, long token, Numbers numbers) {
        this.database = database;
        this.clock = clock;
        this.connection = connection;
        this.known = known;
        this.token = token;
        this.numbers = numbers;
        this.lastSign = clock.instant();
    }

    /** Takes the catalog; what it holds is read afterwards, so that nobody changes it any more. */
    static CatalogWriter open(ManagedDatabase database, Clock clock) {
        Connection connection = database.connect("write updates");
        try {
            long token = ManagedDatabase.inTransaction(connection, c -> {
                Sql.update(c, "UPDATE dbo.SUP_CATALOG SET TOKEN = TOKEN + 1 WHERE ID = 1");
                long[] taken = new long[1];
                Sql.query(c, "SELECT TOKEN FROM dbo.SUP_CATALOG WHERE ID = 1", row -> taken[0] = row.getLong(1));
                return taken[0];
            });
            return new CatalogWriter(database, clock, connection, Known.load(database), token, new Numbers(connection));
        } catch (SQLException e) {
            close(connection);
            throw database.error(e, "begin to write");
        } catch (RuntimeException e) {
            close(connection);
            throw e;
        }
    }

    Known known() {
        return known;
    }

    /** Something written in a transaction. */
    interface Work {
        void run(Connection connection) throws SQLException;
    }

    /** Notes what WSUS notes of a synchronization. */
    void event(int id) {
        Instant now = clock.instant();
        transaction("note an event", false, c -> {
            Sql.update(c, FORGET_EVENTS, SusdbDialect.utc(now.minus(EVENTS_KEPT)), EVENTS_STAY);
            Sql.update(
                    c,
                    "INSERT INTO dbo.tbEventInstance (EventInstanceID, EventNamespaceID, EventID, TimeAtTarget,"
                            + " TimeAtServer, AppName) VALUES (?, ?, ?, ?, ?, ?)",
                    database.dialect().parameter(UUID.randomUUID()),
                    SYNCHRONIZATION,
                    id,
                    SusdbDialect.utc(now),
                    SusdbDialect.utc(now),
                    "supsync");
            if (id != STARTED) {
                Sql.update(c, "UPDATE dbo.SUP_CATALOG SET BUSY_UNTIL = NULL WHERE ID = 1");
            }
        });
    }

    /** Notes an end that is no success, if that is still possible: what failed may be the database. */
    void eventQuietly(int id) {
        try {
            event(id);
        } catch (SupsyncException e) {
            log.debug("noting event {}: {}", id, e.getMessage());
        }
    }

    /** Tells readers that the writer lives, if it has not done so for some time. */
    void signOfLife() {
        if (Duration.between(lastSign, clock.instant()).abs().compareTo(SIGN_OF_LIFE) > 0) {
            transaction("say that it is written", false, c -> {});
        }
    }

    /** Writes revisions that were read, in one transaction. */
    void write(List<Incoming> chunk, Set<Integer> imported) {
        if (chunk.isEmpty()) {
            return;
        }
        Map<RevisionKey, Integer> assigned = new HashMap<>();
        transaction("write updates", true, c -> {
            for (Incoming incoming : chunk) {
                assigned.put(incoming.raw().key(), numbers.nextRevision());
            }
            replace(c, chunk, assigned);
            RevisionRows rows = new RevisionRows(database.dialect(), numbers, known, clock.instant());
            for (Incoming incoming : chunk) {
                rows.update(known, incoming, revision(incoming));
            }
            rows.relations().children(children(c, chunk, assigned, rows));
            for (Incoming incoming : chunk) {
                int id = Objects.requireNonNull(assigned.get(incoming.raw().key()));
                rows.revision(id, known.localId(incoming.slot()), incoming, revision(incoming));
            }
            rows.flush(c);
            oldRows.deleteFiles(c);
            flag(
                    c,
                    chunk.stream()
                            .map(Incoming::slot)
                            .filter(imported::contains)
                            .toList(),
                    true);
            fence(c, false);
        });
        for (Incoming incoming : chunk) {
            int slot = incoming.slot();
            boolean hidden =
                    known.isHeld(slot) ? known.isHidden(slot) : incoming.raw().declined();
            known.flags(slot, hidden, known.isImported(slot) || imported.contains(slot));
            known.hold(
                    slot,
                    Objects.requireNonNull(assigned.get(incoming.raw().key())),
                    incoming.raw().key().revisionNumber(),
                    incoming.raw().digest());
        }
    }

    /** Declines, or undeclines. */
    void hide(List<Integer> slots, boolean hidden) {
        if (slots.isEmpty()) {
            return;
        }
        Object undeclined = SusdbDialect.utc(clock.instant());
        transaction("write declines", true, c -> {
            String sql = hidden
                    ? "UPDATE dbo.tbUpdate SET IsHidden = 1 WHERE LocalUpdateID = ?"
                    : "UPDATE dbo.tbUpdate SET IsHidden = 0, LastUndeclinedTime = ? WHERE LocalUpdateID = ?";
            Sql.each(
                    c,
                    sql,
                    slots.stream()
                            .map(slot -> hidden
                                    ? new Object[] {known.localId(slot)}
                                    : new Object[] {undeclined, known.localId(slot)})
                            .toList());
        });
        slots.forEach(slot -> known.flags(slot, hidden, known.isImported(slot)));
    }

    /** Marks updates as imported, or takes the mark away. */
    void mark(List<Integer> slots, boolean imported) {
        if (slots.isEmpty()) {
            return;
        }
        transaction("mark imported updates", true, c -> flag(c, slots, imported));
        slots.forEach(slot -> known.flags(slot, known.isHidden(slot), imported));
    }

    /** Remembers that a person brought these, so that absence does not delete them. */
    void bring(List<Integer> slots, Set<Integer> picked) {
        if (slots.isEmpty()) {
            return;
        }
        transaction("note what was brought", true, c -> {
            Sql.each(c, "DELETE FROM dbo.SUP_BROUGHT WHERE LocalUpdateID = ?", localIds(slots));
            Sql.each(
                    c,
                    "INSERT INTO dbo.SUP_BROUGHT (LocalUpdateID, PICKED) VALUES (?, ?)",
                    slots.stream()
                            .map(slot ->
                                    new Object[] {known.localId(slot), picked.contains(slot) || known.isPicked(slot)})
                            .toList());
        });
        slots.forEach(slot -> known.bring(slot, picked.contains(slot)));
    }

    /** Deletes updates; what others refer to keeps a bare row. */
    void delete(List<Integer> slots) {
        if (slots.isEmpty()) {
            return;
        }
        transaction("delete updates", true, c -> {
            oldRows.delete(c, slots.stream().map(known::revisionId).toList());
            oldRows.deleteFiles(c);
            List<Integer> localIds = localIds(slots);
            for (String statement : List.of(
                    "UPDATE dbo.tbRevision SET IsLatestRevision = 0 WHERE LocalUpdateID = ?",
                    "DELETE FROM dbo.tbCategory WHERE CategoryID = ?",
                    "DELETE FROM dbo.tbUpdateFlag WHERE LocalUpdateID = ?",
                    "DELETE FROM dbo.SUP_BROUGHT WHERE LocalUpdateID = ?",
                    "UPDATE dbo.tbUpdate SET IsHidden = 0 WHERE LocalUpdateID = ?")) {
                Sql.each(c, statement, localIds);
            }
        });
        slots.forEach(known::drop);
    }

    /** Deletes bare rows that nothing refers to any more, if something was changed since that was done. */
    void sweep() {
        long[] due = new long[1];
        transaction(
                "look what is left to do",
                false,
                c -> Sql.query(
                        c, "SELECT COUNT(*) FROM dbo.SUP_CATALOG WHERE SWEEP_DUE = 1", row -> due[0] = row.getLong(1)));
        if (due[0] > 0) {
            new Sweep(database.dialect()).run(this);
            transaction(
                    "note what is done",
                    false,
                    c -> Sql.update(c, "UPDATE dbo.SUP_CATALOG SET SWEEP_DUE = 0 WHERE ID = 1"));
        }
    }

    /** Notes what the catalog was brought up to, to the end. */
    void finish(String upstream) {
        Object now = SusdbDialect.utc(clock.instant());
        transaction(
                "note the end",
                false,
                c -> Sql.update(
                        c,
                        "UPDATE dbo.SUP_CATALOG SET UPSTREAM = ?, SYNCHRONIZED_AT = ? WHERE ID = 1",
                        RevisionRows.cut(upstream, 2_000),
                        now));
    }

    /** Notes that the catalog is not brought up to anything, from now until the end of a synchronization. */
    void unfinished() {
        transaction(
                "note the beginning",
                false,
                c -> Sql.update(c, "UPDATE dbo.SUP_CATALOG SET SYNCHRONIZED_AT = NULL WHERE ID = 1"));
    }

    long contentVersion() {
        long[] version = new long[1];
        transaction(
                "read the content version",
                false,
                c -> Sql.query(
                        c,
                        "SELECT CONTENT_VERSION FROM dbo.SUP_CATALOG WHERE ID = 1",
                        row -> version[0] = row.getLong(1)));
        return version[0];
    }

    /** @param change whether the content changes: once for each writer that raises the content version */
    void transaction(String what, boolean change, Work work) {
        try {
            ManagedDatabase.inTransaction(connection, c -> {
                fence(c, change && !versionRaised);
                work.run(c);
                return true;
            });
            versionRaised |= change;
            lastSign = clock.instant();
        } catch (SQLException e) {
            throw database.error(e, what);
        }
    }

    @Override
    public void close() {
        close(connection);
    }

    private void fence(Connection c, boolean raise) throws SQLException {
        database.verify();
        int found = Sql.update(
                c,
                "UPDATE dbo.SUP_CATALOG SET BUSY_UNTIL = ?, LAST_REVISION = ?, CONTENT_VERSION = CONTENT_VERSION + "
                        + (raise ? "1, SWEEP_DUE = 1" : "0") + " WHERE ID = 1 AND TOKEN = ?",
                SusdbDialect.utc(clock.instant().plus(SusdbCatalog.BUSY)),
                numbers.lastRevision(),
                token);
        if (found != 1) {
            throw new SupsyncException(
                    ErrorCode.LEASE_LOST,
                    "Another run has begun to write the catalog " + database.name() + " meanwhile",
                    "Nothing: the other run goes on from what was committed.");
        }
    }

    /**
     * Takes away what was there of the updates that come in. The row of an older revision stays while bundles may refer to it;
     * one of the same number gives them to the new one.
     */
    private void replace(Connection c, List<Incoming> chunk, Map<RevisionKey, Integer> assigned) throws SQLException {
        oldRows.delete(
                c,
                chunk.stream()
                        .map(Incoming::slot)
                        .filter(known::isHeld)
                        .map(known::revisionId)
                        .toList());
        Map<Integer, RevisionKey> keys = new HashMap<>();
        for (Incoming incoming : chunk) {
            if (known.isStored(incoming.slot())) {
                keys.put(known.localId(incoming.slot()), incoming.raw().key());
            }
        }
        List<Object[]> moved = new ArrayList<>();
        List<Integer> gone = new ArrayList<>();
        List<Integer> retired = new ArrayList<>();
        Sql.queryAll(
                c,
                "SELECT r.RevisionID, r.LocalUpdateID, r.RevisionNumber FROM dbo.tbRevision r"
                        + " WHERE r.LocalUpdateID IN ({list})",
                keys.keySet(),
                row -> {
                    int id = row.getInt(1);
                    RevisionKey key = keys.get(row.getInt(2));
                    if (key != null && key.revisionNumber() == row.getInt(3)) {
                        moved.add(new Object[] {assigned.get(key), id});
                        gone.add(id);
                    } else {
                        retired.add(id);
                    }
                });
        Sql.each(c, "UPDATE dbo.tbBundleAtLeastOne SET RevisionID = ? WHERE RevisionID = ?", moved);
        Sql.each(c, "DELETE FROM dbo.tbRevision WHERE RevisionID = ?", gone);
        Sql.each(c, "UPDATE dbo.tbRevision SET IsLatestRevision = 0 WHERE RevisionID = ?", retired);
    }

    /** The RevisionIDs of the children that bundles of the chunk name; one that is nowhere gets a row that is not the latest. */
    private Map<RevisionKey, Integer> children(
            Connection c, List<Incoming> chunk, Map<RevisionKey, Integer> assigned, RevisionRows rows)
            throws SQLException {
        Map<UpdateId, Integer> latest = new HashMap<>();
        assigned.forEach((key, id) -> latest.put(key.id(), id));
        Map<RevisionKey, Integer> found = new HashMap<>();
        Set<RevisionKey> missing = new HashSet<>();
        for (Incoming incoming : chunk) {
            for (Relation relation : revision(incoming).relations()) {
                if (relation instanceof Relation.Bundles child) {
                    RevisionKey key = RelationRows.key(child);
                    Integer id = child.revisionNumber() == null ? latest.get(key.id()) : assigned.get(key);
                    int slot = known.slot(key.id());
                    if (id == null
                            && slot >= 0
                            && known.isHeld(slot)
                            && (child.revisionNumber() == null || known.number(slot) == key.revisionNumber())) {
                        id = known.revisionId(slot);
                    }
                    if (id == null) {
                        missing.add(key);
                    } else {
                        found.put(key, id);
                    }
                }
            }
        }
        findStubs(c, missing, found);
        for (RevisionKey key : missing) {
            if (!found.containsKey(key)) {
                int id = numbers.nextRevision();
                rows.stub(id, rows.relations().localId(key.id()), key.revisionNumber());
                found.put(key, id);
            }
        }
        return found;
    }

    private void findStubs(Connection c, Set<RevisionKey> wanted, Map<RevisionKey, Integer> found) throws SQLException {
        Map<Integer, UpdateId> updates = new HashMap<>();
        for (RevisionKey key : wanted) {
            int slot = known.slot(key.id());
            if (slot >= 0 && known.isStored(slot)) {
                updates.put(known.localId(slot), key.id());
            }
        }
        Sql.queryAll(
                c,
                "SELECT r.LocalUpdateID, r.RevisionNumber, r.RevisionID FROM dbo.tbRevision r"
                        + " WHERE r.LocalUpdateID IN ({list})",
                updates.keySet(),
                row -> {
                    UpdateId id = updates.get(row.getInt(1));
                    if (id != null) {
                        found.putIfAbsent(new RevisionKey(id, row.getInt(2)), row.getInt(3));
                    }
                });
    }

    private void flag(Connection c, List<Integer> slots, boolean imported) throws SQLException {
        List<Integer> localIds = localIds(slots);
        Sql.each(c, "DELETE FROM dbo.tbUpdateFlag WHERE LocalUpdateID = ?", localIds);
        if (imported) {
            Sql.each(c, "INSERT INTO dbo.tbUpdateFlag (LocalUpdateID, FromCatalogSite) VALUES (?, 1)", localIds);
        }
    }

    private List<Integer> localIds(List<Integer> slots) {
        return slots.stream().map(known::localId).toList();
    }

    private static UpdateRevision revision(Incoming incoming) {
        return Objects.requireNonNull(incoming.revision());
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            log.debug("closing a connection: {}", e.getMessage());
        }
    }
}
