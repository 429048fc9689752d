package dev.supsync.scope;

import dev.supsync.error.Printable;
import dev.supsync.metadata.CategoryType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How messages name a category. */
final class CategoryText {

    private static final int LENGTH = 200;

    private CategoryText() {}

    /** Title and GUID. */
    static String named(CategoryNode node) {
        return quoted(node.englishTitle()) + " (" + node.id() + ")";
    }

    /** Title, GUID, kind and parent: what a person needs to choose. */
    static String described(CategoryNode node, CategoryTree tree) {
        CategoryNode parent = tree.parentOf(node);
        return quoted(node.englishTitle()) + " (" + node.id() + ", "
                + kind(tree.type(node.id()).orElse(null))
                + (parent == null ? "" : " of " + quoted(parent.englishTitle()))
                + (node.expired() ? ", expired" : "") + ")";
    }

    static String kind(@Nullable CategoryType type) {
        if (type == null) {
            return "category without a type";
        }
        return switch (type) {
            case COMPANY -> "company";
            case PRODUCT_FAMILY -> "product family";
            case PRODUCT -> "product";
            case UPDATE_CLASSIFICATION -> "classification";
        };
    }

    static String quoted(String text) {
        return '"' + Printable.line(text, LENGTH) + '"';
    }

    /** The form in which titles are compared: trimmed, without case. */
    static String folded(String title) {
        return title.strip().toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
}
