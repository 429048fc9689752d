package dev.supsync.catalog.susdb;

import dev.supsync.error.Printable;
import dev.supsync.metadata.Texts;
import dev.supsync.metadata.UpdateId;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads a row's columns by name, whatever type the database gives them: a flag may be a bit, a boolean or a number, a
 * GUID a text. A value that is none at all is an {@link IllegalArgumentException} that names column and value.
 */
final class RowReader {

    private final ResultSet row;

    RowReader(ResultSet row) {
        this.row = row;
    }

    @Nullable
    String text(String column) throws SQLException {
        Object value = row.getObject(column);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        return value instanceof Clob ? row.getString(column) : value.toString();
    }

    /** The text without blanks around it; null when nothing remains. */
    @Nullable
    String trimmed(String column) throws SQLException {
        return Texts.normal(text(column));
    }

    /** The same of a column that holds so many characters: it may have been cut to half of one. */
    @Nullable
    String trimmed(String column, int length) throws SQLException {
        return Texts.fromColumn(text(column), length);
    }

    @Nullable
    Long number(String column) throws SQLException {
        Object value = row.getObject(column);
        if (value == null) {
            return null;
        }
        if (value instanceof Boolean) {
            return (Boolean) value ? 1L : 0L;
        }
        try {
            return value instanceof Number number
                    ? number.longValue()
                    : new BigDecimal(value.toString().strip()).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    column + " is " + Printable.quoted(String.valueOf(value)) + ", which is not a whole number", e);
        }
    }

    /** The number of a column that is never null. */
    long key(String column) throws SQLException {
        Long value = number(column);
        if (value == null) {
            throw new IllegalArgumentException(column + " is NULL");
        }
        return value;
    }

    /** A number that fits an int. */
    @Nullable
    Integer integer(String column) throws SQLException {
        Long value = number(column);
        if (value != null && value.intValue() != value) {
            throw new IllegalArgumentException(column + " is " + value + ", which is too large");
        }
        return value == null ? null : value.intValue();
    }

    /** Whether the flag is set; NULL means it is not. */
    boolean flag(String column) throws SQLException {
        Object value = row.getObject(column);
        if (value instanceof String text && !text.matches("-?[0-9]+")) {
            return Boolean.parseBoolean(text.strip());
        }
        Long number = number(column);
        return number != null && number != 0;
    }

    /** As {@link #flag}; null when the column is NULL. */
    @Nullable
    Boolean optionalFlag(String column) throws SQLException {
        return row.getObject(column) == null ? null : flag(column);
    }

    @Nullable
    UUID guid(String column) throws SQLException {
        Object value = row.getObject(column);
        if (value == null || value instanceof UUID) {
            return (UUID) value;
        }
        if (value instanceof byte[] bytes && bytes.length == 16) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            return new UUID(buffer.getLong(), buffer.getLong());
        }
        try {
            return UpdateId.parse(value.toString()).value();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(column + " is " + e.getMessage(), e);
        }
    }

    /** The identity of an update, in a column that is never null. */
    UpdateId updateId(String column) throws SQLException {
        UUID value = guid(column);
        if (value == null) {
            throw new IllegalArgumentException(column + " is NULL");
        }
        return new UpdateId(value);
    }

    /** SUSDB's dates are UTC without saying so. */
    @Nullable
    Instant instant(String column) throws SQLException {
        Object value = row.getObject(column);
        if (value == null) {
            return null;
        }
        if (value instanceof OffsetDateTime time) {
            return time.toInstant();
        }
        if (value instanceof Timestamp) {
            LocalDateTime time = row.getObject(column, LocalDateTime.class);
            return time.toInstant(ZoneOffset.UTC);
        }
        throw new IllegalArgumentException(
                column + " is " + Printable.quoted(String.valueOf(value)) + ", which is not a date and time");
    }

    byte @Nullable [] bytes(String column) throws SQLException {
        Object value = row.getObject(column);
        if (value instanceof Blob) {
            return row.getBytes(column);
        }
        if (value != null && !(value instanceof byte[])) {
            throw new IllegalArgumentException(column + " is not binary");
        }
        return (byte[]) value;
    }

    /** A column as the driver gives it. */
    @Nullable
    Object value(String column) throws SQLException {
        return row.getObject(column);
    }
}
