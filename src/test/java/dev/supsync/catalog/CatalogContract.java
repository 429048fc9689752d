package dev.supsync.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.supsync.catalog.CatalogRecord.RawRevision;
import dev.supsync.metadata.Digest;
import dev.supsync.metadata.MetadataException;
import dev.supsync.metadata.RevisionHead;
import dev.supsync.metadata.RevisionKey;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.metadata.UpdateType;
import dev.supsync.metadata.UpdateXmlParser;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every catalog keeps of its promises; run against each implementation by a subclass that fills one. */
public abstract class CatalogContract {

    private final List<Catalog> opened = new ArrayList<>();

    /** A catalog that holds exactly these revisions, in this order where it has one. Called several times in a test. */
    protected abstract Catalog open(List<UpdateRevision> revisions) throws Exception;

    @AfterEach
    void closeCatalogs() {
        opened.forEach(Catalog::close);
    }

    @Test
    void yieldsEveryRevisionOnce() throws Exception {
        Catalog catalog = opened(SampleRevisions.all());
        assertThat(keys(catalog, Position.START))
                .containsExactlyInAnyOrderElementsOf(
                        SampleRevisions.all().stream().map(UpdateRevision::key).toList());
        assertThat(catalog.size()).isEqualTo(SampleRevisions.all().size());
        assertThat(catalog.hasUnidentifiedRecords()).isFalse();
        assertThat(catalog.activity()).isEmpty();
        assertThatCode(catalog::requireSame).as("nobody changed it").doesNotThrowAnyException();
    }

    @Test
    void findsByNameWhatItsCensusLists() throws Exception {
        Catalog catalog = opened(SampleRevisions.all());
        List<CensusEntry> census = census(catalog);
        List<UpdateId> ids =
                new ArrayList<>(census.stream().map(CensusEntry::id).toList());
        ids.add(SampleRevisions.id(4711));
        assertThat(CensusCheck.present(catalog, ids)).containsExactlyInAnyOrderElementsOf(census);
    }

    @Test
    void keepsItsOrder() throws Exception {
        Catalog catalog = opened(SampleRevisions.all());
        assertThat(keys(catalog, Position.START)).isEqualTo(keys(catalog, Position.START));
    }

    @Test
    void goesOnAfterEveryPosition() throws Exception {
        Catalog catalog = opened(SampleRevisions.all());
        List<CatalogRecord> all = drain(catalog.revisions(Position.START));
        List<RevisionKey> keys = keys(catalog, Position.START);
        for (int i = 0; i < all.size(); i++) {
            Position position = all.get(i).position();
            assertThat(Position.decode(position.encode())).isEqualTo(position);
            assertThat(keys(catalog, Position.decode(position.encode())))
                    .as("after record %d of %d", i + 1, all.size())
                    .isEqualTo(keys.subList(i + 1, keys.size()));
        }
    }

    @Test
    void readsEveryRevisionAsItWasWritten() throws Exception {
        Map<UpdateId, UpdateRevision> expected = new HashMap<>();
        SampleRevisions.all().forEach(revision -> expected.put(revision.id(), revision));
        Catalog catalog = opened(SampleRevisions.all());
        for (RawRevision raw : raws(catalog.revisions(Position.START))) {
            UpdateRevision written =
                    Objects.requireNonNull(expected.get(raw.key().id()));
            assertThat(Canonical.of(raw.parse())).isEqualTo(Canonical.of(written));
            assertThat(raw.declined()).isFalse();
        }
    }

    @Test
    void tellsTheHeadOfEveryRevision() throws Exception {
        Map<UpdateId, RevisionHead> expected = new HashMap<>();
        for (UpdateRevision revision : SampleRevisions.all()) {
            expected.put(revision.id(), head(revision));
        }
        for (RawRevision raw : raws(opened(SampleRevisions.all()).revisions(Position.START))) {
            assertThat(raw.head()).isEqualTo(expected.get(raw.key().id()));
        }
    }

    @Test
    void seesTheHighestNumberOnly() throws Exception {
        UpdateRevision newest = SampleRevisions.software(SampleRevisions.CHILD, 201, "newest", false);
        UpdateRevision old = SampleRevisions.withNumber(newest, 9);
        UpdateRevision older = SampleRevisions.withNumber(newest, 8);
        UpdateRevision other = SampleRevisions.expired(SampleRevisions.EXPIRED, 1);
        Catalog catalog = opened(List.of(old, newest, other, older));
        assertThat(keys(catalog, Position.START)).containsExactlyInAnyOrder(newest.key(), other.key());
        assertThat(census(catalog)).containsExactlyInAnyOrder(entry(newest), entry(other));
        assertThat(raws(catalog.lookup(List.of(newest.id()))))
                .extracting(RawRevision::key)
                .containsExactly(newest.key());
        assertThat(catalog.size()).isEqualTo(2);
    }

