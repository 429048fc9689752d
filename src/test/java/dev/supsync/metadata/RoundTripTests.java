package dev.supsync.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.supsync.testing.Seeds;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is written is read again: whatever the revision, the layout of the document and the kind of source. */
class RoundTripTests {

    private final UpdateXmlParser parser = new UpdateXmlParser();

    @Test
    void onOneLine() {
        each(330, revision -> {
            check(revision, new UpdateXmlWriter().write(revision));
        });
    }

    @Test
    void indented() {
        each(100, revision -> {
            String xml = new UpdateXmlWriter().withIndentation().write(revision);
            assertThat(xml.lines().count()).isGreaterThan(3);
            check(revision, xml);
        });
    }

    @Test
    void withRulesAndGroupsOfCategories() {
        each(70, revision -> {
            UpdateXmlWriter writer = new UpdateXmlWriter()
                    .withRules(20_000)
                    .withUpperCase(id -> id.value().getMostSignificantBits() % 2 == 0)
                    .withClassifications(id -> id.value().getLeastSignificantBits() % 2 == 0);
            check(revision, writer.write(revision));
        });
    }

    @Test
    void rulesHaveAboutTheSizeAskedFor() {
        UpdateRevision revision = new RandomRevisions(1).next();
        int without = new UpdateXmlWriter().write(revision).length();
        int with = new UpdateXmlWriter().withRules(100_000).write(revision).length();
        assertThat(with - without).isCloseTo(100_000, withinPercentage(1));
    }

    @Test
    void looksAsTheRealOnesDo() {
        String xml = new UpdateXmlWriter().write(new RandomRevisions(3).next());
        assertThat(xml)
                .startsWith("<upd:Update xmlns:pub=")
                .endsWith("</upd:Update>")
                .contains("<upd:UpdateIdentity UpdateID=", " /><upd:Properties UpdateType=")
                .doesNotContain("=\"\"", "=\"false\" Is", "MsrcSeverity=\"Unspecified\"");
    }

    private interface Check {
        void of(UpdateRevision revision) throws MetadataException;
    }

    private static void each(int revisions, Check check) {
        Seeds.each(100, seed -> {
            RandomRevisions random = new RandomRevisions(seed);
            for (int i = 0; i < revisions; i++) {
                check.of(random.next());
            }
        });
    }

    private void check(UpdateRevision revision, String xml) throws MetadataException {
        UpdateRevision fromText = parser.parse(new StringReader(xml));
        assertThat(asSets(fromText)).as(xml).isEqualTo(asSets(revision));
        assertThat(fromText.texts()).isEqualTo(revision.texts());
        assertThat(fromText.files()).isEqualTo(revision.files());
        assertThat(parser.parse(stream(xml))).isEqualTo(fromText);
        RevisionHead head = new RevisionHead(
                revision.key(),
                revision.properties().type(),
                revision.properties().explicitlyDeployable(),
                revision.properties().publicationState());
        assertThat(parser.head(stream(xml))).isEqualTo(head);
        assertThat(parser.head(new StringReader(xml))).isEqualTo(head);
    }

    private static Object asSets(UpdateRevision revision) {
        return List.of(
                revision.key(),
                revision.properties(),
                new HashSet<>(revision.texts()),
                new HashSet<>(revision.relations()),
                new HashSet<>(revision.files()),
                new HashSet<>(revision.drivers()),
                Optional.ofNullable(revision.category()));
    }

    private static InputStream stream(String xml) {
        return new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8));
    }
}
