package dev.supsync.replication;

import dev.supsync.site.Publication;
import dev.supsync.site.jdbc.SiteDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The one row in which a site remembers how far it has followed its parent. */
final class ParentRow {

    private static final String SELECT = "SELECT p.PARENT_CODE, p.LINEAGE, p.CHANGE_NUMBER, p.STAMP, p.CONTENT_VERSION,"
            + " p.PUBLISHED_AT, p.COMPLETED_AT, p.WAY, p.TARGET, p.REACHED, p.SEEN, p.EPOCH_ID, (%s) AS RELEASED"
            + " FROM SUP_PARENT p WHERE p.PARENT_ID = 1";

    private static final String UPDATE =
            """
            UPDATE SUP_PARENT SET PARENT_CODE = ?, LINEAGE = ?, CHANGE_NUMBER = ?, STAMP = ?, CONTENT_VERSION = ?,
                PUBLISHED_AT = ?, COMPLETED_AT = ?, WAY = ?, TARGET = ?, REACHED = ?, SEEN = ?, EPOCH_ID = ?
            WHERE PARENT_ID = 1""";

    private static final String INSERT =
            """
            INSERT INTO SUP_PARENT (PARENT_CODE, LINEAGE, CHANGE_NUMBER, STAMP, CONTENT_VERSION, PUBLISHED_AT,
                COMPLETED_AT, WAY, TARGET, REACHED, SEEN, EPOCH_ID, PARENT_ID)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)""";

    private final SiteDatabase database;

    ParentRow(SiteDatabase database) {
        this.database = database;
    }

    Optional<ReplicationPosition> read() {
        List<ReplicationPosition> rows = new ArrayList<>(1);
        database.each(SELECT.formatted(Removals.countReleased(database)), row -> rows.add(position(row)));
        return rows.stream().findFirst();
    }

    private ReplicationPosition position(ResultSet row) throws SQLException {
        String way = row.getString("WAY");
        Integer version = integer(row, "CONTENT_VERSION");
        return new ReplicationPosition(
                row.getString("PARENT_CODE"),
                Objects.requireNonNull(database.guid(row, "LINEAGE")),
                publication(row, version),
                version,
                instant(row, "COMPLETED_AT"),
                way == null ? null : Way.valueOf(way),
                number(row, "TARGET"),
                row.getLong("REACHED"),
                row.getLong("SEEN"),
                database.guid(row, "EPOCH_ID"),
                row.getInt("RELEASED"));
    }

    private @Nullable Publication publication(ResultSet row, @Nullable Integer version) throws SQLException {
        Long number = number(row, "CHANGE_NUMBER");
        UUID stamp = database.guid(row, "STAMP");
        Instant time = instant(row, "PUBLISHED_AT");
        if (number == null || stamp == null || time == null || version == null) {
            return null;
        }
        return new Publication(number, stamp, version, time);
    }

    /** Writes the row in the caller's transaction. */
    void write(ReplicationPosition position) {
        Publication publication = position.publication();
        UUID epoch = position.epoch();
        Way way = position.way();
        @Nullable
        Object[] values = {
            position.parentCode(),
            database.parameter(position.lineage()),
            publication == null ? null : publication.changeNumber(),
            publication == null ? null : database.parameter(publication.stamp()),
            position.contentVersion(),
            publication == null ? null : utc(publication.publishedAt()),
            utc(position.completedAt()),
            way == null ? null : way.name(),
            position.target(),
            position.reached(),
            position.seen(),
            epoch == null ? null : database.parameter(epoch)
        };
        database.translating(() -> {
            int rows = database.jdbc().update(UPDATE, values);
            return rows == 1 ? rows : database.jdbc().update(INSERT, values);
        });
    }

    private static @Nullable LocalDateTime utc(@Nullable Instant time) {
        return time == null ? null : LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        LocalDateTime time = row.getObject(column, LocalDateTime.class);
        return time == null ? null : time.toInstant(ZoneOffset.UTC);
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? null : number;
    }

    private static @Nullable Integer integer(ResultSet row, String column) throws SQLException {
        int number = row.getInt(column);
        return row.wasNull() ? null : number;
    }
}