    @Test
    void countsEveryUpdateOnceInItsCensus() throws Exception {
        assertThat(census(opened(SampleRevisions.all())))
                .containsExactlyInAnyOrderElementsOf(SampleRevisions.all().stream()
                        .map(CatalogContract::entry)
                        .toList());
    }

    @Test
    void findsUpdatesById() throws Exception {
        Catalog catalog = opened(SampleRevisions.all());
        List<UpdateId> wanted = List.of(SampleRevisions.DRIVER, SampleRevisions.id(4711), SampleRevisions.COMPANY);
        List<RawRevision> found = raws(catalog.lookup(wanted));
        assertThat(found)
                .extracting(raw -> raw.key().id())
                .containsExactlyInAnyOrder(SampleRevisions.DRIVER, SampleRevisions.COMPANY);
        for (RawRevision raw : found) {
            assertThat(raw.parse().key()).isEqualTo(raw.key());
        }
        assertThat(raws(catalog.lookup(List.of()))).isEmpty();
        assertThat(raws(catalog.lookup(List.of(SampleRevisions.DRIVER, SampleRevisions.DRIVER))))
                .as("an ID asked for twice")
                .hasSize(1);
    }

    @Test
    void findsManyUpdatesById() throws Exception {
        List<UpdateRevision> many = new ArrayList<>();
        List<UpdateId> wanted = new ArrayList<>();
        for (int i = 0; i < 2_500; i++) {
            many.add(SampleRevisions.detectoid(SampleRevisions.id(10_000 + i), 1, "detectoid " + i));
            wanted.add(SampleRevisions.id(10_000 + i));
        }
        assertThat(raws(opened(many).lookup(wanted)))
                .extracting(raw -> raw.key().id())
                .containsExactlyInAnyOrderElementsOf(wanted);
    }

