package dev.supsync.scope;

import dev.supsync.metadata.CategoryType;
import dev.supsync.metadata.UpdateId;
import org.jspecify.annotations.Nullable;

/**
 * A category as the catalog describes it.
 *
 * @param type null where the metadata gives none; the tree infers it then
 * @param parent null for a root; it need not be in the catalog
 * @param englishTitle the English title, else the one of the default language; trimmed
 * @param expired whether the publisher has withdrawn it
 */
public record CategoryNode(
        UpdateId id, @Nullable CategoryType type, @Nullable UpdateId parent, String englishTitle, boolean expired) {

    public CategoryNode {
        englishTitle = englishTitle.strip();
    }
}
