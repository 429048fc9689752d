package dev.supsync.explain;

import dev.supsync.metadata.Article;
import dev.supsync.metadata.UpdateId;

/**
 * An update and what it is called.
 *
 * @param article its first knowledge base article without the letters KB; empty when it has none
 * @param title empty when it is not known
 */
public record Named(UpdateId id, String article, String title) {

    /** For a sentence: the title, then the identity. */
    String label() {
        String kb = article.isEmpty() || title.contains(article) ? "" : Article.label(article) + " ";
        return title.isEmpty() ? kb + id : kb + "\"" + title + "\" (" + id + ")";
    }
}
