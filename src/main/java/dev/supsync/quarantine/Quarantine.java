package dev.supsync.quarantine;

import dev.supsync.metadata.RevisionKey;
import dev.supsync.metadata.UpdateId;
import dev.supsync.site.jdbc.SiteDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The quarantine of one site. Writes take part in the caller's transaction. */
public final class Quarantine {

    private static final String UPDATE =
            """
            UPDATE SUP_QUARANTINE SET UPDATE_ID = ?, REVISION_NUMBER = ?, PLACE = ?, REASON = ?, RECORD_TEXT = ?,
                LAST_RUN_ID = ? WHERE QUARANTINE_KEY = ?""";

    private static final String INSERT =
            """
            INSERT INTO SUP_QUARANTINE (UPDATE_ID, REVISION_NUMBER, PLACE, REASON, RECORD_TEXT, LAST_RUN_ID,
                QUARANTINE_KEY, FIRST_SEEN) VALUES (?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String KEYS =
            "SELECT UPDATE_ID, REVISION_NUMBER FROM SUP_QUARANTINE WHERE LAST_RUN_ID = ? AND UPDATE_ID IS NOT NULL";

    private final SiteDatabase database;

    public Quarantine(SiteDatabase database) {
        this.database = database;
    }

    /** An entry as it is kept. */
    public record Kept(@Nullable RevisionKey key, String place, String reason, Instant firstSeen) {}

    /** Keeps entries; one that is there already keeps the time when it was first seen. */
    public void keep(Collection<QuarantineEntry> entries, long runId, Instant time) {
        for (QuarantineEntry entry : entries) {
            RevisionKey key = entry.key();
            @Nullable
            Object id = key == null ? null : database.parameter(key.id().value());
            @Nullable Object revision = key == null ? null : (Integer) key.revisionNumber();
            String text = entry.text().get();
            database.translating(() -> {
                int rows = database.jdbc()
                        .update(UPDATE, id, revision, entry.place(), entry.reason(), text, runId, entry.identity());
                if (rows == 0) {
                    database.jdbc()
                            .update(
                                    INSERT,
                                    id,
                                    revision,
                                    entry.place(),
                                    entry.reason(),
                                    text,
                                    runId,
                                    entry.identity(),
                                    LocalDateTime.ofInstant(time.truncatedTo(ChronoUnit.MILLIS), ZoneOffset.UTC));
                }
                return rows;
            });
        }
    }

    /** Lets go of what a complete run did not find unreadable any more; returns how many. */
    public int release(long runId) {
        return database.translating(
                () -> database.jdbc().update("DELETE FROM SUP_QUARANTINE WHERE LAST_RUN_ID <> ?", runId));
    }

    /** How many entries are kept. */
    public long count() {
        return database.translating(() -> {
            Long count = database.jdbc().queryForObject("SELECT COUNT(*) FROM SUP_QUARANTINE", Long.class);
            return count == null ? 0 : count;
        });
    }

    /** The entries by the time when they were first seen, without their texts, at most so many. */
    public List<Kept> list(int limit) {
        return database.translating(() -> database.jdbc()
                .query(
                        "SELECT UPDATE_ID, REVISION_NUMBER, PLACE, REASON, FIRST_SEEN FROM SUP_QUARANTINE"
                                + " ORDER BY FIRST_SEEN, QUARANTINE_KEY" + database.first(limit),
                        this::kept));
    }

    /** The entry of an update. */
    public Optional<Kept> find(UpdateId id) {
        return database
                .translating(() -> database.jdbc()
                        .query(
                                "SELECT UPDATE_ID, REVISION_NUMBER, PLACE, REASON, FIRST_SEEN FROM SUP_QUARANTINE"
                                        + " WHERE QUARANTINE_KEY = ?",
                                this::kept,
                                id.toString()))
                .stream()
                .findFirst();
    }

    /** The updates whose identity is known, of what a run has kept so far. */
    public void identities(long runId, Consumer<UpdateId> consumer) {
        keys(runId).forEach(key -> consumer.accept(key.id()));
    }

    /** The revisions whose identity is known, of what a run has kept so far. */
    public Set<RevisionKey> keys(long runId) {
        return database.translating(() -> {
            Set<RevisionKey> keys = new HashSet<>();
            database.jdbc()
                    .query(
                            KEYS,
                            row -> {
                                UUID id = database.guid(row, "UPDATE_ID");
                                if (id != null) {
                                    keys.add(new RevisionKey(new UpdateId(id), row.getInt("REVISION_NUMBER")));
                                }
                            },
                            runId);
            return keys;
        });
    }

    private Kept kept(ResultSet row, int number) throws SQLException {
        UUID id = database.guid(row, "UPDATE_ID");
        RevisionKey key = id == null ? null : new RevisionKey(new UpdateId(id), row.getInt("REVISION_NUMBER"));
        return new Kept(
                key,
                row.getString("PLACE"),
                row.getString("REASON"),
                row.getObject("FIRST_SEEN", LocalDateTime.class).toInstant(ZoneOffset.UTC));
    }
}
