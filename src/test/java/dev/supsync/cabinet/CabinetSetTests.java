package dev.supsync.cabinet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.supsync.testing.Seeds;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cabinets with a seal, alone and in sets. */
class CabinetSetTests {

    private static final LocalDateTime TIME = LocalDateTime.of(2026, 11, 21, 2, 0);

    @TempDir
    Path folder;

    @Test
    void oneThatFitsIsOneFile() throws IOException {
        Map<String, byte[]> members = members(1, 3, 1_000);
        List<Path> files = write("export.cab", members, Long.MAX_VALUE);
        assertThat(files).containsExactly(folder.resolve("export.cab"));
        assertThat(CabinetSeal.verify(files.get(0))).isEqualTo(files);
        assertThat(read(files.get(0))).containsExactlyEntriesOf(members);
        assertThat(folder).isDirectoryNotContaining("glob:**.{part,data}");
    }

    @Test
    void setsOfAnySizeReadAsTheyWereWritten() {
        Seeds.each(100, seed -> {
            for (long round = 20 * seed; round < 20 * seed + 20; round++) {
                Random random = new Random(round);
                Map<String, byte[]> members = members(round, 1 + random.nextInt(4), random.nextInt(200_000));
                int maximum = 900 + random.nextInt(60_000);
                String set = "set" + round + ".cab";
                List<Path> files = write(set, members, maximum);
                for (Path file : files) {
                    assertThat(Files.size(file)).as(file.toString()).isLessThanOrEqualTo(maximum);
                }
                assertThat(CabinetSeal.verify(files.get(files.size() - 1))).isEqualTo(files);
                Map<String, byte[]> read = read(files.get(0));
                assertThat(read.keySet()).as(set).containsExactlyElementsOf(members.keySet());
                members.forEach((name, bytes) ->
                        assertThat(read.get(name)).as("%s, %s", set, name).isEqualTo(bytes));
            }
        });
    }

    @Test
    void cabextractReadsASet() {
        ExternalTools.assumePresent("cabextract");
        Seeds.each(100, seed -> {
            for (int round = 0; round < 4; round++) {
                Map<String, byte[]> members = members(seed, 3, 150_000);
                List<Path> files = write(
                        "set" + seed + "-" + round + "th.cab",
                        members,
                        20_000 + new Random(4 * seed + round).nextInt(130_000));
                List<byte[]> contents = ExternalTools.cabextract(files.get(0), List.copyOf(members.keySet()));
                assertThat(contents)
                        .as("%d cabinets", files.size())
                        .usingRecursiveComparison()
                        .isEqualTo(List.copyOf(members.values()));
            }
        });
    }

    @Test
    void everyChangedByteIsNoticed() throws IOException {
        Path file = write("export.cab", members(7, 2, 3_000), Long.MAX_VALUE).get(0);
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= (byte) (1 << (i % 8));
            Path other = folder.resolve("changed.cab");
            Files.write(other, changed);
            assertThatThrownBy(() -> CabinetSeal.verify(other)).as("byte %d", i).isInstanceOf(CabinetException.class);
        }
        Files.write(file, new byte[] {0}, java.nio.file.StandardOpenOption.APPEND);
        assertThatThrownBy(() -> CabinetSeal.verify(file)).hasMessageContaining("other bytes than those");
    }

    @Test
    void aCabinetOfAnotherSetIsNoticed() throws IOException {
        List<Path> one = write("one.cab", members(1, 2, 100_000), 50_000);
        assertThat(one).hasSizeGreaterThan(2);
        Files.delete(one.get(1));
        assertThatThrownBy(() -> CabinetSeal.verify(one.get(0))).hasMessageContaining("one-2.cab");
    }

    @Test
    void nothingIsWrittenOver() throws IOException {
        List<Path> files = write("one.cab", members(1, 2, 100_000), 50_000);
        Files.delete(files.get(0));
        assertThatThrownBy(() -> write("one.cab", members(2, 2, 100_000), 50_000))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(files.get(0)).doesNotExist();
        assertThat(folder).isDirectoryNotContaining("glob:**.{part,data}");
    }

    @Test
    void linksThatAwaitItsFilesAreNotFollowed() throws IOException {
        Path strangers = Files.writeString(folder.resolve("strangers.txt"), "a stranger's");
        try {
            for (String name : List.of("one.cab.data", "one.cab.part", "one-2.cab.part")) {
                Files.createSymbolicLink(folder.resolve(name), strangers);
            }
        } catch (IOException | UnsupportedOperationException e) {
            assumeTrue(false, "links cannot be made here");
        }
        Map<String, byte[]> members = members(1, 2, 100_000);
        List<Path> files = write("one.cab", members, 50_000);
        assertThat(files).hasSizeGreaterThan(1);
        assertThat(CabinetSeal.verify(files.get(0))).isEqualTo(files);
        assertThat(strangers).hasContent("a stranger's");
        assertThat(folder).isDirectoryNotContaining("glob:**.{part,data}");
    }

    @Test
    void aSetNamesItsCabinetsInWindows1252() throws IOException {
        Map<String, byte[]> members = members(1, 2, 100_000);
        List<Path> files = write("Prüfung – 5 €.cab", members, 50_000);
        assertThat(CabinetSeal.verify(files.get(0))).isEqualTo(files);
        assertThat(read(files.get(0))).containsOnlyKeys(members.keySet());
        assertThatThrownBy(() -> write("Обновления.cab", members, 50_000))
                .isInstanceOf(CabinetException.class)
                .hasMessageContaining("Take a file name of Latin letters");
        assertThat(folder).isDirectoryNotContaining("glob:**Обновления*");
        assertThat(write("Обновления.cab", members, Long.MAX_VALUE)).hasSize(1);
    }

    @Test
    void aLimitBelowTheHeadersIsRefused() {
        assertThatThrownBy(() -> write("one.cab", members(1, 2, 100_000), 150)).hasMessageContaining("too small");
    }

    /** Bytes of which some compress and some do not. */
    private static Map<String, byte[]> members(long seed, int count, int size) {
        Random random = new Random(seed);
        Map<String, byte[]> members = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            byte[] bytes = new byte[i == 1 && seed % 5 == 0 ? 0 : size / (i + 1)];
            random.nextBytes(bytes);
            for (int at = 0; at < bytes.length / 3; at++) {
                bytes[at] = (byte) (at % 7);
            }
            members.put("member" + i + ".bin", bytes);
        }
        return members;
    }

    private List<Path> write(String name, Map<String, byte[]> members, long maximum) throws IOException {
        try (CabinetWriter writer = CabinetWriter.to(folder.resolve(name))) {
            for (Map.Entry<String, byte[]> member : members.entrySet()) {
                writer.packing(CabinetWriter.Packing.MSZIP);
                try (OutputStream out = writer.member(member.getKey(), TIME)) {
                    out.write(member.getValue());
                }
            }
            return writer.finishSealed(maximum, 4_711);
        }
    }

    private static Map<String, byte[]> read(Path file) throws IOException {
        Map<String, byte[]> members = new LinkedHashMap<>();
        try (CabinetReader reader = CabinetReader.open(file)) {
            for (CabinetEntry entry : new ArrayList<>(reader.entries())) {
                try (InputStream in = reader.open(entry)) {
                    members.put(entry.name(), in.readAllBytes());
                }
            }
        }
        return members;
    }
}
