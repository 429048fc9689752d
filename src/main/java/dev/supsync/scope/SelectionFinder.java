package dev.supsync.scope;

import dev.supsync.metadata.CategoryType;
import dev.supsync.metadata.UpdateId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the category that a selection means. */
final class SelectionFinder {

    private final CategoryTree tree;
    private final Map<Selection, UpdateId> pins;
    private final NearTitles near;

    SelectionFinder(CategoryTree tree, Map<Selection, UpdateId> pins) {
        this.tree = tree;
        this.pins = pins;
        this.near = new NearTitles(tree);
    }

    /**
     * What a selection came to.
     *
     * @param id null exactly if there is a mistake
     * @param mistake null if it was found
     * @param warning null if there is nothing to say
     */
    record Found(@Nullable UpdateId id, @Nullable String mistake, @Nullable String warning) {

        Found {
            if ((id == null) == (mistake == null)) {
                throw new IllegalArgumentException("either a category or a mistake, got " + id + " and " + mistake);
            }
        }

        static Found mistake(String text) {
            return new Found(null, text, null);
        }
    }

    Found find(Selection selection) {
        if (selection.title().isEmpty()) {
            return Found.mistake("is empty; write a GUID or an English title");
        }
        Optional<UpdateId> guid = selection.guid();
        return guid.isPresent() ? byGuid(guid.get(), selection) : byTitle(selection);
    }

    private Found byGuid(UpdateId id, Selection selection) {
        Optional<CategoryNode> node = tree.node(id);
        if (node.isEmpty()) {
            return pins.containsKey(selection)
                    ? new Found(id, null, "the catalog no longer holds this category; it stays selected")
                    : Found.mistake("unknown GUID: the catalog holds no category of this GUID");
        }
        Optional<CategoryType> type = tree.type(id);
        if (type.isPresent() && !fits(type.get(), selection.kind())) {
            return Found.mistake("is the " + CategoryText.kind(type.get()) + " "
                    + CategoryText.quoted(node.get().englishTitle()) + ", not " + wanted(selection)
                    + "; write it under "
                    + (selection.kind() == Selection.Kind.PRODUCT ? "classifications" : "products"));
        }
        return new Found(id, null, null);
    }

    private Found byTitle(Selection selection) {
        List<CategoryNode> named = named(selection);
        UpdateId pinned = pins.get(selection);
        if (pinned != null) {
            return byPin(pinned, named);
        }
        if (named.isEmpty()) {
            List<CategoryNode> candidates = near.to(selection);
            return Found.mistake("the catalog holds no " + wanted(selection).substring(2) + " of this English title"
                    + (candidates.isEmpty() ? "; no title is near to it" : "; near to it: " + list(candidates)));
        }
        if (named.size() > 1) {
            return Found.mistake(
                    "names " + named.size() + " categories; write the GUID of the one that is meant: " + list(named));
        }
        return new Found(named.get(0).id(), null, null);
    }

    private Found byPin(UpdateId pinned, List<CategoryNode> named) {
        List<CategoryNode> others =
                named.stream().filter(node -> !node.id().equals(pinned)).toList();
        String now = others.isEmpty() ? "" : "; now also called so: " + list(others) + ", select it by its GUID";
        Optional<CategoryNode> node = tree.node(pinned);
        if (node.isEmpty()) {
            return new Found(
                    pinned,
                    null,
                    "the catalog no longer holds the category that this was resolved to (" + pinned
                            + "); it stays selected" + now);
        }
        if (named.size() == others.size()) {
            return new Found(
                    pinned,
                    null,
                    "the category that this was resolved to is now " + CategoryText.described(node.get(), tree)
                            + "; it stays selected" + now);
        }
        return new Found(
                pinned, null, others.isEmpty() ? null : "stays resolved to " + CategoryText.named(node.get()) + now);
    }

    /** The categories of the title. One that the publisher has withdrawn counts only if no other has that title. */
    private List<CategoryNode> named(Selection selection) {
        List<CategoryNode> live = new ArrayList<>();
        List<CategoryNode> expired = new ArrayList<>();
        for (CategoryNode node : tree.nodes()) {
            Optional<CategoryType> type = tree.type(node.id());
            if (type.isPresent()
                    && fits(type.get(), selection.kind())
                    && (!selection.familyOnly() || type.get() == CategoryType.PRODUCT_FAMILY)
                    && CategoryText.folded(node.englishTitle()).equals(selection.title())) {
                (node.expired() ? expired : live).add(node);
            }
        }
        return live.isEmpty() ? expired : live;
    }

    private static boolean fits(CategoryType type, Selection.Kind kind) {
        return (type == CategoryType.UPDATE_CLASSIFICATION) == (kind == Selection.Kind.CLASSIFICATION);
    }

    private static String wanted(Selection selection) {
        if (selection.familyOnly()) {
            return "a product family";
        }
        return switch (selection.kind()) {
            case PRODUCT -> "a product, family or company";
            case CLASSIFICATION -> "a classification";
        };
    }

    private String list(List<CategoryNode> nodes) {
        return nodes.stream().map(node -> CategoryText.described(node, tree)).collect(Collectors.joining(", "));
    }
}
