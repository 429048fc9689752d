package dev.supsync.explain;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.Printable;
import dev.supsync.error.SupsyncException;
import dev.supsync.metadata.UpdateId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The update, or updates, that a person asks about. */
public sealed interface Subject {

    /** One update. */
    record ById(UpdateId id) implements Subject {}

    /**
     * The updates of a knowledge base article.
     *
     * @param number without the letters KB
     */
    record ByArticle(String number) implements Subject {}

    /** KB5066835, or 5066835. */
    Pattern ARTICLE = Pattern.compile("(?:KB)?\\s*(\\d{1,12})", Pattern.CASE_INSENSITIVE);

    /**
     * Reads an update ID, with or without braces, or the number of an article, with or without KB.
     *
     * @throws SupsyncException with USAGE if it is neither
     */
    static Subject parse(String text) {
        String stripped = text.strip();
        String bare = stripped.startsWith("{") && stripped.endsWith("}")
                ? stripped.substring(1, stripped.length() - 1)
                : stripped;
        if (UpdateId.isGuid(bare)) {
            return new ById(UpdateId.parse(bare));
        }
        Matcher article = ARTICLE.matcher(stripped);
        if (article.matches()) {
            return new ByArticle(article.group(1));
        }
        throw new SupsyncException(
                ErrorCode.USAGE,
                "\"" + Printable.line(text, 100) + "\" is neither an update ID nor the number of an article.",
                "Give a GUID like 0a1b2c3d-0000-4000-8000-000000000001, or a number like KB5066835. The commands"
                        + " \"updates --text\" and \"search\" find updates by their titles.");
    }
}