    @Test
    void listsTheCategories() throws Exception {
        List<RevisionKey> expected = SampleRevisions.all().stream()
                .filter(revision -> revision.properties().type() == UpdateType.CATEGORY)
                .map(UpdateRevision::key)
                .toList();
        assertThat(raws(opened(SampleRevisions.all()).categories()))
                .extracting(RawRevision::key)
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void listsCategoriesWithoutAType() throws Exception {
        UpdateRevision untyped = SampleRevisions.category(SampleRevisions.PRODUCT, 7, null, "Untyped", null);
        List<RawRevision> found = raws(opened(List.of(untyped)).categories());
        assertThat(found).extracting(RawRevision::key).containsExactly(untyped.key());
        assertThat(Canonical.of(found.get(0).parse())).isEqualTo(Canonical.of(untyped));
    }

    @Test
    void givesEqualContentEqualDigests() throws Exception {
        List<UpdateRevision> more = new ArrayList<>();
        more.add(SampleRevisions.detectoid(SampleRevisions.id(77), 1, "one more"));
        more.addAll(SampleRevisions.all());
        Map<RevisionKey, Digest> first = digests(opened(SampleRevisions.all()));
        Map<RevisionKey, Digest> second = digests(opened(more));
        assertThat(second).containsAllEntriesOf(first);
    }

    @Test
    void givesDifferentContentDifferentDigests() throws Exception {
        UpdateRevision software = SampleRevisions.software(SampleRevisions.CHILD, 200, "title", false);
        UpdateRevision renamed = SampleRevisions.withTitle(software, "titlE");
        UpdateRevision numbered = SampleRevisions.withNumber(software, 201);
        UpdateRevision moved = movedFile(software);
        assertThat(List.of(digest(software), digest(renamed), digest(numbered), digest(moved)))
                .doesNotHaveDuplicates();
        assertThat(digests(opened(SampleRevisions.all())).values()).doesNotHaveDuplicates();
    }

    @Test
    void keepsCursorsApart() throws Exception {
        Catalog catalog = opened(SampleRevisions.all());
        List<RevisionKey> expected = keys(catalog, Position.START);
        List<RevisionKey> interleaved = new ArrayList<>();
        try (Cursor<CatalogRecord> one = catalog.revisions(Position.START);
                Cursor<CatalogRecord> two = catalog.revisions(Position.START);
                Cursor<CensusEntry> census = catalog.census()) {
            for (CatalogRecord record = one.next(); record != null; record = one.next()) {
                assertThat(census.next()).isNotNull();
                interleaved.add(((RawRevision) record).key());
                CatalogRecord other = two.next();
                assertThat(other).isNotNull();
                assertThat(((RawRevision) Objects.requireNonNull(other)).key()).isEqualTo(((RawRevision) record).key());
            }
            assertThat(one.next()).as("after the end").isNull();
            assertThat(two.next()).isNull();
        }
        assertThat(interleaved).isEqualTo(expected);
    }

    @Test
    void letsAnyThreadReadARevisionAfterItsCursorIsClosed() throws Exception {
        List<RawRevision> raws = raws(opened(SampleRevisions.all()).revisions(Position.START));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Boolean>> results = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                RawRevision raw = raws.get(i % raws.size());
                results.add(threads.submit(() -> raw.parse().key().equals(raw.key())
                        && raw.head().key().equals(raw.key())
                        && !raw.text(100).isEmpty()));
            }
            for (Future<Boolean> result : results) {
                assertThat(result.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void streamsEveryDocumentWhole() throws Exception {
        Map<UpdateId, UpdateRevision> expected = new HashMap<>();
        List<UpdateRevision> revisions = new ArrayList<>(SampleRevisions.all());
        revisions.add(SampleRevisions.withTitle(
                SampleRevisions.software(SampleRevisions.id(5120), 7, "long", true), "ä€𝄞".repeat(3_000)));
        revisions.forEach(revision -> expected.put(revision.id(), revision));
        UpdateXmlParser parser = new UpdateXmlParser();
        for (RawRevision raw : raws(opened(revisions).revisions(Position.START))) {
            UpdateRevision written =
                    Objects.requireNonNull(expected.get(raw.key().id()));
            byte[] bytes;
            try (InputStream document = raw.document()) {
                bytes = document.readAllBytes();
            }
            assertThat(new String(bytes, StandardCharsets.UTF_8))
                    .startsWith("<")
                    .doesNotContain("\uFFFD");
            try (InputStream document = raw.document()) {
                UpdateRevision read = parser.parse(document);
                assertThat(read.key()).isEqualTo(written.key());
                assertThat(read.texts()).isEqualTo(written.texts());
                assertThat(document.read()).as("after the end").isNegative();
            }
        }
    }

    @Test
    void cutsTheTextAtACharacter() throws Exception {
        UpdateRevision software = SampleRevisions.software(SampleRevisions.CHILD, 200, "ä€𝄞".repeat(60), false);
        RawRevision raw =
                raws(opened(List.of(software)).revisions(Position.START)).get(0);
        String whole = raw.text(1 << 20);
        assertThat(whole).contains("ä€𝄞").doesNotContain("\uFFFD");
        int length = whole.getBytes(StandardCharsets.UTF_8).length;
        for (int max = 0; max <= length + 1; max += 7) {
            String text = raw.text(max);
            assertThat(whole).startsWith(text);
            assertThat(text.getBytes(StandardCharsets.UTF_8).length)
                    .isBetween(Math.max(0, Math.min(length, max) - 3), max);
        }
    }

    @Test
    void acceptsAnEmptySelectionOfPositionsAfterTheLast() throws Exception {
        Catalog catalog = opened(SampleRevisions.all());
        List<CatalogRecord> all = drain(catalog.revisions(Position.START));
        assertThat(drain(catalog.revisions(all.get(all.size() - 1).position()))).isEmpty();
    }

    /** Opens a catalog that is closed after the test. */
    protected final Catalog opened(List<UpdateRevision> revisions) throws Exception {
        Catalog catalog = open(revisions);
        opened.add(catalog);
        return catalog;
    }

    /** Everything that a cursor yields. */
    public static <T> List<T> drain(Cursor<T> cursor) {
        List<T> all = new ArrayList<>();
        try (cursor) {
            for (@Nullable T next = cursor.next(); next != null; next = cursor.next()) {
                all.add(next);
            }
        }
        return all;
    }

    /** The revisions that a cursor yields, which must be nothing else. */
    public static List<RawRevision> raws(Cursor<CatalogRecord> cursor) {
        List<RawRevision> raws = new ArrayList<>();
        for (CatalogRecord record : drain(cursor)) {
            assertThat(record).isInstanceOf(RawRevision.class);
            raws.add((RawRevision) record);
        }
        return raws;
    }

    private static List<RevisionKey> keys(Catalog catalog, Position after) {
        return raws(catalog.revisions(after)).stream().map(RawRevision::key).toList();
    }

    private static List<CensusEntry> census(Catalog catalog) {
        return drain(catalog.census());
    }

    private static CensusEntry entry(UpdateRevision revision) {
        return new CensusEntry(revision.id(), revision.key().revisionNumber(), false);
    }

    private static RevisionHead head(UpdateRevision revision) {
        return new RevisionHead(
                revision.key(),
                revision.properties().type(),
                revision.properties().explicitlyDeployable(),
                revision.properties().publicationState());
    }

    private static Map<RevisionKey, Digest> digests(Catalog catalog) throws MetadataException {
        Map<RevisionKey, Digest> digests = new HashMap<>();
        for (RawRevision raw : raws(catalog.revisions(Position.START))) {
            digests.put(raw.key(), raw.digest());
        }
        return digests;
    }

    private Digest digest(UpdateRevision revision) throws Exception {
        return raws(opened(List.of(revision)).revisions(Position.START)).get(0).digest();
    }

    private static UpdateRevision movedFile(UpdateRevision of) {
        return new UpdateRevision(
                of.key(),
                of.properties(),
                of.texts(),
                of.relations(),
                of.files().stream()
                        .map(file -> file.withSourceUrl("http://elsewhere.example/a.cab"))
                        .toList(),
                of.drivers(),
                of.category());
    }
}
