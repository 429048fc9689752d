package dev.supsync.metadata;

import static dev.supsync.metadata.UpdateXmlSnippets.ID;
import static dev.supsync.metadata.UpdateXmlSnippets.relations;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How clauses are numbered, and what becomes of groups. */
class UpdateXmlRelationsTests {

    @Test
    void clausesCountWithoutCategoriesAndEmptyGroups() throws Exception {
        String a = id(1), b = id(2), c = id(3);
        assertThat(relations("<Prerequisites>" + group("IsCategory='true'", a) + identity(a) + group("")
                        + group("", b, c) + group("IsCategory='1'", b, c) + group("", a)
                        + "</Prerequisites><BundledUpdates>" + group("", a) + identity(b) + "</BundledUpdates>"))
                .containsExactly(
                        new Relation.InCategory(UpdateId.parse(a)),
                        new Relation.Requires(0, UpdateId.parse(a)),
                        new Relation.Requires(1, UpdateId.parse(b)),
                        new Relation.Requires(1, UpdateId.parse(c)),
                        new Relation.InCategory(UpdateId.parse(b)),
                        new Relation.InCategory(UpdateId.parse(c)),
                        new Relation.Requires(2, UpdateId.parse(a)),
                        new Relation.Bundles(0, UpdateId.parse(a), null),
                        new Relation.Bundles(1, UpdateId.parse(b), null));
    }

    @Test
    void doublesAreRemovedWhateverTheirCase() throws Exception {
        String upper = "<UpdateIdentity UpdateID='" + ID + "'/>";
        String lower = "<UpdateIdentity UpdateID='{" + ID.toLowerCase(Locale.ROOT) + "}'/>";
        assertThat(relations("<SupersededUpdates>" + upper + lower + "</SupersededUpdates>"))
                .containsExactly(new Relation.Supersedes(UpdateId.parse(ID)));
    }

    @Test
    void childrenMayNameARevision() throws Exception {
        assertThat(relations("<BundledUpdates><UpdateIdentity RevisionNumber='0' UpdateID='" + id(5)
                        + "'/></BundledUpdates>"))
                .containsExactly(new Relation.Bundles(0, UpdateId.parse(id(5)), 0));
    }

    private static String id(int number) {
        return "11111111-2222-3333-4444-55555555555" + number;
    }

    private static String identity(String id) {
        return "<UpdateIdentity UpdateID='" + id + "'/>";
    }

    private static String group(String attribute, String... ids) {
        return "<AtLeastOne " + attribute + ">"
                + Stream.of(ids).map(UpdateXmlRelationsTests::identity).reduce("", String::concat) + "</AtLeastOne>";
    }
}
