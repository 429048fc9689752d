package dev.supsync.cabinet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supsync.cabinet.CabinetWriter.Packing;
import dev.supsync.testing.Seeds;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CabinetWriterTests {

    private static final LocalDateTime MODIFIED = LocalDateTime.of(2026, 10, 14, 3, 4, 6);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Packing.class)
    void writesWhatIsReadBack(Packing packing) {
        Seeds.each(50, seed -> {
            Random random = new Random(seed);
            List<byte[]> contents = contents(random);
            Path file = write(packing, contents);
            assertThat(read(file)).containsExactlyElementsOf(contents);
            assertThat(Files.list(folder).map(Path::getFileName).map(Path::toString))
                    .as("nothing that waited is left")
                    .containsExactly("a.cab");
        });
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    void writesWhatCabextractReads(Packing packing) throws IOException {
        ExternalTools.assumePresent("cabextract");
        List<byte[]> contents = contents(new Random(7));
        Path file = write(packing, contents);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < contents.size(); i++) {
            names.add("member" + i + ".xml");
        }
        assertThat(ExternalTools.cabextract(file, names)).containsExactlyElementsOf(contents);
    }

    @Test
    void mixesPackings() throws IOException {
        Path file = folder.resolve("a.cab");
        byte[] text = "text ".repeat(50_000).getBytes(StandardCharsets.UTF_8);
        try (CabinetWriter writer = CabinetWriter.to(file)) {
            add(writer, "päckage.xml", text);
            writer.packing(Packing.STORED);
            add(writer, "metadata\\stored.txt", text);
            writer.finishSealed(Long.MAX_VALUE, 1);
        }
        assertThat(read(file)).containsExactly(text, text);
        assertThat(Files.size(file)).isBetween((long) text.length, text.length + 20_000L);
        try (CabinetReader reader = CabinetReader.open(file)) {
            assertThat(reader.entries())
                    .extracting(CabinetEntry::name)
                    .containsExactly("päckage.xml", "metadata\\stored.txt");
            assertThat(reader.entries()).extracting(CabinetEntry::modified).containsOnly(MODIFIED);
        }
    }

    @Test
    void writesOneMemberInMemory() throws IOException {
        byte[] document = "<upd:Update/>".repeat(9_000).getBytes(StandardCharsets.UTF_16LE);
        byte[] cabinet = CabinetWriter.of("blob", MODIFIED, out -> out.write(document));
        try (CabinetReader reader = CabinetReader.of("tbXml", cabinet);
                InputStream in = reader.open(reader.entry("blob").orElseThrow())) {
            assertThat(in.readAllBytes()).isEqualTo(document);
        }
    }

    @Test
    void leavesNothingOfACabinetThatIsNotFinished() throws IOException {
        Path file = folder.resolve("a.cab");
        try (CabinetWriter writer = CabinetWriter.to(file)) {
            add(writer, "a", new byte[100_000]);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void refusesWhatTheFormatCannotHold() throws IOException {
        try (CabinetWriter writer = CabinetWriter.to(folder.resolve("a.cab"))) {
            writer.packing(Packing.STORED);
            for (int i = 0; i < 0xFFFF; i++) {
                writer.member("m" + i, MODIFIED).close();
            }
            assertThatThrownBy(() -> writer.member("one more", MODIFIED))
                    .isInstanceOf(CabinetException.class)
                    .hasMessageContaining("a.cab")
                    .hasMessageContaining("at most 65535 members");
        }
        FolderWriter full = new FolderWriter("b.cab", Packing.MSZIP, OutputStream.nullOutputStream());
        byte[] zeros = new byte[1 << 24];
        for (int i = 0; i < 127; i++) {
            full.write(zeros, 0, zeros.length);
        }
        assertThatThrownBy(() -> full.write(zeros, 0, zeros.length))
                .isInstanceOf(CabinetException.class)
                .hasMessageContaining("b.cab: a folder of a cabinet holds at most 2147450880 bytes");
        full.close();
    }

    @Test
    void takesOneMemberAtATime() throws IOException {
        try (CabinetWriter writer = CabinetWriter.to(folder.resolve("a.cab"))) {
            OutputStream first = writer.member("first", MODIFIED);
            assertThatThrownBy(() -> writer.member("second", MODIFIED)).isInstanceOf(IllegalStateException.class);
            first.close();
            assertThatThrownBy(() -> first.write(1))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("first");
        }
    }

    /** Empty ones, ones as long as a block, and others. */
    private static List<byte[]> contents(Random random) {
        List<byte[]> contents = new ArrayList<>();
        for (int length : new int[] {0, 1, 32_767, 32_768, 32_769, 65_536, 200_001}) {
            contents.add(SampleBytes.mixed(random, length));
        }
        byte[] noise = new byte[100_000];
        random.nextBytes(noise);
        contents.add(noise);
        return contents;
    }

    private Path write(Packing packing, List<byte[]> contents) throws IOException {
        Path file = folder.resolve("a.cab");
        Files.deleteIfExists(file);
        try (CabinetWriter writer = CabinetWriter.to(file)) {
            for (int i = 0; i < contents.size(); i++) {
                writer.packing(packing);
                add(writer, "member" + i + ".xml", contents.get(i));
            }
            writer.finishSealed(Long.MAX_VALUE, 1);
        }
        return file;
    }

    private static void add(CabinetWriter writer, String name, byte[] content) throws IOException {
        try (OutputStream out = writer.member(name, MODIFIED)) {
            out.write(content, 0, content.length / 3);
            out.write(content, content.length / 3, content.length - content.length / 3);
        }
    }

    private static List<byte[]> read(Path file) throws IOException {
        List<byte[]> read = new ArrayList<>();
        try (CabinetReader reader = CabinetReader.open(file)) {
            for (CabinetEntry entry : reader.entries()) {
                try (InputStream in = reader.open(entry)) {
                    read.add(in.readAllBytes());
                }
            }
        }
        return read;
    }
}
