package dev.supsync.cabinet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.supsync.testing.Seeds;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes, the reader answers with the content or with a {@link CabinetException}, and soon. */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileCabinetTests {

    private static final String NAME = "hostile.cab";
    private static final int LENGTH_FIELD = 8;
    private static final int FOLDER = 36;

    private final byte[] first = SampleBytes.mixed(new Random(11), 45_000);
    private final byte[] second = SampleBytes.text(new Random(12), 3_000);

    static List<SampleCabinet.Packing> packings() {
        return List.of(
                SampleCabinet.Packing.STORED,
                SampleCabinet.Packing.MSZIP,
                SampleCabinet.Packing.lzx(16),
                SampleCabinet.Packing.lzx(LzxEncoder.Settings.mixed(15, 1, 0)),
                SampleCabinet.Packing.lzx(LzxEncoder.Settings.mixed(21, 3, 12_000_000)));
    }

    @ParameterizedTest
    @MethodSource("packings")
    void tellsEveryTruncation(SampleCabinet.Packing packing) {
        byte[] cabinet = new SampleCabinet()
                .compression(packing)
                .reserve(3, 2, 1)
                .add("a.xml", Arrays.copyOf(second, 700))
                .newFolder()
                .add("b.xml", Arrays.copyOf(second, 300))
                .toBytes();
        for (int length = 0; length < cabinet.length; length++) {
            byte[] cut = Arrays.copyOf(cabinet, length);
            assertThatExceptionOfType(CabinetException.class)
                    .as("length %d", length)
                    .isThrownBy(() -> readAll(cut))
                    .withMessageContaining(NAME)
                    .withMessageContaining("copy it again");
            if (length >= FOLDER) {
                // Now the header agrees with the length, so that later checks have to find out.
                putInt(cut, LENGTH_FIELD, length);
                assertThatExceptionOfType(CabinetException.class)
                        .as("length %d, header adapted", length)
                        .isThrownBy(() -> readAll(cut))
                        .withMessageContaining(NAME);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("packings")
    void neverGivesWrongContentWhereThereAreChecksums(SampleCabinet.Packing packing) throws IOException {
        byte[] cabinet = twoMembers(packing, true);
        int data = dataStart(cabinet);
        Seeds.each(100, seed -> {
            Random random = new Random(seed);
            for (int round = 0; round < 270; round++) {
                byte[] flipped = cabinet.clone();
                int bit = 8 * data + random.nextInt(8 * (cabinet.length - data));
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                assertThatExceptionOfType(CabinetException.class)
                        .as("bit %d", bit)
                        .isThrownBy(() -> readAll(flipped))
                        .withMessageContaining(NAME)
                        .withMessageContaining("member \"")
                        .withMessageContaining("block");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("packings")
    void survivesFlippedBitsInHeaders(SampleCabinet.Packing packing) {
        byte[] cabinet = twoMembers(packing, true);
        int data = dataStart(cabinet);
        for (int bit = 0; bit < 8 * data; bit++) {
            byte[] flipped = cabinet.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            survives(flipped, "bit " + bit);
        }
    }

    @ParameterizedTest
    @MethodSource("packings")
    void survivesDamageThatNoChecksumTells(SampleCabinet.Packing packing) {
        byte[] cabinet = twoMembers(packing, false);
        int data = dataStart(cabinet);
        Seeds.each(100, seed -> {
            Random random = new Random(seed);
            for (int round = 0; round < 670; round++) {
                byte[] damaged = cabinet.clone();
                // Mostly near the beginning of the data, where the trees are.
                int range = round % 2 == 0 ? Math.min(600, cabinet.length - data) : cabinet.length - data;
                for (int i = 0; i <= round % 3; i++) {
                    int bit = 8 * data + random.nextInt(8 * range);
                    damaged[bit / 8] ^= (byte) (1 << bit % 8);
                }
                survives(damaged, "round " + round);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("packings")
    void survivesNoiseInsteadOfData(SampleCabinet.Packing packing) {
        byte[] cabinet = twoMembers(packing, false);
        int data = dataStart(cabinet);
        Seeds.each(100, seed -> {
            Random random = new Random(seed);
            for (int round = 0; round < 170; round++) {
                byte[] damaged = cabinet.clone();
                byte[] noise = SampleBytes.noise(random, cabinet.length - data - 10);
                System.arraycopy(noise, 0, damaged, data + 10, noise.length);
                survives(damaged, "round " + round);
            }
        });
    }

    @Test
    void neverYieldsMoreThanDeclared() throws IOException {
        byte[] cabinet = new SampleCabinet()
                .compression(SampleCabinet.Packing.MSZIP)
                .add("bomb", new byte[20_000_000])
                .toBytes();
        int file = FOLDER + 8;
        putInt(cabinet, file, 1_000);
        try (CabinetReader reader = CabinetReader.of(NAME, cabinet);
                InputStream in = reader.open(reader.entries().get(0))) {
            assertThat(in.readAllBytes()).hasSize(1_000);
        }
    }

    @Test
    void refusesMembersAboveTheLimit() {
        byte[] cabinet =
                new SampleCabinet().add("bomb\r\n.xml", new byte[2_000]).toBytes();
        assertThatExceptionOfType(CabinetException.class)
                .isThrownBy(() -> CabinetReader.of(NAME, cabinet, 1_999))
                .withMessageContaining(NAME)
                .withMessageContaining("bomb??.xml")
                .withMessageContaining("2000")
                .withMessageContaining("1999");
    }

    @Test
    void refusesMembersBeyondTheData() {
        byte[] cabinet = new SampleCabinet().add("a.xml", second).toBytes();
        putInt(cabinet, FOLDER + 8, 32_768);
        assertThatExceptionOfType(CabinetException.class)
                .isThrownBy(() -> readAll(cabinet))
                .withMessageContaining("a.xml")
                .withMessageContaining("3000")
                .withMessageContaining("32768");
        putInt(cabinet, FOLDER + 8, 32_769);
        assertThatExceptionOfType(CabinetException.class)
                .isThrownBy(() -> CabinetReader.of(NAME, cabinet))
                .withMessageContaining("a.xml")
                .withMessageContaining("at most 32768");
    }

    @Test
    void refusesMembersThatShareDataWhenExtractingAll() throws IOException {
        byte[] cabinet = new SampleCabinet()
                .add("a.xml", new byte[100])
                .add("b.xml", new byte[100])
                .toBytes();
        putInt(cabinet, FOLDER + 8 + 16 + 6 + 4, 99);
        try (CabinetReader reader = CabinetReader.of(NAME, cabinet)) {
            assertThatExceptionOfType(CabinetException.class)
                    .isThrownBy(() -> reader.extract((entry, in) -> {}))
                    .withMessageContaining("a.xml")
                    .withMessageContaining("b.xml");
            assertThat(reader.open(reader.entries().get(1)).readAllBytes()).hasSize(100);
        }
    }

    @Test
    void refusesQuantumByName() {
        byte[] cabinet = new SampleCabinet()
                .compression(SampleCabinet.Packing.STORED)
                .add("a.xml", second)
                .toBytes();
        cabinet[FOLDER + 6] = 0x72;
        cabinet[FOLDER + 7] = 0x12;
        assertThatExceptionOfType(CabinetException.class)
                .isThrownBy(() -> readAll(cabinet))
                .withMessageContaining(NAME)
                .withMessageContaining("a.xml")
                .withMessageContaining(
                        "compressed with Quantum, which supsync does not read; write it anew with makecab's LZX or"
                                + " MSZIP")
                .withMessageNotContaining("copy it again");
        cabinet[FOLDER + 6] = 0x07;
        assertThatExceptionOfType(CabinetException.class)
                .isThrownBy(() -> readAll(cabinet))
                .withMessageContaining("method 7");
    }

    @Test
    void refusesBlocksThatAreTooLarge() {
        byte[] cabinet = new SampleCabinet()
                .compression(SampleCabinet.Packing.STORED)
                .checksums(false)
                .add("a.xml", new byte[50_000])
                .toBytes();
        int block = dataStart(cabinet);
        byte[] muchData = cabinet.clone();
        putShort(muchData, block + 4, 38_913);
        assertThatExceptionOfType(CabinetException.class)
                .isThrownBy(() -> readAll(muchData))
                .withMessageContaining("38913")
                .withMessageContaining("38912");
        byte[] manyBytes = cabinet.clone();
        putShort(manyBytes, block + 6, 32_769);
        assertThatExceptionOfType(CabinetException.class)
                .isThrownBy(() -> readAll(manyBytes))
                .withMessageContaining("32769")
                .withMessageContaining("32768");
        byte[] noBytes = cabinet.clone();
        putShort(noBytes, block + 6, 0);
        assertThatExceptionOfType(CabinetException.class)
                .isThrownBy(() -> readAll(noBytes))
                .withMessageContaining("further cabinet");
    }

    private byte[] twoMembers(SampleCabinet.Packing packing, boolean checksums) {
        return new SampleCabinet()
                .compression(packing)
                .checksums(checksums)
                .add("first.bin", first)
                .add("second.xml", second)
                .toBytes();
    }

    /** The result is either an exception that names the file or content of the declared size. */
    private static void survives(byte[] cabinet, String what) {
        try {
            readAll(cabinet);
        } catch (CabinetException e) {
            assertThat(e).as(what).hasMessageContaining(NAME);
        } catch (IOException | RuntimeException e) {
            throw new AssertionError(what, e);
        }
    }

    private static void readAll(byte[] cabinet) throws IOException {
        try (CabinetReader reader = CabinetReader.of(NAME, cabinet)) {
            byte[] buffer = new byte[8_192];
            reader.extract((entry, in) -> {
                long size = 0;
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    size += n;
                }
                assertThat(size).isEqualTo(entry.size());
            });
        }
    }

    private static int dataStart(byte[] cabinet) {
        return ByteBuffer.wrap(cabinet).order(ByteOrder.LITTLE_ENDIAN).getInt(FOLDER);
    }

    private static void putInt(byte[] bytes, int offset, int value) {
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, value);
    }

    private static void putShort(byte[] bytes, int offset, int value) {
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putShort(offset, (short) value);
    }
}
