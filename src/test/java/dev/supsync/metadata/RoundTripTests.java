package dev.supsync.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

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
    void onOneLine() throws Exception {
        for (int seed = 0; seed < 1000; seed++) {
            UpdateRevision revision = new RandomRevisions(seed).next();
            check(seed, revision, new UpdateXmlWriter().write(revision));
        }
    }

    @Test
    void indented() throws Exception {
        for (int seed = 1000; seed < 1300; seed++) {
            UpdateRevision revision = new RandomRevisions(seed).next();
            String xml = new UpdateXmlWriter().withIndentation().write(revision);
            assertThat(xml.lines().count()).isGreaterThan(3);
            check(seed, revision, xml);
        }
    }

    @Test
    void withRulesAndGroupsOfCategories() throws Exception {
        for (int seed = 2000; seed < 2200; seed++) {
            UpdateRevision revision = new RandomRevisions(seed).next();
            UpdateXmlWriter writer = new UpdateXmlWriter()
                    .withRules(20_000)
                    .withUpperCase(id -> id.value().getMostSignificantBits() % 2 == 0)
                    .withClassifications(id -> id.value().getLeastSignificantBits() % 2 == 0);
            check(seed, revision, writer.write(revision));
        }
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

    private void check(int seed, UpdateRevision revision, String xml) throws MetadataException {
        UpdateRevision fromText = parser.parse(new StringReader(xml));
        assertThat(asSets(fromText)).as("seed %s: %s", seed, xml).isEqualTo(asSets(revision));
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
