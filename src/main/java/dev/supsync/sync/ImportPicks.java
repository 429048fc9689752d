package dev.supsync.sync;

import dev.supsync.metadata.UpdateId;
import java.util.List;

/**
 * What a person picked from a catalog.
 *
 * @param ids update IDs
 * @param articles knowledge base articles without the letters KB: every update of such an article
 */
public record ImportPicks(List<UpdateId> ids, List<String> articles) {

    public ImportPicks {
        ids = List.copyOf(ids);
        articles = List.copyOf(articles);
    }
}
