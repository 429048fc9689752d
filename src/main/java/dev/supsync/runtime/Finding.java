package dev.supsync.runtime;

import dev.supsync.error.SupsyncException;
import org.jspecify.annotations.Nullable;

/**
 * Something that was checked.
 *
 * @param subject what it is: "site CS1, catalog"
 * @param text what was found; empty if it failed
 * @param error null if all is well
 */
public record Finding(String subject, String text, @Nullable SupsyncException error) {

    static Finding fine(String subject, String text) {
        return new Finding(subject, text, null);
    }

    static Finding failed(String subject, SupsyncException error) {
        return new Finding(subject, "", error);
    }
}
