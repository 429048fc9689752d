package dev.supsync.scope;

import java.util.List;

/**
 * What the configuration selects, as it is written there. Empty lists select nothing.
 *
 * @param products GUIDs or English titles of products, families or companies, or {@code Title/*} for a family
 * @param classifications GUIDs or English titles of classifications
 * @param languages short names, for example {@code en}, {@code pt-br}; English is always among what is kept
 */
public record ScopeSettings(
        List<String> products, List<String> classifications, List<String> languages, Outside outside) {

    /** Nothing selected: only the categories are synchronized. */
    public static final ScopeSettings NOTHING = new ScopeSettings(List.of(), List.of(), List.of(), Outside.SKIP);

    public ScopeSettings {
        products = List.copyOf(products);
        classifications = List.copyOf(classifications);
        languages = List.copyOf(languages);
    }
}
