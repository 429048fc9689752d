package dev.supsync.embedded;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who holds a site.
 *
 * @param pid the operating system's number of the process
 * @param since when it took the site
 */
public record Holder(String host, long pid, Instant since) {

    private static final Pattern LINE = Pattern.compile("(?m)^host (\\S+), process (\\d+), since (\\S+)$");

    /** This process, from now on. */
    public static Holder current(Instant now) {
        return new Holder(hostName(), ProcessHandle.current().pid(), now.truncatedTo(ChronoUnit.SECONDS));
    }

    /** Host and process on one line, to be kept. */
    public String encode() {
        return "host " + host + ", process " + pid + ", since " + since;
    }

    /** Reads what {@link #encode()} wrote, on a line of its own; empty if there is none. */
    static Optional<Holder> find(String text) {
        Matcher matcher = LINE.matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Holder(matcher.group(1), Long.parseLong(matcher.group(2)), Instant.parse(matcher.group(3))));
        } catch (RuntimeException e) {
            return Optional.empty(); // damaged: a holder that cannot be named
        }
    }

    /** Reads what {@link #encode()} wrote; a text that says nothing still stands for a holder. */
    public static Holder read(String text, Instant now) {
        return find(text).orElseGet(() -> new Holder("unknown", 0, now));
    }

    /** For messages: "process 4711 on host wsus1, since 2026-11-21T02:00:00Z". */
    @Override
    public String toString() {
        return "process " + pid + " on host " + host + ", since " + since;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName().replaceAll("\\s", "_");
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
