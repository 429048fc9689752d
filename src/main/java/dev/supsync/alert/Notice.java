package dev.supsync.alert;

import dev.supsync.error.Printable;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * What is told of an alert.
 *
 * @param id stays the same when it has to be told again, so that a receiver can know it again
 * @param code of the published table; that of the raise, also when it is cancelled
 */
record Notice(
        UUID id, String site, AlertKind kind, Event event, Instant time, String code, String message, String remedy) {

    Notice {
        message = Printable.sentence(message);
    }

    /** What happened to the alert. */
    enum Event {
        RAISED,
        CANCELLED
    }

    /** In a line: "site CS1: synchronization failed (SUP-2000)". */
    String subject() {
        return switch (event) {
            case RAISED -> "site " + site + ": " + kind.text() + " (" + code + ")";
            case CANCELLED -> "site " + site + ": over: " + kind.text() + " (" + code + ")";
        };
    }

    /** In sentences, a line each. */
    String text() {
        String since = time.toString().replaceFirst("\\.\\d+Z$", "Z");
        return switch (event) {
            case RAISED -> code + ": " + message + "\n" + remedy + "\n\nRaised at " + since + ".\n";
            case CANCELLED ->
                "The alert \"" + kind.text().toLowerCase(Locale.ROOT) + "\" is over since " + since + ". It was about "
                        + code + ": " + message + "\n";
        };
    }
}
