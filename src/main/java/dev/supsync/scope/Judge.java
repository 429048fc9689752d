package dev.supsync.scope;

import dev.supsync.metadata.CategoryType;
import dev.supsync.metadata.UpdateId;
import dev.supsync.scope.Decision.Rule;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides updates by one lookup per category; what a category means is worked out once. */
final class Judge {

    private static final int SHOWN = 3;

    private final Map<UpdateId, Meaning> meanings = new HashMap<>();

    Judge(CategoryTree tree, ResolvedScope.Selected selected) {
        for (CategoryNode node : tree.nodes()) {
            Meaning meaning = Meaning.of(
                    node.id(),
                    tree.type(node.id()).orElse(null),
                    CategoryText.quoted(node.englishTitle()) + " " + node.id());
            if (meaning != null) {
                meanings.put(node.id(), meaning);
            }
        }
        selected.products().forEach(id -> select(id, Role.PRODUCT));
        selected.classifications().forEach(id -> select(id, Role.CLASSIFICATION));
    }

    /** A selected category counts as what it is selected as, also when the tree does not (or no longer) know it. */
    private void select(UpdateId id, Role role) {
        Meaning meaning = meanings.getOrDefault(id, new Meaning(id, role, Meaning.UNKNOWN, true, id.toString()));
        meanings.put(id, new Meaning(id, role, meaning.rank(), true, meaning.label()));
    }

    Decision decide(UpdateFacts facts) {
        Meaning classification = null;
        Meaning product = null;
        for (UpdateId id : facts.categories()) {
            Meaning meaning = meanings.get(id);
            if (meaning != null) {
                switch (meaning.role()) {
                    case CLASSIFICATION -> classification = meaning.better(classification);
                    case PRODUCT -> product = meaning.better(product);
                }
            }
        }
        if (classification == null) {
            return new Decision.Outside(Rule.NO_CLASSIFICATION, "none of its categories is a classification");
        }
        if (product == null) {
            return new Decision.Outside(Rule.NO_PRODUCT, "none of its categories is a product");
        }
        if (!classification.selected()) {
            return new Decision.Outside(Rule.CLASSIFICATION_NOT_SELECTED, "classification " + classification.label());
        }
        if (!product.selected()) {
            return new Decision.Outside(Rule.PRODUCT_NOT_SELECTED, products(facts));
        }
        return new Decision.InScope(classification.id(), product.id());
    }

    private String products(UpdateFacts facts) {
        StringBuilder text = new StringBuilder();
        int count = 0;
        for (UpdateId id : facts.categories()) {
            Meaning meaning = meanings.get(id);
            if (meaning != null && meaning.role() == Role.PRODUCT) {
                if (count < SHOWN) {
                    text.append(count == 0 ? "product " : ", ").append(meaning.label());
                }
                count++;
            }
        }
        return count <= SHOWN ? text.toString() : text + " and " + (count - SHOWN) + " more";
    }

    private enum Role {
        PRODUCT,
        CLASSIFICATION
    }

    /** What a category means to a decision; the rank prefers the product to its family and company. */
    private record Meaning(UpdateId id, Role role, int rank, boolean selected, String label) {

        static final int UNKNOWN = CategoryType.values().length;

        static @Nullable Meaning of(UpdateId id, @Nullable CategoryType type, String label) {
            if (type == null) {
                return null;
            }
            return switch (type) {
                case PRODUCT -> new Meaning(id, Role.PRODUCT, 0, false, label);
                case PRODUCT_FAMILY -> new Meaning(id, Role.PRODUCT, 1, false, label);
                case COMPANY -> new Meaning(id, Role.PRODUCT, 2, false, label);
                case UPDATE_CLASSIFICATION -> new Meaning(id, Role.CLASSIFICATION, 0, false, label);
            };
        }

        /** Of two, the selected one, then the nearer one, then the lower GUID: the same whatever order they come in. */
        Meaning better(@Nullable Meaning other) {
            if (other == null) {
                return this;
            }
            if (selected != other.selected) {
                return selected ? this : other;
            }
            if (rank != other.rank) {
                return rank < other.rank ? this : other;
            }
            return id.compareTo(other.id) <= 0 ? this : other;
        }
    }
}
