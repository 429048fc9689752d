package dev.supsync.explain;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.Printable;
import dev.supsync.error.SupsyncException;
import dev.supsync.metadata.Article;
import dev.supsync.metadata.UpdateId;
import java.util.regex.Pattern;

/** The update, or updates, that a person asks about. */
public sealed interface Subject {

    /** One update. */
    record ById(UpdateId id) implements Subject {}

    /** The updates of a knowledge base article. */
    record ByArticle(Article article) implements Subject {}

    /** What is meant for a GUID, but for its length or a digit of it. */
    Pattern NEARLY_GUID = Pattern.compile("[{(]?\\p{XDigit}{4,}(?:-\\p{XDigit}*){3,}[})]?");

    /**
     * Reads an update ID, with or without braces, or an article, with or without the letters KB.
     *
     * @throws SupsyncException with USAGE if it is neither
     */
    static Subject parse(String text) {
        String stripped = text.strip();
        try {
            return new ById(UpdateId.parse(stripped));
        } catch (IllegalArgumentException e) {
            if (NEARLY_GUID.matcher(stripped).matches()) {
                throw usage("The update ID " + e.getMessage(), e);
            }
        }
        try {
            return new ByArticle(Article.parse(stripped));
        } catch (IllegalArgumentException e) {
            throw usage("The article " + Printable.quoted(text) + " " + e.getMessage(), e);
        }
    }

    private static SupsyncException usage(String message, IllegalArgumentException cause) {
        return new SupsyncException(
                ErrorCode.USAGE,
                message + ".",
                "Give an update ID like 0a1b2c3d-0000-4000-8000-000000000001, or an article like KB5066835. The"
                        + " commands \"updates --text\" and \"search\" find updates by their titles.",
                cause);
    }
}
