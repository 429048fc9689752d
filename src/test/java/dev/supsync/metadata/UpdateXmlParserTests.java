package dev.supsync.metadata;

import static dev.supsync.metadata.UpdateXmlSnippets.CREATED;
import static dev.supsync.metadata.UpdateXmlSnippets.ID;
import static dev.supsync.metadata.UpdateXmlSnippets.IDENTITY;
import static dev.supsync.metadata.UpdateXmlSnippets.PROPERTIES;
import static dev.supsync.metadata.UpdateXmlSnippets.document;
import static dev.supsync.metadata.UpdateXmlSnippets.handlerData;
import static dev.supsync.metadata.UpdateXmlSnippets.parse;
import static dev.supsync.metadata.UpdateXmlSnippets.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a document may lack, what it may hold besides, and how much of it is read. */
class UpdateXmlParserTests {

    private final UpdateXmlParser parser = new UpdateXmlParser();

    @Test
    void allButIdentityAndCreationDate() throws Exception {
        UpdateRevision revision = parse(IDENTITY + PROPERTIES);
        assertThat(revision.key()).hasToString(ID.toLowerCase(Locale.ROOT) + " revision 200");
        assertThat(revision.properties())
                .isEqualTo(new UpdateProperties(
                        UpdateType.SOFTWARE,
                        false,
                        PublicationState.PUBLISHED,
                        "en",
                        Instant.parse("2026-10-04T12:00:58.381Z"),
                        null,
                        null,
                        null,
                        null,
                        Severity.UNSPECIFIED,
                        null,
                        false,
                        false,
                        false,
                        false,
                        false,
                        null,
                        null,
                        InstallationBehavior.DEFAULT,
                        null,
                        List.of(),
                        null,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of()));
        assertThat(revision.texts()).isEmpty();
        assertThat(revision.relations()).isEmpty();
        assertThat(revision.files()).isEmpty();
        assertThat(revision.drivers()).isEmpty();
        assertThat(revision.category()).isNull();
    }

    @Test
    void whatACategoryIs() throws Exception {
        String properties = "<Properties UpdateType='Category' " + CREATED + "/>";
        assertThat(parse(IDENTITY + properties).category()).isEqualTo(new CategoryInfo(null, false, false, null));
        assertThat(parse(IDENTITY + properties + handlerData("")).category())
                .isEqualTo(new CategoryInfo(null, false, false, null));
        assertThat(parse(IDENTITY + properties + handlerData("DisplayOrder='7' ProhibitsUpdates='1'"))
                        .category())
                .isEqualTo(new CategoryInfo(null, false, true, 7));
    }

    @Test
    void onlyACategoryHasCategoryInformation() throws Exception {
        assertThat(parse(IDENTITY + PROPERTIES + handlerData("CategoryType='Product'"))
                        .category())
                .isNull();
    }

    @Test
    void whatIsUnknownOrOfAnotherNamespaceIsPassedOver() throws Exception {
        UpdateRevision revision = parse("<x:UpdateIdentity xmlns:x='urn:other' UpdateID='no'/><New><Deep/></New>"
                + IDENTITY + "<Properties xmlns:x='urn:other' x:UpdateType='no' Foo='bar' " + CREATED
                + "><New/><x:KBArticleID>1</x:KBArticleID></Properties><!-- c --><?p i?>");
        assertThat(revision.properties().type()).isEqualTo(UpdateType.SOFTWARE);
        assertThat(revision.properties().kbArticles()).isEmpty();
    }

    @Test
    void areReadFromDocumentsThatAreBrokenLater() throws Exception {
        String xml = document(IDENTITY + "<Properties UpdateType='Driver' ExplicitlyDeployable='true'"
                + " PublicationState='Expired'><oops");
        RevisionHead expected = new RevisionHead(
                new RevisionKey(UpdateId.parse(ID), 200), UpdateType.DRIVER, true, PublicationState.EXPIRED);
        assertThat(parser.head(new StringReader(xml))).isEqualTo(expected);
        assertThat(parser.head(stream(xml))).isEqualTo(expected);
    }

    @Test
    void failAsParsingDoes() {
        for (String inner :
                List.of("", IDENTITY, PROPERTIES, IDENTITY + IDENTITY, IDENTITY + "<Properties UpdateType='x'/>")) {
            String xml = document(inner);
            MetadataException parsing =
                    catchThrowableOfType(MetadataException.class, () -> parser.parse(new StringReader(xml)));
            assertThatThrownBy(() -> parser.head(new StringReader(xml)))
                    .isInstanceOf(MetadataException.class)
                    .hasMessage(parsing.getMessage());
        }
    }

    @Test
    void oneParserServesManyThreads() throws Exception {
        List<Callable<Void>> tasks = Stream.iterate(0, i -> i + 1)
                .limit(8)
                .<Callable<Void>>map(seed -> () -> {
                    RandomRevisions revisions = new RandomRevisions(seed);
                    for (int i = 0; i < 200; i++) {
                        UpdateRevision revision = revisions.next();
                        UpdateRevision read = parser.parse(new StringReader(new UpdateXmlWriter().write(revision)));
                        assertThat(read.key()).isEqualTo(revision.key());
                        assertThat(read.properties()).isEqualTo(revision.properties());
                        assertThat(read.texts()).isEqualTo(revision.texts());
                    }
                    return null;
                })
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (Future<Void> done : threads.invokeAll(tasks)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
