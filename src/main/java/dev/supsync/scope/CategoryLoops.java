package dev.supsync.scope;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.metadata.UpdateId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Refuses a tree in which a category is its own ancestor: nothing could be said to be below it. */
final class CategoryLoops {

    private static final int SHOWN = 20;

    private CategoryLoops() {}

    static void refuse(CategoryTree tree) {
        Set<UpdateId> clear = new HashSet<>();
        for (CategoryNode start : tree.nodes()) {
            Set<CategoryNode> path = new LinkedHashSet<>();
            CategoryNode node = start;
            while (node != null && !clear.contains(node.id())) {
                if (!path.add(node)) {
                    throw loop(path, node);
                }
                node = tree.parentOf(node);
            }
            path.forEach(seen -> clear.add(seen.id()));
        }
    }

    private static SupsyncException loop(Set<CategoryNode> path, CategoryNode again) {
        List<CategoryNode> nodes = new ArrayList<>(path);
        List<CategoryNode> loop = nodes.subList(nodes.indexOf(again), nodes.size());
        String text = loop.stream().limit(SHOWN).map(CategoryText::named).collect(Collectors.joining(" below "));
        String rest = loop.size() > SHOWN ? " below " + (loop.size() - SHOWN) + " more" : "";
        return new SupsyncException(
                ErrorCode.CATEGORY_LOOP,
                "the categories of the catalog form a loop: " + text + rest + " below " + CategoryText.named(again),
                "Correct the parent of one of these categories at the source, then synchronize again.");
    }
}
