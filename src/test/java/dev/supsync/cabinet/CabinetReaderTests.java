package dev.supsync.cabinet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CabinetReaderTests {

    @TempDir
    Path folder;

    static List<SampleCabinet.Packing> packings() {
        return List.of(SampleCabinet.Packing.STORED, SampleCabinet.Packing.MSZIP, SampleCabinet.Packing.lzx(16));
    }

    @Test
    void readsAMemberFromMemory() throws IOException {
        byte[] xml = "<Update/>".getBytes(StandardCharsets.UTF_8);
        byte[] cabinet = new SampleCabinet().add("blob", xml).toBytes();
        try (CabinetReader reader = CabinetReader.of("tbXml 17", cabinet)) {
            CabinetEntry entry = reader.entry("BLOB").orElseThrow();
            assertThat(entry.size()).isEqualTo(9);
            assertThat(entry.modified()).isEqualTo(LocalDateTime.of(2024, 1, 2, 3, 4, 6));
            try (InputStream in = reader.open(entry)) {
                assertThat(in.readAllBytes()).isEqualTo(xml);
                assertThat(in.read()).isEqualTo(-1);
            }
            assertThat(reader.entry("other")).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("packings")
    void readsSeveralMembersOfSeveralFolders(SampleCabinet.Packing packing) throws IOException {
        Random random = new Random(7);
        List<byte[]> contents = new ArrayList<>();
        SampleCabinet writer = new SampleCabinet().compression(packing).reserve(20, 3, 5);
        for (int i = 0; i < 12; i++) {
            byte[] content = SampleBytes.text(random, random.nextInt(90_000));
            contents.add(content);
            writer.add("dir\\member" + i, content);
            if (i % 5 == 4) {
                writer.newFolder();
            }
        }
        writer.add("empty", new byte[0]);
        contents.add(new byte[0]);
        Path file = folder.resolve("a.cab");
        writer.write(file);
        try (CabinetReader reader = CabinetReader.open(file)) {
            assertThat(reader.entries()).hasSize(13);
            for (int i = 12; i >= 0; i--) {
                try (InputStream in = reader.open(reader.entries().get(i))) {
                    assertThat(in.readAllBytes()).isEqualTo(contents.get(i));
                }
            }
            List<byte[]> extracted = new ArrayList<>();
            reader.extract((entry, in) -> extracted.add(in.readAllBytes()));
            assertThat(extracted).containsExactlyElementsOf(contents);
        }
    }

    @ParameterizedTest
    @MethodSource("packings")
    void streamsMayBeReadSideBySideAndInAnyStep(SampleCabinet.Packing packing) throws IOException {
        byte[] a = SampleBytes.mixed(new Random(1), 100_000);
        byte[] b = SampleBytes.mixed(new Random(2), 100_000);
        byte[] cabinet =
                new SampleCabinet().compression(packing).add("a", a).add("b", b).toBytes();
        try (CabinetReader reader = CabinetReader.of("two.cab", cabinet);
                InputStream inB = reader.open(reader.entries().get(1));
                InputStream inA = reader.open(reader.entries().get(0))) {
            assertThat(inA.readNBytes(40_000)).isEqualTo(Arrays.copyOf(a, 40_000));
            inB.skipNBytes(70_000);
            assertThat(inB.available()).isBetween(1, 30_000);
            assertThat(inB.read()).isEqualTo(b[70_000] & 0xFF);
            assertThat(inA.readAllBytes()).isEqualTo(Arrays.copyOfRange(a, 40_000, a.length));
            assertThat(inB.readAllBytes()).isEqualTo(Arrays.copyOfRange(b, 70_001, b.length));
            assertThat(inB.skip(1)).isZero();
            assertThat(inB.available()).isZero();
        }
    }

    @Test
    void skipsWhatAVisitorLeaves() throws IOException {
        byte[] last = SampleBytes.text(new Random(4), 50_000);
        byte[] cabinet = new SampleCabinet()
                .add("a", SampleBytes.text(new Random(3), 80_000))
                .add("b", new byte[10])
                .add("c", last)
                .toBytes();
        List<byte[]> read = new ArrayList<>();
        List<InputStream> kept = new ArrayList<>();
        try (CabinetReader reader = CabinetReader.of("skip.cab", cabinet)) {
            reader.extract((entry, in) -> {
                kept.add(in);
                in.read();
                if (entry.name().equals("c")) {
                    read.add(in.readAllBytes());
                }
            });
        }
        assertThat(read).containsExactly(Arrays.copyOfRange(last, 1, last.length));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> kept.get(0).read())
                .withMessageContaining("closed");
    }

    @Test
    void readsNothingOnceClosed() throws IOException {
        byte[] cabinet = new SampleCabinet().add("a", new byte[100_000]).toBytes();
        CabinetReader reader = CabinetReader.of("closed.cab", cabinet);
        CabinetEntry entry = reader.entries().get(0);
        InputStream in = reader.open(entry);
        reader.close();
        assertThatExceptionOfType(CabinetException.class)
                .isThrownBy(in::readAllBytes)
                .withMessageContaining("closed");
        in.close();
        assertThatExceptionOfType(CabinetException.class)
                .isThrownBy(() -> reader.open(entry))
                .withMessageContaining("closed.cab");
    }

    @Test
    void decodesNamesByTheirAttribute() throws IOException {
        byte[] cabinet =
                new SampleCabinet().add("Ä€\\..\\更新\u202E.xml", new byte[1]).toBytes();
        try (CabinetReader reader = CabinetReader.of("names.cab", cabinet)) {
            CabinetEntry entry = reader.entries().get(0);
            assertThat(entry.name()).isEqualTo("Ä€\\..\\更新\u202E.xml");
            assertThat(entry.displayName()).isEqualTo("Ä€\\..\\更新?.xml");
            assertThat(reader.entry("ä€\\..\\更新\u202E.XML")).contains(entry);
        }
        byte[] old = new SampleCabinet().add("XY.xml", new byte[1]).toBytes();
        int name = 36 + 8 + 16;
        old[name] = (byte) 0xC4;
        old[name + 1] = (byte) 0x80;
        try (CabinetReader reader = CabinetReader.of("names.cab", old)) {
            assertThat(reader.entries().get(0).name()).isEqualTo("Ä€.xml");
        }
    }

    @Test
    void knowsNoTimeThatIsNotInTheCalendar() {
        assertThat(CabinetEntry.dosTime(0, 0)).isNull();
        assertThat(CabinetEntry.dosTime(0xFFFF, 0xFFFF)).isNull();
        assertThat(CabinetEntry.dosTime(44 << 9 | 2 << 5 | 29, 23 << 11 | 59 << 5 | 29))
                .isEqualTo(LocalDateTime.of(2024, 2, 29, 23, 59, 58));
    }

    @Test
    void saysWhichFileIsMissing() {
        assertThatExceptionOfType(CabinetException.class)
                .isThrownBy(() -> CabinetReader.open(folder.resolve("none.cab")))
                .withMessageContaining("none.cab")
                .withMessageContaining("Check that the file is there");
    }

    @Test
    void refusesWhatIsNoCabinet() throws IOException {
        Path file = folder.resolve("page.cab");
        Files.writeString(file, "<html>proxy error, a page long enough to hold a header</html>");
        assertThatExceptionOfType(CabinetException.class)
                .isThrownBy(() -> CabinetReader.open(file))
                .withMessageContaining("page.cab")
                .withMessageContaining("is not a cabinet");
    }
}
