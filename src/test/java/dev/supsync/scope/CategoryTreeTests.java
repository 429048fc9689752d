package dev.supsync.scope;

import static dev.supsync.scope.SampleTree.MICROSOFT;
import static dev.supsync.scope.SampleTree.OFFICE;
import static dev.supsync.scope.SampleTree.SECURITY;
import static dev.supsync.scope.SampleTree.WINDOWS;
import static dev.supsync.scope.SampleTree.WINDOWS_11;
import static dev.supsync.scope.SampleTree.id;
import static dev.supsync.scope.SampleTree.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.metadata.CategoryType;
import dev.supsync.metadata.UpdateId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CategoryTreeTests {

    @Test
    void listsAncestorsNearestFirstAndEverythingBelow() {
        CategoryTree tree = sample().tree();
        assertThat(tree.ancestors(WINDOWS_11)).extracting(CategoryNode::id).containsExactly(WINDOWS, MICROSOFT);
        assertThat(tree.ancestors(MICROSOFT)).isEmpty();
        assertThat(tree.descendants(MICROSOFT))
                .contains(WINDOWS, OFFICE, WINDOWS_11)
                .hasSize(8);
        assertThat(tree.children(MICROSOFT))
                .extracting(CategoryNode::englishTitle)
                .containsExactly("Office", "Windows");
        assertThat(tree.roots())
                .extracting(CategoryNode::englishTitle)
                .containsExactly("Critical Updates", "Microsoft", "Security Updates");
    }

    @Test
    void infersTheTypeFromTheParent() {
        CategoryTree tree = sample().add(id(200), null, MICROSOFT, "A family")
                .add(id(201), null, id(200), "A product of it")
                .add(id(202), null, null, "A root")
                .add(id(203), null, id(999), "Below what is not there")
                .tree();
        assertThat(tree.type(id(200))).contains(CategoryType.PRODUCT_FAMILY);
        assertThat(tree.type(id(201))).contains(CategoryType.PRODUCT);
        assertThat(tree.type(id(202))).isEmpty();
        assertThat(tree.type(id(203))).isEmpty();
        assertThat(tree.type(id(999))).isEmpty();
        assertThat(tree.type(SECURITY)).contains(CategoryType.UPDATE_CLASSIFICATION);
        assertThat(tree.roots()).extracting(CategoryNode::id).contains(id(202), id(203));
    }

    @Test
    void namesALoop() {
        SampleTree looped = sample().add(MICROSOFT, CategoryType.COMPANY, WINDOWS_11, "Microsoft");
        assertThatExceptionOfType(SupsyncException.class)
                .isThrownBy(looped::tree)
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CATEGORY_LOOP))
                .withMessage("the categories of the catalog form a loop: \"Microsoft\" (" + MICROSOFT
                        + ") below \"Windows 11\" (" + WINDOWS_11 + ") below \"Windows\" (" + WINDOWS
                        + ") below \"Microsoft\" (" + MICROSOFT + ")");
    }

    @Test
    void namesACategoryThatIsItsOwnParent() {
        SampleTree looped = sample().add(id(7), null, id(7), "Itself");
        assertThatExceptionOfType(SupsyncException.class)
                .isThrownBy(looped::tree)
                .withMessageContaining("\"Itself\" (" + id(7) + ") below \"Itself\"");
    }

    @Test
    void takesATreeOfAnyDepth() {
        int depth = 100_000;
        List<CategoryNode> chain = new ArrayList<>();
        for (int i = 1; i <= depth; i++) {
            UpdateId parent = i == 1 ? null : id(i - 1);
            chain.add(new CategoryNode(id(i), CategoryType.PRODUCT, parent, "Level " + i, false));
        }
        CategoryTree tree = new CategoryTree(chain);
        assertThat(tree.descendants(id(1))).hasSize(depth - 1);
        assertThat(tree.ancestors(id(depth))).hasSize(depth - 1);
    }
}
