package dev.supsync.site.jdbc;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.JdbcTemplate;

/** The one place where the databases differ. */
enum SiteDialect {
    HSQLDB(new HsqldbTableWriter(), "VALUES (CURRENT_TIMESTAMP)"),
    SQL_SERVER(new SqlServerTableWriter(true), "SELECT SYSDATETIMEOFFSET()"),
    /** Babelfish speaks SQL Server's protocol, but its bulk copy makes no GUIDs of texts. */
    BABELFISH(new SqlServerTableWriter(false), "SELECT SYSDATETIMEOFFSET()");

    private final TableWriter writer;
    private final String clockQuery;

    SiteDialect(TableWriter writer, String clockQuery) {
        this.writer = writer;
        this.clockQuery = clockQuery;
    }

    /** The dialect of a JDBC URL. */
    static SiteDialect of(String url) {
        String start = url.toLowerCase(Locale.ROOT);
        if (start.startsWith("jdbc:hsqldb:")) {
            return HSQLDB;
        }
        if (start.startsWith("jdbc:sqlserver:")) {
            return SQL_SERVER;
        }
        throw new SupsyncException(
                ErrorCode.CONFIGURATION,
                "The site database's URL starts with neither jdbc:hsqldb: nor jdbc:sqlserver:.",
                "Name an HSQLDB or a SQL Server database.");
    }

    /** The dialect of the server behind a connection, where the URL alone does not tell. */
    SiteDialect on(Connection connection) throws SQLException {
        if (this == HSQLDB) {
            return this;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT CAST(SERVERPROPERTY('babelfish') AS INT)")) {
            return row.next() && row.getInt(1) == 1 ? BABELFISH : SQL_SERVER;
        }
    }

    /** What the placeholders of the migrations stand for. */
    Map<String, String> placeholders() {
        return this == HSQLDB ? MigrationText.HSQLDB : MigrationText.SQL_SERVER;
    }

    /** Writes chunks of rows. */
    TableWriter writer() {
        return writer;
    }

    /** A query of the database's own clock: one row, a time with its zone. */
    String clockQuery() {
        return clockQuery;
    }

    /**
     * Runs an update in the caller's transaction that waits only so long for what others have locked.
     *
     * @return the rows updated; -1 if the time was up
     */
    int updateWithin(JdbcTemplate jdbc, Duration limit, String sql, Object... parameters) {
        if (this == HSQLDB) {
            return HsqldbPatience.update(jdbc, limit, sql, parameters);
        }
        JdbcTemplate patient = new JdbcTemplate(Objects.requireNonNull(jdbc.getDataSource()));
        patient.setQueryTimeout((int) Math.max(1, limit.toSeconds()));
        try {
            return patient.update(sql, parameters);
        } catch (QueryTimeoutException e) {
            return -1;
        }
    }

    /** A boolean as SQL writes it. */
    String literal(boolean value) {
        return this == HSQLDB ? (value ? "TRUE" : "FALSE") : (value ? "1" : "0");
    }

    /** A GUID as a parameter. */
    Object parameter(UUID guid) {
        return this == HSQLDB ? guid : guid.toString();
    }

    /** A GUID of a row. */
    @Nullable
    UUID guid(ResultSet row, String column) throws SQLException {
        if (this == HSQLDB) {
            return row.getObject(column, UUID.class);
        }
        String text = row.getString(column);
        return text == null ? null : UUID.fromString(text);
    }

    /** A value of a row, by its place from 1, of the Java type that its kind names. */
    @Nullable
    Object value(ResultSet row, int place, Table.Kind kind) throws SQLException {
        return switch (kind) {
            case INT, SMALLINT -> {
                int number = row.getInt(place);
                yield row.wasNull() ? null : (Object) number;
            }
            case BIGINT -> {
                long number = row.getLong(place);
                yield row.wasNull() ? null : (Object) number;
            }
            case BOOLEAN -> {
                boolean value = row.getBoolean(place);
                yield row.wasNull() ? null : (Object) value;
            }
            case GUID -> {
                if (this == HSQLDB) {
                    yield row.getObject(place, UUID.class);
                }
                String text = row.getString(place);
                yield text == null ? null : UUID.fromString(text);
            }
            case DIGEST -> row.getBytes(place);
            case TEXT -> row.getString(place);
            case TIMESTAMP -> row.getObject(place, LocalDateTime.class);
            case DATE -> row.getObject(place, LocalDate.class);
        };
    }

    /** A statement's clause that limits its rows to the first ones, to stand at its end behind ORDER BY. */
    String first(int rows) {
        return this == HSQLDB
                ? " FETCH FIRST " + rows + " ROWS ONLY"
                : " OFFSET 0 ROWS FETCH NEXT " + rows + " ROWS ONLY";
    }

    /** A text in lower case, to be compared with one of Java's, whatever the collation of its column. */
    String lowerCase(String column) {
        return this == SQL_SERVER ? "LOWER(" + column + " COLLATE Latin1_General_BIN2)" : "LOWER(" + column + ")";
    }

    /** The pattern of LIKE, with the escape character {@code !}, for texts that contain this one. */
    String containing(String text) {
        String special = this == HSQLDB ? "[!%_]" : "[!%_\\[]";
        return "%" + text.replaceAll(special, "!$0") + "%";
    }
}
