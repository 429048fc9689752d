package dev.supsync.report;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.Printable;
import dev.supsync.error.SupsyncException;
import dev.supsync.metadata.UpdateId;
import dev.supsync.scope.CategoryNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** Finds the categories that a person means by a GUID, a title, or a part of one. */
final class CategoryFinder {

    private static final int SHOWN = 100;

    private final SiteCategories categories;

    CategoryFinder(SiteCategories categories) {
        this.categories = categories;
    }

    /** Products, families and companies, with everything below them. */
    Set<UpdateId> products(String text) {
        return find(text, "--product", "product, family or company", id -> !categories.isClassification(id));
    }

    /** Classifications. */
    Set<UpdateId> classifications(String text) {
        return find(text, "--classification", "classification", categories::isClassification);
    }

    private Set<UpdateId> find(String text, String option, String what, Predicate<UpdateId> kind) {
        String folded = fold(text.strip());
        List<UpdateId> candidates = categories.tree().nodes().stream()
                .map(CategoryNode::id)
                .filter(kind)
                .toList();
        List<UpdateId> found = candidates.stream()
                .filter(id -> id.toString().equals(folded)
                        || categories.titles(id).stream().anyMatch(t -> fold(t).equals(folded)))
                .toList();
        if (found.isEmpty() && !folded.isEmpty()) {
            found = candidates.stream()
                    .filter(id -> categories.titles(id).stream().anyMatch(t -> fold(t).contains(folded)))
                    .toList();
        }
        if (found.isEmpty()) {
            throw new SupsyncException(
                    ErrorCode.USAGE,
                    option + " \"" + Printable.line(text, SHOWN) + "\": the site has no " + what
                            + " of this GUID, or with this in its title.",
                    "The command \"categories\" lists what there is.");
        }
        Set<UpdateId> all = new HashSet<>();
        for (UpdateId id : found) {
            all.add(id);
            all.addAll(categories.tree().descendants(id));
        }
        return all;
    }

    private static String fold(String text) {
        String folded = text.strip().toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        boolean braces = folded.length() == 38 && folded.startsWith("{") && folded.endsWith("}");
        return braces ? folded.substring(1, folded.length() - 1) : folded;
    }
}
