package dev.supsync.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.util.unit.DataSize;
import org.springframework.util.unit.DataUnit;

/** Reads times and sizes; a number without a unit is neither. */
final class Quantities {

    private static final Pattern SIMPLE = Pattern.compile("(\\d{1,18})\\s*([A-Za-z]{1,2})");

    private Quantities() {}

    static Section.Converter<Duration> duration(Duration min, Duration max) {
        String expected = "a duration from " + min + " to " + max + ", written as PT30S or 30s (ms, s, m, h, d)";
        return text -> {
            Duration value = parseDuration(text.strip(), expected);
            if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
                throw new IllegalArgumentException(expected);
            }
            return value;
        };
    }

    private static Duration parseDuration(String text, String expected) {
        Matcher simple = SIMPLE.matcher(text);
        try {
            if (!simple.matches()) {
                return Duration.parse(text);
            }
            long amount = Long.parseLong(simple.group(1));
            return switch (simple.group(2).toLowerCase(Locale.ROOT)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                case "d" -> Duration.ofDays(amount);
                default -> throw new IllegalArgumentException(expected);
            };
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new IllegalArgumentException(expected, e);
        }
    }

    static Section.Converter<DataSize> size(DataSize min, DataSize max) {
        String expected = "a size from " + shown(min) + " to " + shown(max) + ", written as 64MB (B, KB, MB, GB, TB)";
        return text -> {
            Matcher simple = SIMPLE.matcher(text.strip());
            if (!simple.matches()) {
                throw new IllegalArgumentException(expected);
            }
            try {
                DataUnit unit = DataUnit.fromSuffix(simple.group(2).toUpperCase(Locale.ROOT));
                DataSize value = DataSize.of(Long.parseLong(simple.group(1)), unit);
                if (value.compareTo(min) >= 0 && value.compareTo(max) <= 0) {
                    return value;
                }
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw new IllegalArgumentException(expected, e);
            }
            throw new IllegalArgumentException(expected);
        };
    }

    private static String shown(DataSize size) {
        if (size.toTerabytes() > 0) {
            return size.toTerabytes() + "TB";
        }
        if (size.toGigabytes() > 0) {
            return size.toGigabytes() + "GB";
        }
        return size.toMegabytes() > 0 ? size.toMegabytes() + "MB" : size.toKilobytes() + "KB";
    }
}
