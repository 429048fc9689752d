package dev.supsync.sync;

import dev.supsync.metadata.Article;
import dev.supsync.metadata.UpdateId;
import java.util.List;

/**
 * What a person picked from a catalog.
 *
 * @param ids update IDs
 * @param articles knowledge base articles: every update of such an article
 */
public record ImportPicks(List<UpdateId> ids, List<Article> articles) {

    public ImportPicks {
        ids = List.copyOf(ids);
        articles = List.copyOf(articles);
    }
}
