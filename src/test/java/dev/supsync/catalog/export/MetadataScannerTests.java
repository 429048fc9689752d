package dev.supsync.catalog.export;

import static dev.supsync.catalog.export.Fixture.A;
import static dev.supsync.catalog.export.Fixture.B;
import static dev.supsync.catalog.export.Fixture.C;
import static dev.supsync.catalog.export.Fixture.document;
import static dev.supsync.catalog.export.Fixture.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supsync.catalog.CatalogContract;
import dev.supsync.catalog.CatalogRecord;
import dev.supsync.catalog.CatalogRecord.RawRevision;
import dev.supsync.catalog.CatalogRecord.Unreadable;
import dev.supsync.catalog.CensusEntry;
import dev.supsync.catalog.Position;
import dev.supsync.catalog.SampleRevisions;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.metadata.MetadataException;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.metadata.UpdateXmlWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The records of metadata.txt: what is accepted, what is not, and that nothing else is lost with it. */
class MetadataScannerTests {

    @TempDir
    Path temporary;

    private Fixture fixture;

    @BeforeEach
    void makeFixture() {
        fixture = new Fixture(temporary);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\n", "\r\n\r\n", "\n\n\r\n"})
    void lineEnds(String end) throws Exception {
        assertAllRead(strip(A) + end + strip(B) + end + strip(C) + end);
        assertAllRead(strip(A) + end + strip(B) + end + strip(C));
        assertAllRead(end + strip(A) + end + strip(B) + end + strip(C) + "\r");
    }

    @Test
    void headersInEitherCase() throws Exception {
        assertAllRead(
                record(A).substring(0, 54).toUpperCase(Locale.ROOT) + record(A).substring(54) + record(B) + "{"
                        + record(C).substring(0, 36) + "}" + record(C).substring(36));
    }

    @Test
    void byteOrderMarkAndUtf16() throws Exception {
        String text = record(A) + record(B) + record(C);
        assertAllRead(("\uFEFF" + text).getBytes(StandardCharsets.UTF_8));
        assertAllRead(("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE));
        assertAllRead(text.getBytes(StandardCharsets.UTF_16LE));
    }

    @Test
    void readsUtf16FromEveryContainer() throws Exception {
        ExportWriter writer = new ExportWriter().withMetadataCharset(StandardCharsets.UTF_16LE, true);
        List<UpdateRevision> all = SampleRevisions.all();
        Path plain = new ExportWriter().writeFolder(temporary.resolve("plain"), all);
        for (Path export : List.of(
                writer.writeFolder(temporary.resolve("folder"), all),
                writer.writeZip(temporary.resolve("package.zip"), all),
                writer.writeCabinet(temporary.resolve("package.cab"), all))) {
            try (CatalogExport catalog = fixture.open(export);
                    CatalogExport same = fixture.open(plain)) {
                assertThat(Fixture.records(catalog)).hasSameSizeAs(all).allSatisfy(record -> {
                    UpdateRevision parsed = ((RawRevision) record).parse();
                    assertThat(parsed.key()).isEqualTo(((RawRevision) record).key());
                });
                assertThat(digests(catalog)).isEqualTo(digests(same));
            }
        }
    }

    @Test
    void documentsOnSeveralLines() throws Exception {
        UpdateXmlWriter indented = new UpdateXmlWriter().withIndentation();
        String lines = ExportWriter.record(B, indented.write(B));
        assertThat(lines.lines().count()).isGreaterThan(5);
        assertAllRead(record(A) + lines + record(C));
    }

    @Test
    void charactersBeyondTheBasicPlane() throws Exception {
        UpdateRevision wide = SampleRevisions.withTitle(B, "𝄞".repeat(70_000) + "ä€");
        assertThat(document(wide).length()).isGreaterThan(140_000);
        try (CatalogExport catalog = fixture.open(fixture.folder(record(A) + record(wide) + record(C)))) {
            assertThat(Fixture.readable(catalog)).containsExactly(A.key(), B.key(), C.key());
            assertThat(Fixture.unreadable(catalog)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-2000, -57, -1, 2, 3, 57, 300, 1000, 100_000, 2_000_000_000})
    void wrongLength(int by) throws Exception {
        String header = header(B, Math.max(0, document(B).length() + by));
        Unreadable bad = assertBad(record(A) + header + document(B) + "\r\n" + record(C));
        assertThat(bad.key()).isEqualTo(B.key());
        assertThat(bad.reason())
                .contains("record at byte " + record(A).length())
                .containsPattern("the header gives the document \\d+ characters, but "
                        + "(they end at byte \\d+, where no line ends: extra data|the next record begins after \\d+)");
        assertThat(bad.text()).isEqualTo(header + document(B) + "\r\n");
    }

    @Test
    void lengthThatEndsAtALineInsideTheDocument() throws Exception {
        String lines = new UpdateXmlWriter().withIndentation().write(B);
        String header = header(B, lines.indexOf('\n', 300));
        Unreadable bad = assertBad(record(A) + header + lines + "\r\n" + record(C));
        assertThat(bad.key()).isEqualTo(B.key());
        assertThat(bad.text()).isEqualTo(header + lines + "\r\n");
    }

    @Test
    void lengthThatEndsAtTheLineOfALaterRecord() throws Exception {
        int length = document(A).length() + record(B).length();
        String metadata = header(A, length) + document(A) + "\r\n" + record(B) + record(C);
        try (CatalogExport catalog = fixture.open(fixture.folder(metadata))) {
            assertThat(Fixture.readable(catalog)).containsExactly(B.key(), C.key());
            assertThat(Fixture.unreadable(catalog)).singleElement().satisfies(bad -> assertThat(bad.reason())
                    .contains("but the next record begins after"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 300, 700})
    void cutOffInTheLastRecord(int bytes) throws Exception {
        String all = record(A) + record(C) + record(B);
        SupsyncException e = fixture.fault(fixture.folder(all.substring(0, all.length() - bytes)));
        assertThat(e.code()).isEqualTo(ErrorCode.CATALOG_DAMAGED);
        assertThat(e)
                .hasMessageContaining(
                        "metadata.txt is cut off in its last record, at byte " + (record(A) + record(C)).length())
                .hasMessageContaining(
                        "the document of " + B.key() + " " + document(B).length() + " characters")
                .hasMessageContaining("the file ends after " + (document(B).length() + 2 - bytes));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 36, 37, 44, 45, 46, 53, 54, 55})
    void cutOffInTheLastHeader(int at) throws Exception {
        for (String prefix : List.of("", "{")) {
            String last = prefix.isEmpty()
                    ? record(B)
                    : "{" + record(B).substring(0, 36) + "}" + record(B).substring(36);
            String metadata = record(A) + record(C) + last.substring(0, at);
            SupsyncException e = fixture.fault(fixture.folder(metadata));
            assertThat(e.code()).isEqualTo(ErrorCode.CATALOG_DAMAGED);
            assertThat(e).hasMessageContaining("metadata.txt is cut off in its last record");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\u001A", "the end\r\n", "0\r\n", "\0\0\0"})
    void whatIsNoBeginningOfARecordIsNoCut(String tail) throws Exception {
        try (CatalogExport catalog = fixture.open(fixture.folder(record(A) + record(B) + record(C) + tail))) {
            assertThat(Fixture.readable(catalog)).containsExactly(A.key(), B.key(), C.key());
            assertThat(Fixture.unreadable(catalog)).singleElement().satisfies(bad -> assertThat(bad.key())
                    .isNull());
        }
    }

    @Test
    void cutOffBetweenTwoRecords() throws Exception {
        String metadata = record(A) + record(C);
        try (CatalogExport catalog = fixture.open(fixture.folder(metadata))) {
            assertThat(Fixture.readable(catalog)).containsExactly(A.key(), C.key());
            assertThat(catalog.size()).isEqualTo(3);
            Unreadable lost = Fixture.unreadable(catalog).get(0);
            assertThat(lost.key()).isEqualTo(B.key());
            assertThat(lost.reason())
                    .contains("metadata.txt has no record of " + B.key() + ", which package.xml lists");
            assertThat(CatalogContract.drain(catalog.revisions(lost.position())))
                    .isEmpty();
            assertThat(CatalogContract.drain(catalog.lookup(List.of(B.id())))).containsExactly(lost);
            assertThat(census(catalog)).contains(entry(B)).hasSize(3);
            assertThat(catalog.hasUnidentifiedRecords()).isFalse();
        }
    }

    @Test
    void anEarlierRevisionIsNotTakenForTheOneThatIsMissing() throws Exception {
        String metadata = record(A) + record(SampleRevisions.withNumber(B, 7)) + record(C);
        try (CatalogExport catalog = fixture.open(fixture.folder(metadata))) {
            assertThat(Fixture.readable(catalog)).containsExactly(A.key(), C.key());
            assertThat(Fixture.unreadable(catalog)).extracting(Unreadable::key).containsExactly(B.key());
            assertThat(census(catalog)).contains(entry(B)).hasSize(3);
        }
    }

    @Test
    void brokenGuidLosesTheIdentity() throws Exception {
        String broken = "g" + record(B).substring(1);
        try (CatalogExport catalog = fixture.open(fixture.folder(record(A) + broken + record(C)))) {
            assertThat(catalog.hasUnidentifiedRecords()).isTrue();
            assertThat(Fixture.readable(catalog)).containsExactly(A.key(), C.key());
            Unreadable bad = Fixture.unreadable(catalog).get(0);
            assertThat(bad.key()).isNull();
            assertThat(bad.reason())
                    .contains("the line begins with the update ID \"" + broken.substring(0, 36)
                            + "\", expected \"GUID,revision,length,<\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"c8", "0000 0c8", "0x0000c8", "zzzzzzzz", "", "000000c8,extra", "00000066 "})
    void brokenLength(String length) throws Exception {
        String broken = record(B).substring(0, 46) + length + "," + document(B) + "\r\n";
        Unreadable bad = assertBad(record(A) + broken + record(C));
        assertThat(bad.key()).isEqualTo(B.key());
        assertThat(bad.reason()).contains("expected \"GUID,revision,length,<\" with 8 hexadecimal digits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ffffffff", "80000000", "g0000000", "66", ""})
    void revisionNumberThatIsNone(String number) throws Exception {
        String broken = B.id() + "," + number + record(B).substring(45);
        try (CatalogExport catalog = fixture.open(fixture.folder(record(A) + broken + record(C)))) {
            assertThat(catalog.hasUnidentifiedRecords()).isTrue();
            assertThat(Fixture.readable(catalog)).containsExactly(A.key(), C.key());
            assertThat(Fixture.unreadable(catalog).get(0).reason())
                    .contains("the revision number")
                    .contains(number);
        }
    }

    @Test
    void documentAboveTheLimit() throws Exception {
        UpdateRevision large = SampleRevisions.withTitle(B, "x".repeat(20_000));
        fixture.limits(10_000, 1 << 30);
        try (CatalogExport catalog = fixture.open(fixture.folder(record(A) + record(large) + record(C)))) {
            assertThat(Fixture.readable(catalog)).containsExactly(A.key(), C.key());
            Unreadable bad = Fixture.unreadable(catalog).get(0);
            assertThat(bad.key()).isEqualTo(B.key());
            assertThat(bad.reason()).contains("bytes, the limit of a document's size is 10000 bytes");
            assertThat(catalog.hasUnidentifiedRecords()).isFalse();
        }
    }

    @Test
    void invalidUtf8() throws Exception {
        byte[] bytes = (record(A) + record(B) + record(C)).getBytes(StandardCharsets.UTF_8);
        int at = record(A).length() + 300;
        for (int invalid : new int[] {0x80, 0xC0, 0xE4, 0xF5, 0xFF}) {
            byte[] damaged = bytes.clone();
            damaged[at] = (byte) invalid;
            try (CatalogExport catalog = fixture.open(fixture.folder(damaged))) {
                assertThat(Fixture.readable(catalog)).containsExactly(A.key(), C.key());
                Unreadable bad = Fixture.unreadable(catalog).get(0);
                assertThat(bad.key()).isEqualTo(B.key());
                assertThat(bad.text()).contains("\uFFFD");
                assertThat(bad.reason()).containsAnyOf("the document is not UTF-8", "extra data", "begins after");
            }
        }
    }

    @Test
    void halfACharacterOfUtf16() throws Exception {
        String lone = document(B).replaceFirst("second", "sec\uD83Dnd");
        String fixed = header(B, lone.length()) + lone + "\r\n";
        Unreadable bad = assertBad(units(record(A) + fixed + record(C)), B);
        assertThat(bad.reason()).contains("the document is not UTF-8");
    }

    @Test
    void brokenDocumentIsNoticedByTheParser() throws Exception {
        String broken = document(B).replace("</upd:Update>", "</upd:Updat>>");
        String metadata = record(A) + ExportWriter.record(B, broken) + record(C);
        try (CatalogExport catalog = fixture.open(fixture.folder(metadata))) {
            assertThat(Fixture.readable(catalog)).containsExactly(A.key(), B.key(), C.key());
            RawRevision raw = (RawRevision) Fixture.records(catalog).get(1);
            assertThatThrownBy(raw::parse).isInstanceOf(MetadataException.class).hasMessageContaining("line");
            assertThat(raw.head().key()).isEqualTo(B.key());
        }
    }

    @Test
    void documentOfAnotherUpdate() throws Exception {
        String metadata = record(A) + ExportWriter.record(B, document(C));
        try (CatalogExport catalog = fixture.open(fixture.folder(metadata))) {
            RawRevision raw = (RawRevision) Fixture.records(catalog).get(1);
            assertThat(raw.key()).isEqualTo(B.key());
            for (ThrowingCallable look : List.<ThrowingCallable>of(raw::parse, raw::head)) {
                assertThatThrownBy(look)
                        .isInstanceOf(MetadataException.class)
                        .hasMessageContaining("the document is that of " + C.key())
                        .hasMessageContaining("is that of " + B.key());
            }
            assertThat(census(catalog)).as("the third is listed in package.xml").contains(entry(C));
        }
    }

    @Test
    void sameRevisionTwice() throws Exception {
        String other = record(SampleRevisions.withTitle(A, "another title"));
        try (CatalogExport catalog = fixture.open(fixture.folder(record(A) + record(B) + record(C) + other))) {
            assertThat(Fixture.readable(catalog)).containsExactly(A.key(), B.key(), C.key());
            assertThat(((RawRevision) Fixture.records(catalog).get(0)).parse().texts())
                    .isEqualTo(A.texts());
            assertThat(catalog.warnings())
                    .containsExactly("1 records of metadata.txt repeat a revision: the first one counts");
        }
    }

    @Test
    void latestRevisionThatIsBrokenHidesTheOlderOne() throws Exception {
        UpdateRevision newer = SampleRevisions.withNumber(A, 999);
        String broken = header(newer, document(newer).length() + 9) + document(newer) + "\r\n";
        try (CatalogExport catalog = fixture.open(fixture.folder(record(A) + record(B) + broken + record(C)))) {
            assertThat(Fixture.readable(catalog)).containsExactly(B.key(), C.key());
            assertThat(census(catalog)).containsExactlyInAnyOrder(entry(newer), entry(B), entry(C));
            assertThat(CatalogContract.drain(catalog.lookup(List.of(A.id()))))
                    .singleElement()
                    .isInstanceOfSatisfying(
                            Unreadable.class, bad -> assertThat(bad.key()).isEqualTo(newer.key()));
        }
    }

    @Test
    void goesOnAfterUnreadableRecords() throws Exception {
        String metadata = record(A) + "junk\r\n" + record(B) + "junk, too\r\nand more\r\n" + record(C) + "end";
        try (CatalogExport catalog = fixture.open(fixture.folder(metadata))) {
            List<CatalogRecord> all = Fixture.records(catalog);
            assertThat(all).hasSize(6);
            for (int i = 0; i < all.size(); i++) {
                assertThat(CatalogContract.drain(catalog.revisions(all.get(i).position())).stream()
                                .map(CatalogRecord::position))
                        .isEqualTo(all.subList(i + 1, 6).stream()
                                .map(CatalogRecord::position)
                                .toList());
            }
        }
    }

    @Test
    void textOfABadRecordIsBounded() throws Exception {
        String metadata = record(A) + "€".repeat(600_000) + "\r\n" + record(C);
        try (CatalogExport catalog = fixture.open(fixture.folder(metadata))) {
            String text = Fixture.unreadable(catalog).get(0).text();
            assertThat(text.getBytes(StandardCharsets.UTF_8).length).isBetween((1 << 20) - 3, 1 << 20);
            assertThat(text).doesNotContain("\uFFFD");
        }
    }

    @Test
    void tooManyBadRecords() throws IOException {
        String metadata = (header(A, 1) + "<x/>\r\n").repeat(MetadataScanner.MOST_BAD_RECORDS + 1);
        assertThat(fixture.fault(fixture.folder(metadata)))
                .hasMessageContaining(
                        "more than 100000 records are unreadable, the first: metadata.txt, record at byte 0");
    }

    @Test
    void recordsAcrossTheEdgesOfTheWindow() throws Exception {
        StringBuilder metadata = new StringBuilder();
        int count = 0;
        for (; metadata.length() < 3_500_000; count++) {
            UpdateRevision revision =
                    SampleRevisions.detectoid(SampleRevisions.id(count), 1, "ü€𝄞".repeat(count % 97));
            metadata.append(ExportWriter.record(
                    revision,
                    new UpdateXmlWriter()
                            .withRules(count % 50 == 0 ? 50_000 : 0)
                            .write(revision)));
        }
        Path folder = fixture.folder(
                metadata.append(record(A) + record(B) + record(C)).toString());
        try (CatalogExport catalog = fixture.open(folder)) {
            assertThat(Fixture.unreadable(catalog)).isEmpty();
            assertThat(catalog.size()).as("three of them in a later revision").isEqualTo(count);
            for (RawRevision raw : CatalogContract.raws(catalog.revisions(Position.START))) {
                assertThat(raw.parse().key()).isEqualTo(raw.key());
            }
        }
        assertThat(Files.size(folder.resolve("metadata.txt"))).isGreaterThan(3 << 20);
    }

    private void assertAllRead(String metadata) throws Exception {
        assertAllRead(metadata.getBytes(StandardCharsets.UTF_8));
    }

    private void assertAllRead(byte[] metadata) throws Exception {
        try (CatalogExport catalog = fixture.open(fixture.folder(metadata))) {
            assertThat(Fixture.unreadable(catalog)).isEmpty();
            assertThat(Fixture.readable(catalog)).containsExactly(A.key(), B.key(), C.key());
            for (CatalogRecord record : Fixture.records(catalog)) {
                assertThat(((RawRevision) record).parse().key()).isEqualTo(((RawRevision) record).key());
            }
            assertThat(catalog.hasUnidentifiedRecords()).isFalse();
            assertThat(catalog.warnings()).isEmpty();
        }
    }

    /** The one bad record; the first and the third are read. */
    private Unreadable assertBad(String metadata) throws IOException {
        return assertBad(metadata.getBytes(StandardCharsets.UTF_8), B);
    }

    private Unreadable assertBad(byte[] metadata, UpdateRevision revision) throws IOException {
        try (CatalogExport catalog = fixture.open(fixture.folder(metadata))) {
            assertThat(Fixture.readable(catalog)).containsExactly(A.key(), C.key());
            assertThat(census(catalog)).containsExactlyInAnyOrder(entry(A), entry(revision), entry(C));
            assertThat(catalog.size()).isEqualTo(3);
            assertThat(catalog.hasUnidentifiedRecords()).isFalse();
            List<Unreadable> bad = Fixture.unreadable(catalog);
            assertThat(bad).hasSize(1);
            return bad.get(0);
        }
    }

    private static List<CensusEntry> census(CatalogExport catalog) {
        return CatalogContract.drain(catalog.census());
    }

    private static CensusEntry entry(UpdateRevision revision) {
        return new CensusEntry(revision.id(), revision.key().revisionNumber(), false);
    }

    private static List<String> digests(CatalogExport catalog) {
        return Fixture.records(catalog).stream()
                .map(record -> ((RawRevision) record).digest().toString())
                .toList();
    }

    private static String strip(UpdateRevision revision) {
        return record(revision).strip();
    }

    /** UTF-16LE as it is in memory; an encoder would replace what is no character. */
    private static byte[] units(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * text.length()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asCharBuffer().put(text);
        return bytes.array();
    }

    private static String header(UpdateRevision revision, long length) {
        return "%s,%08x,%08x,".formatted(revision.id(), revision.key().revisionNumber(), length);
    }
}
