package dev.supsync.catalog.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supsync.cabinet.SampleCabinet;
import dev.supsync.catalog.CatalogContract;
import dev.supsync.catalog.CatalogRecord.RawRevision;
import dev.supsync.catalog.CensusEntry;
import dev.supsync.catalog.Position;
import dev.supsync.catalog.SampleRevisions;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.metadata.UpdateRevision;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that can be wrong with an export as a whole, and what a person is told. */
class ExportFaultTests {

    @TempDir
    Path temporary;

    private Fixture fixture;

    @BeforeEach
    void makeFixture() {
        fixture = new Fixture(temporary);
    }

    @Nested
    class Containers {

        @Test
        void missingFile() {
            SupsyncException e = fixture.fault(temporary.resolve("gone.cab"));
            assertThat(e.code()).isEqualTo(ErrorCode.CATALOG_UNREACHABLE);
            assertThat(e).hasMessageContaining("there is no such file or folder");
        }

        @Test
        void emptyFileIsTheTwoGigabyteBug() throws IOException {
            SupsyncException e = fixture.fault(Files.createFile(temporary.resolve("package.cab")));
            assertThat(e.code()).isEqualTo(ErrorCode.CATALOG_EMPTY);
            assertThat(e)
                    .hasMessageContaining("the file has 0 bytes, expected an export")
                    .hasMessageContaining("2 GB that a cabinet holds");
            assertThat(e.remedy()).contains("read its database instead");
        }

        @Test
        void emptyMemberIsTheTwoGigabyteBug() throws IOException {
            Path cabinet = cabinet("metadata.txt", "", "package.xml", "<ExportPackage/>");
            SupsyncException e = fixture.fault(cabinet);
            assertThat(e.code()).isEqualTo(ErrorCode.CATALOG_EMPTY);
            assertThat(e).hasMessageContaining("metadata.txt has 0 bytes").hasMessageContaining("2 GB");
        }

        @Test
        void gzipByContent() throws IOException {
            SupsyncException e = fixture.fault(Files.write(temporary.resolve("x.cab"), new byte[] {0x1F, (byte) 0x8B}));
            assertThat(e.code()).isEqualTo(ErrorCode.CATALOG_UNSUPPORTED);
            assertThat(e)
                    .hasMessageContaining(".xml.gz, expected a cabinet")
                    .hasMessageContaining("Microsoft has not published what such a file looks like inside");
            assertThat(e.remedy()).contains("wsusutil export package.cab export.log");
        }

        @Test
        void gzipByName() throws IOException {
            SupsyncException e = fixture.fault(Files.writeString(temporary.resolve("package.XML.GZ"), "MSCF"));
            assertThat(e.code()).isEqualTo(ErrorCode.CATALOG_UNSUPPORTED);
        }

        @Test
        void anythingElse() throws IOException {
            SupsyncException e = fixture.fault(Files.writeString(temporary.resolve("x.cab"), "hello"));
            assertThat(e.code()).isEqualTo(ErrorCode.CATALOG_UNSUPPORTED);
            assertThat(e).hasMessageContaining("begins with the bytes 68 65 6c 6c, expected a cabinet (4d 53 43 46)");
        }

        @Test
        void missingMembers() throws IOException {
            SupsyncException cabinet = fixture.fault(cabinet("readme.txt", "x", "package.xml", "<ExportPackage/>"));
            assertThat(cabinet.code()).isEqualTo(ErrorCode.CATALOG_DAMAGED);
            assertThat(cabinet).hasMessageContaining("the cabinet holds no metadata.txt, expected both");
            SupsyncException zip = fixture.fault(zip("metadata.txt"));
            assertThat(zip).hasMessageContaining("the zip holds no package.xml");
            SupsyncException folder = fixture.fault(Files.createDirectory(temporary.resolve("folder")));
            assertThat(folder).hasMessageContaining("the folder holds no metadata.txt");
        }

        @Test
        void memberTwice() throws IOException {
            SupsyncException e = fixture.fault(zip("a/metadata.txt", "b/METADATA.TXT", "a/package.xml"));
            assertThat(e).hasMessageContaining("the zip holds 2 files metadata.txt, expected one");
        }

