package dev.supsync.site.jdbc;

import dev.supsync.time.LastAlive;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;

/** Keeps when a site was last alive. Writes take part in the caller's transaction. */
public final class LastAliveStore {

    private final SiteDatabase database;

    public LastAliveStore(SiteDatabase database) {
        this.database = database;
    }

    /** What the site remembers; empty before its first run. */
    public Optional<LastAlive> find() {
        return database
                .translating(() -> database.jdbc().query("SELECT * FROM SUP_CLOCK", (row, number) -> lastAlive(row)))
                .stream()
                .findFirst();
    }

    /** Remembers it. */
    public void save(LastAlive alive) {
        LastAlive.Doubt doubt = alive.doubt();
        Object[] values = {
            UpdateRows.utc(alive.at()),
            alive.silence().toSeconds(),
            doubt == null ? null : UpdateRows.utc(doubt.first()),
            doubt == null ? null : UpdateRows.utc(doubt.last()),
            doubt == null ? null : database.parameter(doubt.start())
        };
        database.translating(() -> update(values) || insert(values));
    }

    private boolean update(Object[] values) {
        return database.jdbc()
                        .update(
                                "UPDATE SUP_CLOCK SET ALIVE_AT = ?, SILENCE_SECONDS = ?, DOUBTED_FROM = ?, DOUBTED_AT = ?,"
                                        + " DOUBTED_BY = ? WHERE CLOCK_ID = 1",
                                values)
                > 0;
    }

    /** The first row; another process may write it at the same moment. */
    private boolean insert(Object[] values) {
        try {
            database.jdbc()
                    .update(
                            "INSERT INTO SUP_CLOCK (ALIVE_AT, SILENCE_SECONDS, DOUBTED_FROM, DOUBTED_AT,"
                                    + " DOUBTED_BY, CLOCK_ID) VALUES (?, ?, ?, ?, ?, 1)",
                            values);
            return true;
        } catch (DuplicateKeyException e) {
            return update(values);
        }
    }

    private LastAlive lastAlive(ResultSet row) throws SQLException {
        UUID start = database.guid(row, "DOUBTED_BY");
        return new LastAlive(
                time(row, "ALIVE_AT"),
                Duration.ofSeconds(row.getLong("SILENCE_SECONDS")),
                start == null ? null : new LastAlive.Doubt(time(row, "DOUBTED_FROM"), time(row, "DOUBTED_AT"), start));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getObject(column, LocalDateTime.class))
                .toInstant(ZoneOffset.UTC);
    }
}
