package dev.supsync.scope;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.metadata.UpdateId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds what a scope's selections mean in a catalog. */
public final class ScopeResolver {

    private final CategoryTree tree;
    private final SelectionFinder finder;
    private final List<String> mistakes = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final Map<Selection, UpdateId> pins = new LinkedHashMap<>();

    private ScopeResolver(CategoryTree tree, Map<Selection, UpdateId> pins) {
        this.tree = tree;
        this.finder = new SelectionFinder(tree, pins);
    }

    /**
     * Resolves every selection. A selection that was resolved before stays with its category, whatever is called so now;
     * the result tells what to remember for the next time.
     *
     * @param pins what earlier resolutions remembered
     * @throws SupsyncException with SCOPE_SELECTION and all mistakes in one message, if a selection names nothing, or
     *     more than one category
     */
    public static ResolvedScope resolve(ScopeSettings settings, CategoryTree tree, Map<Selection, UpdateId> pins) {
        return new ScopeResolver(tree, pins).resolve(settings);
    }

    private ResolvedScope resolve(ScopeSettings settings) {
        Set<UpdateId> products = resolve(settings.products(), Selection.Kind.PRODUCT, ScopeLanguages.PATH + "products");
        Set<UpdateId> classifications = resolve(
                settings.classifications(), Selection.Kind.CLASSIFICATION, ScopeLanguages.PATH + "classifications");
        Set<String> languages = ScopeLanguages.resolve(settings.languages(), mistakes);
        if (!mistakes.isEmpty()) {
            throw new SupsyncException(
                    ErrorCode.SCOPE_SELECTION,
                    (mistakes.size() == 1 ? "1 mistake" : mistakes.size() + " mistakes") + " in the scope:\n- "
                            + String.join("\n- ", mistakes),
                    "Correct the scope in the configuration. The command \"categories\" lists what can be selected.");
        }
        return new ResolvedScope(
                new ResolvedScope.Selected(products, classifications),
                languages,
                settings.outside(),
                tree,
                warnings,
                pins);
    }

    private Set<UpdateId> resolve(List<String> written, Selection.Kind kind, String path) {
        Set<UpdateId> ids = new LinkedHashSet<>();
        for (int i = 0; i < written.size(); i++) {
            String text = written.get(i);
            String place = path + "[" + i + "] " + CategoryText.quoted(text) + ": ";
            Selection selection = new Selection(kind, text);
            SelectionFinder.Found found = finder.find(selection);
            if (found.mistake() != null) {
                mistakes.add(place + found.mistake());
            }
            if (found.warning() != null) {
                warnings.add(place + found.warning());
            }
            if (found.id() != null) {
                pins.put(selection, found.id());
                ids.add(found.id());
                ids.addAll(tree.descendants(found.id()));
            }
        }
        return ids;
    }
}
