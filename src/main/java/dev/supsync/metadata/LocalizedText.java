package dev.supsync.metadata;

import org.jspecify.annotations.Nullable;

/**
 * The texts of a revision in one language.
 *
 * @param language WSUS's short name in lower case, for example {@code en}, {@code pt-br}, {@code ja-nec}
 * @param title trimmed; titles longer than 200 characters are kept whole here
 * @param description trimmed; null when absent or empty
 * @param moreInfoUrl trimmed; null when absent or empty
 * @param supportUrl trimmed; null when absent or empty
 * @param uninstallNotes trimmed; null when absent or empty
 */
public record LocalizedText(
        String language,
        String title,
        @Nullable String description,
        @Nullable String moreInfoUrl,
        @Nullable String supportUrl,
        @Nullable String uninstallNotes) {}
