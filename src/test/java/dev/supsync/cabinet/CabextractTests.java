package dev.supsync.cabinet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.testing.Seeds;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lets cabextract judge the cabinets from which the other tests conclude, lest writer and reader err alike. */
class CabextractTests {

    @TempDir
    Path folder;

    @BeforeAll
    static void requireCabextract() {
        ExternalTools.assumePresent("cabextract");
    }

    static IntStream windows() {
        return IntStream.rangeClosed(15, 21);
    }

    @ParameterizedTest
    @MethodSource("windows")
    void agreesOnLzx(int windowBits) {
        Seeds.each(50, seed -> {
            for (long round = 3 * seed; round < 3 * seed + 3; round++) {
                int translation = round % 2 == 0 ? 0 : 12_000_000;
                LzxEncoder.Settings settings = LzxEncoder.Settings.mixed(windowBits, round, translation);
                SampleCabinet writer = new SampleCabinet().compression(SampleCabinet.Packing.lzx(settings));
                agree(writer, new Random(round), 3, 300_000);
            }
        });
    }

    @Test
    void agreesOnSpannedLzx() {
        Seeds.each(50, seed -> {
            for (int round = 0; round < 6; round += 3) {
                LzxEncoder.Settings settings = LzxEncoder.Settings.mixed(18, seed + round, 0);
                SampleCabinet writer = new SampleCabinet()
                        .compression(SampleCabinet.Packing.lzx(settings))
                        .maximumSize(50_000 + 7_001L * (round + Math.floorMod(seed, 3)));
                agreeOnSet(writer, new Random(seed + round), 5, 120_000);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void agreesOnStoredAndMszip(int method) {
        SampleCabinet.Packing packing = method == 0 ? SampleCabinet.Packing.STORED : SampleCabinet.Packing.MSZIP;
        Seeds.each(50, seed -> {
            Random random = new Random(seed);
            agree(new SampleCabinet().compression(packing), random, 6, 100_000);
            agree(new SampleCabinet().compression(packing).reserve(100, 7, 9), random, 6, 100_000);
            agree(new SampleCabinet().compression(packing).checksums(false), random, 6, 100_000);
            agreeOnSet(new SampleCabinet().compression(packing).maximumSize(60_000), random, 6, 100_000);
            agreeOnSet(
                    new SampleCabinet().compression(packing).maximumSize(9_999).reserve(4, 4, 4), random, 3, 40_000);
        });
    }

    private void agree(SampleCabinet writer, Random random, int members, int maximum) throws IOException {
        agree(writer, random, members, maximum, false);
    }

    /** cabextract forgets members that begin in a folder begun in an earlier cabinet, so each gets its own folder. */
    private void agreeOnSet(SampleCabinet writer, Random random, int members, int maximum) throws IOException {
        agree(writer, random, members, maximum, true);
    }

    private void agree(SampleCabinet writer, Random random, int members, int maximum, boolean ownFolders)
            throws IOException {
        List<String> names = new ArrayList<>();
        List<byte[]> contents = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            names.add("member" + i + ".xml");
            contents.add(SampleBytes.mixed(random, random.nextInt(maximum)));
            writer.add(names.get(i), contents.get(i));
            if (ownFolders) {
                writer.newFolder();
            }
        }
        List<Path> files = writer.write(folder.resolve("case" + random.nextInt(Integer.MAX_VALUE) + ".cab"));
        assertThat(ExternalTools.cabextract(files.get(0), names)).containsExactlyElementsOf(contents);
        try (CabinetReader reader = CabinetReader.open(files.get(files.size() - 1))) {
            List<byte[]> read = new ArrayList<>();
            reader.extract((entry, in) -> read.add(in.readAllBytes()));
            assertThat(read).containsExactlyElementsOf(contents);
            for (int i = 0; i < members; i++) {
                try (InputStream in = reader.open(reader.entry(names.get(i)).orElseThrow())) {
                    assertThat(in.readAllBytes()).isEqualTo(contents.get(i));
                }
            }
        }
    }
}
