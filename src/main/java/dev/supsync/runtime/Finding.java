package dev.supsync.runtime;

import dev.supsync.error.SupsyncException;
import org.jspecify.annotations.Nullable;

/**
 * Something that was checked.
 *
 * @param subject what it is: "site CS1, catalog"
 * @param text what was found; empty if it failed
 * @param isWarning whether a person should look at it, although it hinders nothing
 * @param error null if it did not fail
 */
public record Finding(String subject, String text, boolean isWarning, @Nullable SupsyncException error) {

    /** All is well. */
    public static Finding fine(String subject, String text) {
        return new Finding(subject, text, false, null);
    }

    /** Nothing fails by it, but it is hardly what was wanted. */
    static Finding warning(String subject, String text) {
        return new Finding(subject, text, true, null);
    }

    /** It hinders a synchronization. */
    public static Finding failed(String subject, SupsyncException error) {
        return new Finding(subject, "", false, error);
    }
}
