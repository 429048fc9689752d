package dev.supsync.metadata;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the attributes of a cursor's current element as what they stand for. */
final class Attributes {

    private static final DateTimeFormatter DATE_TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .optionalStart()
            .appendOffsetId()
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private static final String TIME = "a time such as 2026-10-04T12:00:58.381Z";

    private final XmlCursor xml;

    Attributes(XmlCursor xml) {
        this.xml = xml;
    }

    /** The value, trimmed; null when absent or empty. */
    @Nullable
    String text(String name) {
        return xml.attribute(name);
    }

    String required(String name, String expected) throws MetadataException {
        String value = text(name);
        if (value == null) {
            throw xml.error(name, null, expected);
        }
        return value;
    }

    /** False when absent. */
    boolean flag(String name) throws MetadataException {
        String value = text(name);
        if (value == null || value.equalsIgnoreCase("false") || value.equals("0")) {
            return false;
        }
        if (value.equalsIgnoreCase("true") || value.equals("1")) {
            return true;
        }
        throw xml.error(name, value, "true or false");
    }

    UpdateId updateId() throws MetadataException {
        String value = required("UpdateID", "a GUID");
        try {
            return UpdateId.parse(value);
        } catch (IllegalArgumentException e) {
            throw xml.error("UpdateID", value, "a GUID");
        }
    }

    @Nullable
    UUID guid(String name) throws MetadataException {
        String value = text(name);
        try {
            return value == null ? null : UpdateId.parse(value).value();
        } catch (IllegalArgumentException e) {
            throw xml.error(name, value, "a GUID");
        }
    }

    @Nullable
    Integer revisionNumber() throws MetadataException {
        Long number = number("RevisionNumber", Integer.MAX_VALUE);
        return number == null ? null : number.intValue();
    }

    /** A count of bytes. */
    @Nullable
    Long size(String name) throws MetadataException {
        return number(name, Long.MAX_VALUE);
    }

    /** A whole number from 0; null when absent. */
    @Nullable
    Long number(String name, long max) throws MetadataException {
        String value = text(name);
        if (value == null) {
            return null;
        }
        long number = digits(value);
        if (number < 0 || number > max) {
            throw xml.error(name, value, "a whole number from 0 to " + max);
        }
        return number;
    }

    /** The number that ASCII digits make, and nothing else; -1 if it is anything else or too long for a number. */
    private static long digits(String value) {
        long number = 0;
        for (int i = 0; i < value.length(); i++) {
            int digit = value.charAt(i) - '0';
            if (digit < 0 || digit > 9 || number > (Long.MAX_VALUE - digit) / 10) {
                return -1;
            }
            number = 10 * number + digit;
        }
        return number;
    }

    /** The constant whose text the attribute has; the case does not matter. */
    <E> E choice(String name, List<E> constants, Function<E, String> text, E absent) throws MetadataException {
        E found = choice(name, constants, text);
        return found == null ? absent : found;
    }

    /** The constant whose text the attribute has; null when absent. */
    <E> @Nullable E choice(String name, List<E> constants, Function<E, String> text) throws MetadataException {
        String value = text(name);
        if (value == null) {
            return null;
        }
        for (E constant : constants) {
            if (text.apply(constant).equalsIgnoreCase(value)) {
                return constant;
            }
        }
        String known = constants.stream().map(text).collect(Collectors.joining(", "));
        throw xml.error(name, value, "one of " + known);
    }

    Instant requiredInstant(String name) throws MetadataException {
        Instant instant = instant(name);
        if (instant == null) {
            throw xml.error(name, null, TIME);
        }
        return instant;
    }

    /** A time with or without fraction; UTC where it names no zone. */
    @Nullable
    Instant instant(String name) throws MetadataException {
        String value = text(name);
        if (value == null) {
            return null;
        }
        try {
            TemporalAccessor time = DATE_TIME.parseBest(value, OffsetDateTime::from, LocalDateTime::from);
            OffsetDateTime utc = time instanceof LocalDateTime local
                    ? local.atOffset(ZoneOffset.UTC)
                    : ((OffsetDateTime) time).withOffsetSameInstant(ZoneOffset.UTC);
            if (isCommonYear(utc.getYear())) {
                return utc.toInstant();
            }
        } catch (DateTimeException e) {
            // Told below, as years out of range are.
        }
        throw xml.error(name, value, TIME);
    }

    @Nullable
    LocalDate date(String name) throws MetadataException {
        String value = text(name);
        if (value == null) {
            return null;
        }
        try {
            LocalDate date = LocalDate.parse(value);
            if (isCommonYear(date.getYear())) {
                return date;
            }
        } catch (DateTimeException e) {
            // Told below, as years out of range are.
        }
        throw xml.error(name, value, "a date such as 2022-05-30");
    }

    /** What a database can hold as a date. */
    private static boolean isCommonYear(int year) {
        return year >= 1 && year <= 9999;
    }
}
