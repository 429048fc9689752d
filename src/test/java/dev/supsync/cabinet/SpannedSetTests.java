package dev.supsync.cabinet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SpannedSetTests {

    @TempDir
    Path folder;

    private final List<byte[]> contents = new ArrayList<>();

    static List<SampleCabinet.Packing> packings() {
        return List.of(
                SampleCabinet.Packing.STORED,
                SampleCabinet.Packing.MSZIP,
                SampleCabinet.Packing.lzx(LzxEncoder.Settings.mixed(17, 2, 0)));
    }

    @ParameterizedTest
    @MethodSource("packings")
    void readsMembersThatBeginInAFolderOfAnEarlierCabinet(SampleCabinet.Packing packing) throws IOException {
        for (long maximum : new long[] {1_500, 20_000, 70_001}) {
            List<Path> files = write("set" + maximum + ".cab", new SampleCabinet().compression(packing), maximum);
            assertThat(files).hasSizeGreaterThan(1);
            assertContents(files.get(0));
            assertContents(files.get(1));
            assertContents(files.get(files.size() - 1));
        }
    }

    @ParameterizedTest
    @MethodSource("packings")
    void verifiesTheChecksumOfEachPieceWithItsReservedArea(SampleCabinet.Packing packing) throws IOException {
        SampleCabinet writer = new SampleCabinet().compression(packing).reserve(9, 5, 7, 0xA5);
        List<Path> files = write("reserve.cab", writer, 30_000);
        assertContents(files.get(0));
        byte[] bytes = Files.readAllBytes(files.get(1));
        bytes[bytes.length - 3] ^= 4;
        Files.write(files.get(1), bytes);
        assertThatExceptionOfType(CabinetException.class)
                .isThrownBy(() -> assertContents(files.get(0)))
                .withMessageContaining("reserve-2.cab")
                .withMessageContaining("checksum");
    }

    @Test
    void joinsBlocksThatEndWithTheirCabinet() throws IOException {
        byte[] content = SampleBytes.mixed(new Random(1), 300_000);
        Path file = folder.resolve("whole.cab");
        List<Path> files = new SampleCabinet()
                .splitBlocks(false)
                .maximumSize(80_000)
                .add("big.xml", content)
                .write(file);
        assertThat(files).hasSizeGreaterThan(1);
        try (CabinetReader reader = CabinetReader.open(files.get(1));
                InputStream in = reader.open(reader.entry("big.xml").orElseThrow())) {
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
    }

    @Test
    void findsNeighboursWhateverTheCaseOfTheirNames() throws IOException {
        List<Path> files = write("case.cab", new SampleCabinet(), 20_000);
        Files.move(files.get(1), folder.resolve("CASE-2.CAB"));
        assertContents(files.get(0));
    }

    @Test
    void namesTheMissingCabinet() throws IOException {
        List<Path> files = write("gap.cab", new SampleCabinet(), 20_000);
        Files.delete(files.get(1));
        assertThatExceptionOfType(CabinetException.class)
                .isThrownBy(() -> CabinetReader.open(files.get(0)))
                .withMessageContaining("gap.cab: is cabinet 1")
                .withMessageContaining("it goes on in \"gap-2.cab\"")
                .withMessageContaining(folder.toString());
        assertThatExceptionOfType(CabinetException.class)
                .isThrownBy(() -> CabinetReader.open(files.get(2)))
                .withMessageContaining("gap-3.cab: is cabinet 3")
                .withMessageContaining("it goes on from \"gap-2.cab\"")
                .withMessageContaining("open the first");
    }

    @Test
    void refusesTheCabinetOfAnotherSet() throws IOException {
        List<Path> files = write("set.cab", new SampleCabinet().setId(5), 20_000);
        byte[] bytes = Files.readAllBytes(files.get(1));
        bytes[32] = 6;
        Files.write(files.get(1), bytes);
        assertThatExceptionOfType(CabinetException.class)
                .isThrownBy(() -> CabinetReader.open(files.get(0)))
                .withMessageContaining("set-2.cab: belongs to the set 6")
                .withMessageContaining("belongs to the set 5");
    }

    @Test
    void refusesTheWrongPlaceInTheSet() throws IOException {
        List<Path> files = write("place.cab", new SampleCabinet(), 20_000);
        Files.copy(files.get(2), files.get(1), StandardCopyOption.REPLACE_EXISTING);
        assertThatExceptionOfType(CabinetException.class)
                .isThrownBy(() -> CabinetReader.open(files.get(0)))
                .withMessageContaining("place-2.cab: is cabinet 3 of its set")
                .withMessageContaining("as cabinet 2");
    }

    @ParameterizedTest
    @CsvSource({"loop-3.cab,loop-2.cab", "loop-2.cab,loop-3.cab", "loop-2.cab,/tmp/xx.cab", "loop-2.cab,....\\a.cab"})
    void neverWalksInCirclesOrOutOfTheFolder(String name, String replacement) throws IOException {
        List<Path> files = write("loop.cab", new SampleCabinet(), 20_000);
        for (Path file : files) {
            String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
            Files.writeString(file, bytes.replace(name, replacement), StandardCharsets.ISO_8859_1);
        }
        for (Path file : files) {
            assertThatExceptionOfType(CabinetException.class)
                    .isThrownBy(() -> CabinetReader.open(file))
                    .withMessageContaining("loop");
        }
    }

    @Test
    void cannotReadAPartFromMemory() throws IOException {
        List<Path> files = write("memory.cab", new SampleCabinet(), 20_000);
        byte[] part = Files.readAllBytes(files.get(0));
        assertThatExceptionOfType(CabinetException.class)
                .isThrownBy(() -> CabinetReader.of("row 7", part))
                .withMessageContaining("row 7")
                .withMessageContaining("memory-2.cab");
    }

    @Test
    void survivesFlippedBitsInHeadersOfASet() throws IOException {
        List<Path> files = write("flip.cab", new SampleCabinet(), 20_000);
        byte[] bytes = Files.readAllBytes(files.get(1));
        for (int bit = 0; bit < 8 * 140; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(files.get(1), flipped);
            try (CabinetReader reader = CabinetReader.open(files.get(0))) {
                reader.extract((entry, in) -> in.transferTo(OutputStream.nullOutputStream()));
            } catch (CabinetException e) {
                assertThat(e).as("bit %d", bit).hasMessageContaining("flip");
            }
        }
    }

    private List<Path> write(String name, SampleCabinet writer, long maximum) throws IOException {
        contents.clear();
        Random random = new Random(maximum);
        for (int i = 0; i < 9; i++) {
            contents.add(SampleBytes.mixed(random, i == 4 ? 0 : random.nextInt(60_000)));
            writer.add("member" + i, contents.get(i));
            if (i == 6) {
                writer.newFolder();
            }
        }
        return writer.maximumSize(maximum).write(folder.resolve(name));
    }

    private void assertContents(Path file) throws IOException {
        try (CabinetReader reader = CabinetReader.open(file)) {
            List<byte[]> read = new ArrayList<>();
            for (int i = 0; i < contents.size(); i++) {
                try (InputStream in = reader.open(reader.entry("member" + i).orElseThrow())) {
                    read.add(in.readAllBytes());
                }
            }
            assertThat(read).containsExactlyElementsOf(contents);
            assertThat(reader.entries()).hasSameSizeAs(contents);
            List<String> order = new ArrayList<>();
            reader.extract((entry, in) -> order.add(entry.name()));
            assertThat(order).hasSameSizeAs(contents);
        }
    }
}
