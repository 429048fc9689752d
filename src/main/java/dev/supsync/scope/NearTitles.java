package dev.supsync.scope;

import dev.supsync.error.EditDistance;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds the titles that a person may have meant. */
final class NearTitles {

    private static final int SHOWN = 5;
    private static final int CONTAINED = 100;
    private static final int LONGEST = 200;

    private final CategoryTree tree;

    NearTitles(CategoryTree tree) {
        this.tree = tree;
    }

    /** The nearest first: of the same title but another kind, then differing in few letters, then one within the other. */
    List<CategoryNode> to(Selection selection) {
        return tree.nodes().stream()
                .map(node -> score(node, selection))
                .filter(Objects::nonNull)
                .sorted(Comparator.comparingInt(Score::distance)
                        .thenComparing(score -> score.node().id()))
                .limit(SHOWN)
                .map(Score::node)
                .toList();
    }

    private @Nullable Score score(CategoryNode node, Selection selection) {
        String wanted = selection.title();
        String title = CategoryText.folded(node.englishTitle());
        if (title.equals(wanted)) {
            return new Score(node, 0);
        }
        if (title.isEmpty()
                || tree.isProductLike(node.id()) != (selection.kind() == Selection.Kind.PRODUCT)
                || tree.type(node.id()).isEmpty()) {
            return null;
        }
        int distance = EditDistance.of(cut(title), cut(wanted));
        if (distance <= Math.max(2, wanted.length() / 4)) {
            return new Score(node, distance);
        }
        return title.contains(wanted) || wanted.contains(title)
                ? new Score(node, CONTAINED + Math.abs(title.length() - wanted.length()))
                : null;
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    private record Score(CategoryNode node, int distance) {}
}
