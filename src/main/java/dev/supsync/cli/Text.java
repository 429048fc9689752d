package dev.supsync.cli;

import dev.supsync.error.Printable;
import dev.supsync.error.Secrets;
import dev.supsync.sitelog.SyncLines;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;

/** Texts as commands print them, the same in every locale. */
final class Text {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cs}&&[^\n]]");

    private Text() {}

    /** Without control characters and without secrets. */
    static String printable(String text) {
        return secretless(Printable.of(text));
    }

    /** With secrets hidden. */
    static String secretless(String text) {
        return Secrets.hidden(text);
    }

    /** For a file of data: line feeds stay, all else that controls something is replaced, and what cannot be encoded. */
    static String data(String text) {
        String lines = text.replace("\r\n", "\n").replace('\r', '\n').replace('\t', ' ');
        return CONTROL.matcher(lines).replaceAll("\uFFFD");
    }

    /** On one line. */
    static String line(String text) {
        return printable(text.strip().replaceAll("\\s*\\R\\s*", " "));
    }

    /** On one line of at most so many columns, as far as one character is one column. */
    static String cut(String text, int width) {
        return Printable.line(line(text), Math.max(1, width));
    }

    /** Filled up with blanks on its right. */
    static String pad(String text, int width) {
        return text.length() >= width ? text : text + " ".repeat(width - text.length());
    }

    /** 1,234,567. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A count with its noun. */
    static String count(long number, String noun) {
        return count(number) + " " + (number == 1 ? noun : noun + "s");
    }

    /** To the second: 2026-11-21T02:00:00Z. */
    static String iso(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** For a person: 2026-11-21 02:00:00, in UTC. */
    static String time(Instant time) {
        return TIME.format(time);
    }

    /** The day, in UTC. */
    static String day(Instant time) {
        return DAY.format(time);
    }

    /** As wsyncmgr.log writes it: 0d00h03m53s. */
    static String duration(Duration time) {
        return SyncLines.duration(time);
    }
}
