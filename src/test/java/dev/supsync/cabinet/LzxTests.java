package dev.supsync.cabinet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.testing.Seeds;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Decodes what the test encoder makes. */
class LzxTests {

    static IntStream windows() {
        return IntStream.rangeClosed(15, 21);
    }

    @ParameterizedTest
    @MethodSource("windows")
    void decodesAllKindsOfBlocks(int windowBits) {
        Seeds.each(50, seed -> {
            for (long round = 4 * seed; round < 4 * seed + 4; round++) {
                int translation = round % 2 == 0 ? 0 : 12_000_000;
                Random random = new Random(round);
                byte[] content = SampleBytes.mixed(random, random.nextInt(400_000));
                LzxEncoder.Settings settings = LzxEncoder.Settings.mixed(windowBits, round, translation);
                assertThat(roundTrip(SampleCabinet.Packing.lzx(settings), content))
                        .as("window %d, round %d", windowBits, round)
                        .isEqualTo(content);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("windows")
    void refersBackOverTheWholeWindow(int windowBits) throws IOException {
        Random random = new Random(windowBits);
        byte[] content = new byte[5 << windowBits];
        byte[] period = SampleBytes.noise(random, (1 << windowBits) - 3);
        for (int i = 0; i < content.length; i++) {
            content[i] = random.nextInt(300) == 0 ? (byte) i : period[i % period.length];
        }
        assertThat(roundTrip(SampleCabinet.Packing.lzx(windowBits), content)).isEqualTo(content);
    }

    /** The example of [MS-PATCH] section 3, without the chunk size that LZX DELTA puts in front. */
    @Test
    void decodesTheExampleOfTheSpecification() throws BlockFault {
        byte[] data = HexFormat.of().parseHex("00303000" + "01000000".repeat(3) + "61626300");
        try (BlockDecoder decoder = new LzxDecoder(17, 1)) {
            decoder.decode(data, data.length, 3);
            assertThat(decoder.output()).startsWith('a', 'b', 'c');
        }
    }

    @Test
    void undoesTheTranslationOfCalls() {
        Random random = new Random(3);
        for (int size : new int[] {1, 11, 40_000, 12_000_000, Integer.MAX_VALUE, -5}) {
            byte[] content = SampleBytes.code(random, 30_000);
            byte[] translated = content.clone();
            LzxEncoder.translate(translated, 65_536, size);
            int first = CallTranslation.find(translated, 0, translated.length);
            CallTranslation.undo(translated, first, translated.length, 65_536, size);
            assertThat(translated).as("size %d", size).isEqualTo(content);
        }
    }

    static byte[] roundTrip(SampleCabinet.Packing packing, byte[] content) throws IOException {
        byte[] cabinet =
                new SampleCabinet().compression(packing).add("blob", content).toBytes();
        try (CabinetReader reader = CabinetReader.of("test.cab", cabinet)) {
            return reader.open(reader.entries().get(0)).readAllBytes();
        }
    }
}
