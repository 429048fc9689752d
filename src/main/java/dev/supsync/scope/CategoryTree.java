package dev.supsync.scope;

import dev.supsync.metadata.CategoryType;
import dev.supsync.metadata.UpdateId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The categories of a catalog with their places: company over family over product; classifications are roots. A
 * category whose parent the catalog does not hold is a root. Immutable.
 */
public final class CategoryTree {

    private static final Comparator<CategoryNode> BY_TITLE = Comparator.comparing(
                    CategoryNode::englishTitle, String.CASE_INSENSITIVE_ORDER)
            .thenComparing(CategoryNode::id);

    private final Map<UpdateId, CategoryNode> nodes;
    private final Map<UpdateId, List<CategoryNode>> children = new HashMap<>();
    private final List<CategoryNode> roots = new ArrayList<>();

    /**
     * Builds the tree; of two nodes with one identity the last is taken.
     *
     * @throws dev.supsync.error.SupsyncException with CATEGORY_LOOP if a category is its own ancestor
     */
    public CategoryTree(Collection<CategoryNode> nodes) {
        this.nodes = new TreeMap<>();
        nodes.forEach(node -> this.nodes.put(node.id(), node));
        CategoryLoops.refuse(this);
        for (CategoryNode node : this.nodes.values()) {
            CategoryNode parent = parentOf(node);
            if (parent == null) {
                roots.add(node);
            } else {
                children.computeIfAbsent(parent.id(), id -> new ArrayList<>()).add(node);
            }
        }
        roots.sort(BY_TITLE);
        children.values().forEach(list -> list.sort(BY_TITLE));
    }

    /** Every category, by identity. */
    public Collection<CategoryNode> nodes() {
        return Collections.unmodifiableCollection(nodes.values());
    }

    /** The category of this identity; empty when the catalog does not hold it. */
    public Optional<CategoryNode> node(UpdateId id) {
        return Optional.ofNullable(nodes.get(id));
    }

    /** The categories without a parent in this tree, by title. */
    public List<CategoryNode> roots() {
        return Collections.unmodifiableList(roots);
    }

    /** The categories directly below, by title; none for an unknown identity. */
    public List<CategoryNode> children(UpdateId id) {
        return Collections.unmodifiableList(children.getOrDefault(id, List.of()));
    }

    /** What stands above, nearest first. */
    public List<CategoryNode> ancestors(UpdateId id) {
        List<CategoryNode> ancestors = new ArrayList<>();
        CategoryNode node = nodes.get(id);
        while (node != null) {
            node = parentOf(node);
            if (node != null) {
                ancestors.add(node);
            }
        }
        return ancestors;
    }

    /** Everything below at any depth, without the category itself. */
    public Set<UpdateId> descendants(UpdateId id) {
        Set<UpdateId> descendants = new LinkedHashSet<>();
        Deque<UpdateId> open = new ArrayDeque<>(List.of(id));
        while (!open.isEmpty()) {
            for (CategoryNode child : children(open.removeFirst())) {
                descendants.add(child.id());
                open.add(child.id());
            }
        }
        return descendants;
    }

    /**
     * The kind of a category. Where the metadata gives none, the place tells: below a company stands a family, below
     * anything else a product. Empty for an untyped root and for an unknown identity.
     */
    public Optional<CategoryType> type(UpdateId id) {
        CategoryNode node = nodes.get(id);
        return node == null ? Optional.empty() : Optional.ofNullable(typeOf(node));
    }

    /** Whether the category stands in the product tree, as a company, family or product. */
    public boolean isProductLike(UpdateId id) {
        return type(id).filter(type -> type != CategoryType.UPDATE_CLASSIFICATION)
                .isPresent();
    }

    @Nullable
    CategoryNode parentOf(CategoryNode node) {
        return node.parent() == null ? null : nodes.get(node.parent());
    }

    private @Nullable CategoryType typeOf(CategoryNode node) {
        if (node.type() != null) {
            return node.type();
        }
        CategoryNode parent = parentOf(node);
        if (parent == null) {
            return null;
        }
        return parent.type() == CategoryType.COMPANY ? CategoryType.PRODUCT_FAMILY : CategoryType.PRODUCT;
    }
}
