package dev.supsync.cli;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.metadata.Article;

/** Knowledge base articles on the command line and in tables. */
final class Articles {

    private Articles() {}

    /**
     * Reads the value of an option.
     *
     * @param option its name, for the message
     * @throws SupsyncException with USAGE if it can be no article
     */
    static Article parse(String value, String option) {
        try {
            return Article.parse(value);
        } catch (IllegalArgumentException e) {
            throw new SupsyncException(
                    ErrorCode.USAGE,
                    option + ": the article \"" + Text.cut(value, 100) + "\" " + e.getMessage() + ".",
                    "Give the number of an article, with or without the letters KB.",
                    e);
        }
    }

    /** An article of metadata on one line; empty when there is none. */
    static String label(String article) {
        return Article.label(Text.line(article));
    }
}