        @Test
        void truncatedCabinet() throws IOException {
            Path file = new ExportWriter().writeCabinet(temporary.resolve("package.cab"), SampleRevisions.all());
            byte[] bytes = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
            SupsyncException e = fixture.fault(file);
            assertThat(e.code()).isEqualTo(ErrorCode.CATALOG_DAMAGED);
            assertThat(e).hasMessageContaining("the cabinet cannot be read");
            assertThat(fixture.work()).isEmptyDirectory();
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 10, 30, 100, 400})
        void truncatedZip(int bytes) throws IOException {
            Path file = new ExportWriter().writeZip(temporary.resolve("package.zip"), SampleRevisions.all());
            byte[] whole = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(whole, whole.length - bytes));
            SupsyncException e = fixture.fault(file);
            assertThat(e.code()).isEqualTo(ErrorCode.CATALOG_DAMAGED);
            assertThat(e).hasMessageContaining("the zip cannot be read");
            assertThat(fixture.work()).isEmptyDirectory();
        }

        /** A disk that was full when WSUS wrote the export: the container is whole, and what it holds is not. */
        @Test
        void cutOffWithinAWholeContainer() throws IOException {
            Path folder = new ExportWriter().writeFolder(temporary.resolve("folder"), SampleRevisions.all());
            String metadata = Files.readString(folder.resolve("metadata.txt"));
            String half = metadata.substring(0, metadata.length() / 2);
            String packageXml = Files.readString(folder.resolve("package.xml"));
            Path zip = temporary.resolve("package.zip");
            try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
                put(out, "metadata.txt", half);
                put(out, "package.xml", packageXml);
            }
            for (Path file : List.of(zip, cabinet("metadata.txt", half, "package.xml", packageXml))) {
                SupsyncException e = fixture.fault(file);
                assertThat(e.code()).isEqualTo(ErrorCode.CATALOG_DAMAGED);
                assertThat(e).hasMessageContaining("metadata.txt is cut off in its last record");
                assertThat(fixture.work()).isEmptyDirectory();
            }
        }

        @Test
        void spannedCabinetsWithoutTheLast() throws IOException {
            SampleCabinet small = new SampleCabinet()
                    .compression(SampleCabinet.Packing.STORED)
                    .maximumSize(5_000);
            Path file = new ExportWriter().writeCabinet(temporary.resolve("package.cab"), small, SampleRevisions.all());
            int last = 2;
            while (Files.exists(temporary.resolve("package-" + (last + 1) + ".cab"))) {
                last++;
            }
            Files.delete(temporary.resolve("package-" + last + ".cab"));
            SupsyncException e = fixture.fault(file);
            assertThat(e.code()).isEqualTo(ErrorCode.CATALOG_DAMAGED);
            assertThat(e).hasMessageContaining("package-" + last + ".cab");
        }

        @Test
        void damagedZip() throws IOException {
            Path file = temporary.resolve("package.zip");
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
                zip.setLevel(0);
                put(zip, "metadata.txt", Fixture.record(Fixture.A));
                put(zip, "package.xml", "<ExportPackage FormatVersion='1.0' ProtocolVersion='1.20'/>");
            }
            byte[] bytes = Files.readAllBytes(file);
            bytes[200] ^= 1;
            Files.write(file, bytes);
            SupsyncException e = fixture.fault(file);
            assertThat(e.code()).isEqualTo(ErrorCode.CATALOG_DAMAGED);
            assertThat(e).hasMessageContaining("metadata.txt has").hasMessageContaining("with the checksum");
        }

        @Test
        void zipThatDeclaresFewerBytesThanItHolds() throws IOException {
            Path file = temporary.resolve("package.zip");
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
                put(zip, "metadata.txt", "0".repeat(5_000_000));
                put(zip, "package.xml", "<ExportPackage FormatVersion='1.0' ProtocolVersion='1.20'/>");
            }
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            int directory = bytes.getInt(bytes.limit() - 22 + 16); // of the entries, by the record at the end
            assertThat(bytes.getInt(directory + 24)).isEqualTo(5_000_000);
            bytes.putInt(directory + 24, 1_000);
            Files.write(file, bytes.array());
            SupsyncException e = fixture.fault(file);
            assertThat(e.code()).isEqualTo(ErrorCode.CATALOG_DAMAGED);
            assertThat(e).hasMessageContaining("metadata.txt goes on behind the 1000 bytes that the zip declares");
            assertThat(fixture.work()).isEmptyDirectory();
        }

        @Test
        void cabinetUnderAnotherName() throws IOException {
            Path file = new ExportWriter().writeCabinet(temporary.resolve("export.zip"), SampleRevisions.all());
            try (CatalogExport catalog = fixture.open(file)) {
                assertThat(catalog.size()).isEqualTo(SampleRevisions.all().size());
            }
        }

        @Test
        void spannedCabinets() throws IOException {
            SampleCabinet small = new SampleCabinet()
                    .compression(SampleCabinet.Packing.STORED)
                    .maximumSize(5_000);
            Path file = new ExportWriter().writeCabinet(temporary.resolve("package.cab"), small, SampleRevisions.all());
            assertThat(temporary.resolve("package-2.cab")).exists();
            try (CatalogExport catalog = fixture.open(file)) {
                assertThat(Fixture.readable(catalog)).hasSameSizeAs(SampleRevisions.all());
            }
        }

        @Test
        void declaredSizeAboveTheLimit() throws IOException {
            Path file = new ExportWriter().writeCabinet(temporary.resolve("package.cab"), SampleRevisions.all());
            SupsyncException e = fixture.limits(1 << 20, 1000).fault(file);
            assertThat(e.code()).isEqualTo(ErrorCode.CATALOG_LIMIT);
            assertThat(e)
                    .hasMessageMatching("(?s).*the export has \\d+ bytes when uncompressed, the limit is 1000 bytes");
        }

        @Test
        void bombStopsAtTheLimit() throws IOException {
            fixture.limits(1 << 20, 100_000);
            Files.createDirectories(fixture.work());
            try (WorkFolder folder = WorkFolder.create(fixture.work())) {
                Member lies = new Member("metadata.txt", 5, () -> new ByteArrayInputStream(new byte[1 << 20]));
                Path export = temporary.resolve("bomb.cab");
                assertThatThrownBy(() -> new Spool(export, fixture.options(), folder).write(List.of(lies)))
                        .hasMessageContaining("bomb.cab")
                        .hasMessageContaining("the limit is 100000 bytes");
                assertThat(Files.size(folder.file("metadata.txt"))).isLessThanOrEqualTo(100_000);
            }
        }

        @Test
        void noSpace() throws IOException {
            fixture.limits(1 << 20, Long.MAX_VALUE);
            try (WorkFolder folder = WorkFolder.create(fixture.work())) {
                Member huge = new Member("metadata.txt", 1L << 60, InputStream::nullInputStream);
                Path export = temporary.resolve("huge.cab");
                assertThatThrownBy(() -> new Spool(export, fixture.options(), folder).write(List.of(huge)))
                        .isInstanceOfSatisfying(SupsyncException.class, e -> assertThat(e.code())
                                .isEqualTo(ErrorCode.NO_SPACE))
                        .hasMessageContaining("needs " + (1L << 60) + " bytes in " + folder.path())
                        .hasMessageMatching("(?s).*, \\d+ are free");
            }
        }

        @Test
        void workDirectoryThatIsAFile() throws IOException {
            Path file = new ExportWriter().writeFolder(temporary.resolve("export"), List.of(Fixture.A));
            Path work = Files.createFile(temporary.resolve("work"));
            SupsyncException e = fixture.fault(file);
            assertThat(e).hasMessageContaining("no folder can be made in the work directory " + work);
            assertThat(e.remedy()).contains("Set the work directory");
        }
    }

    @Nested
    class Metadata {

        @Test
        void withoutRecords() throws IOException {
            SupsyncException e = fixture.fault(fixture.folder("\r\n\r\n"));
            assertThat(e.code()).isEqualTo(ErrorCode.CATALOG_EMPTY);
            assertThat(e).hasMessageContaining("metadata.txt holds no record, expected at least one update");
        }

        @Test
        void ofSomethingElse() throws IOException {
            SupsyncException e = fixture.fault(fixture.folder("Dear reader,\nthis is no export.\n"));
            assertThat(e.code()).isEqualTo(ErrorCode.CATALOG_DAMAGED);
            assertThat(e)
                    .hasMessageContaining("no record can be read, the first: metadata.txt, record at byte 0")
                    .hasMessageContaining("the update ID \"Dear reader\", expected \"GUID,revision,length,<\"");
        }

        @Test
        void inTheOtherUtf16() throws IOException {
            SupsyncException e = fixture.fault(
                    fixture.folder(("\uFEFF" + Fixture.record(Fixture.A)).getBytes(StandardCharsets.UTF_16BE)));
            assertThat(e.code()).isEqualTo(ErrorCode.CATALOG_UNSUPPORTED);
            assertThat(e).hasMessageContaining("UTF-16 with the high byte first");
        }

        @Test
        void rewrittenWhileOpen() throws Exception {
            Path folder = fixture.folder(Fixture.record(Fixture.A) + Fixture.record(Fixture.B));
            try (CatalogExport catalog = fixture.open(folder)) {
                RawRevision raw = (RawRevision) Fixture.records(catalog).get(1);
                raw.parse();
                Files.writeString(folder.resolve("metadata.txt"), "x".repeat(200));
                for (Runnable look : List.<Runnable>of(
                        () -> catalog.revisions(Position.START),
                        catalog::census,
                        catalog::categories,
                        catalog::requireSame,
                        () -> catalog.lookup(List.of(Fixture.A.id())))) {
                    assertThatThrownBy(look::run)
                            .isInstanceOfSatisfying(SupsyncException.class, e -> assertThat(e.code())
                                    .isEqualTo(ErrorCode.CATALOG_CHANGED))
                            .hasMessageContaining(folder + ": the file was replaced or rewritten while it was read");
                }
                assertThatThrownBy(raw::parse).isInstanceOf(SupsyncException.class);
                assertThatThrownBy(raw::head).isInstanceOf(SupsyncException.class);
                assertThatThrownBy(() -> raw.text(1000)).isInstanceOf(SupsyncException.class);
            }
        }

        /** What was read before a file was rewritten must not be followed by something else of the same name. */
        @Test
        void rewrittenByAnotherOfTheSameShape() throws Exception {
            UpdateRevision other = SampleRevisions.withTitle(Fixture.B, "SECOND");
            Path folder = fixture.folder(Fixture.record(Fixture.A) + Fixture.record(Fixture.B));
            try (CatalogExport catalog = fixture.open(folder)) {
                RawRevision raw = (RawRevision) Fixture.records(catalog).get(1);
                try (InputStream begun = raw.document()) {
                    String text = Fixture.record(Fixture.A) + Fixture.record(other);
                    Path metadata = folder.resolve("metadata.txt");
                    assertThat(text).hasSameSizeAs(Files.readString(metadata));
                    FileTime before = Files.getLastModifiedTime(metadata);
                    Files.writeString(metadata, text);
                    Files.setLastModifiedTime(metadata, FileTime.fromMillis(before.toMillis() + 1));
                    for (ThrowingCallable look :
                            List.<ThrowingCallable>of(raw::parse, raw::head, raw::document, begun::readAllBytes)) {
                        assertThatThrownBy(look)
                                .isInstanceOfSatisfying(SupsyncException.class, e -> assertThat(e.code())
                                        .isEqualTo(ErrorCode.CATALOG_CHANGED));
                    }
                }
            }
        }

        @Test
        void replacedUnderACabinetDoesNotMatter() throws Exception {
            Path file = new ExportWriter().writeCabinet(temporary.resolve("package.cab"), SampleRevisions.all());
            try (CatalogExport catalog = fixture.open(file)) {
                Files.delete(file);
                assertThat(Fixture.readable(catalog)).hasSameSizeAs(SampleRevisions.all());
            }
        }
    }

    @Nested
    class Packages {

        private static final String VERSIONS = " FormatVersion='1.0' ProtocolVersion='1.20'";

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "<ExportPackage ProtocolVersion='1.20'/>|CATALOG_UNSUPPORTED"
                            + "|no FormatVersion in ExportPackage, expected \"1.0\"",
                    "<ExportPackage FormatVersion='2.0' ProtocolVersion='1.20'/>|CATALOG_UNSUPPORTED"
                            + "|the FormatVersion \"2.0\", expected \"1.0\"",
                    "<ExportPackage FormatVersion='1.0'/>|CATALOG_DAMAGED|no ProtocolVersion, expected a version",
                    "<ExportPackage FormatVersion='1.0' ProtocolVersion='new'/>|CATALOG_DAMAGED"
                            + "|the ProtocolVersion \"new\", expected a version such as 1.20",
                    "<ExportPackage FormatVersion='1.0' ProtocolVersion='2.0'/>|CATALOG_UNSUPPORTED"
                            + "|the ProtocolVersion 2.0, expected 1.x",
                    "<ImportLog/>|CATALOG_DAMAGED|the root element \"ImportLog\", expected ExportPackage",
                    "<ExportPackage|CATALOG_DAMAGED|package.xml is broken XML: Unexpected end of input",
                    "no XML|CATALOG_DAMAGED|package.xml is broken XML: Unexpected character 'n'",
                    "<!DOCTYPE x []><ExportPackage/>|CATALOG_DAMAGED|a DOCTYPE, expected none",
                })
        void withoutContent(String xml, ErrorCode code, String message) throws IOException {
            SupsyncException e = fixture.fault(fixture.folderWithPackage(xml));
            assertThat(e.code()).isEqualTo(code);
            assertThat(e).hasMessageContaining(message);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "<Updates/><Languages/>|the element Languages behind Updates, expected it before (line 1, column",
                    "<Updates/><Files/>|the element Files behind Updates",
                    "<Files><File MUUrl='http://x/'/></Files>|a File without Digest",
                    "<Files><File Digest='abc'/></Files>|the File \"abc\" without MUUrl",
                    "<Updates><Update UpdateId='u'><Files><File Digest='d'/></Files></Update></Updates>"
                            + "|no element Files before Updates, but the update u has files",
                    "<Files/><Updates><Update UpdateId='u'><Files><File/></Files></Update></Updates>"
                            + "|a File without Digest in the update u",
                    "<Updates>|package.xml is broken XML: Unexpected close tag",
                })
        void withContent(String content, String message) throws IOException {
            String xml = "<ExportPackage" + VERSIONS + ">" + content + "</ExportPackage>";
            SupsyncException e = fixture.fault(fixture.folderWithPackage(xml));
            assertThat(e.code()).isEqualTo(ErrorCode.CATALOG_DAMAGED);
            assertThat(e).hasMessageContaining(message);
        }

        @Test
        void oddities() throws IOException {
            Path folder = fixture.folderWithPackage(("<ExportPackage%s ServerID='me'><Files><File Digest='a'"
                            + " MUUrl='http://x/'/><File Digest='a' MUUrl='http://y/'/></Files><Updates><Update UpdateId='%s'"
                            + " RevisionNumber='101'><Files><File Digest='b'/></Files></Update><Update UpdateId='%s'"
                            + " RevisionNumber='7'/><Update UpdateId='x' RevisionNumber='1'/></Updates></ExportPackage>")
                    .formatted(VERSIONS, Fixture.A.id(), SampleRevisions.id(99)));
            try (CatalogExport catalog = fixture.open(folder)) {
                assertThat(catalog.identity().serverId()).isNull();
                assertThat(catalog.warnings())
                        .containsExactly(
                                "package.xml has the ServerID \"me\", expected a GUID",
                                "1 files of updates have no address in package.xml",
                                "1 updates listed in package.xml have no readable UpdateId and RevisionNumber",
                                "1 files have two addresses in package.xml: the first counts",
                                "1 revisions listed in package.xml have no record in metadata.txt",
                                "2 updates of metadata.txt are not listed in package.xml");
                assertThat(CatalogContract.drain(catalog.census()))
                        .as("an update whose record was lost is still in the catalog")
                        .contains(new CensusEntry(SampleRevisions.id(99), 7, false))
                        .hasSize(4);
            }
        }

        @Test
        void cutOff() throws IOException {
            Path folder = new ExportWriter().writeFolder(temporary.resolve("cut"), SampleRevisions.all());
            Path file = folder.resolve("package.xml");
            byte[] bytes = Files.readAllBytes(file);
            try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.TRUNCATE_EXISTING)) {
                out.write(bytes, 0, bytes.length - 30);
            }
            assertThat(fixture.fault(folder)).hasMessageContaining("package.xml is broken XML");
        }
    }

    private Path cabinet(String... namesAndContents) throws IOException {
        SampleCabinet cabinet = new SampleCabinet();
        for (int i = 0; i < namesAndContents.length; i += 2) {
            cabinet.add(namesAndContents[i], namesAndContents[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        return cabinet.write(temporary.resolve("package.cab")).get(0);
    }

    private Path zip(String... names) throws IOException {
        Path file = temporary.resolve("package.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String name : names) {
                put(zip, name, "content");
            }
        }
        return file;
    }

    private static void put(ZipOutputStream zip, String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
