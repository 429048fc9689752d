package dev.supsync.cabinet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads cabinets that a program of others wrote. */
class GcabTests {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsWhatGcabWrites(boolean zip) throws IOException {
        ExternalTools.assumePresent("gcab");
        assumeTrue(
                "UTF-8".equalsIgnoreCase(System.getProperty("sun.jnu.encoding")),
                "file names are not UTF-8 here, so that gcab could not be given one beyond ASCII");
        List<String> command = new ArrayList<>(List.of("gcab", "-c", "-n"));
        if (zip) {
            command.add("-z");
        }
        command.add("made.cab");
        List<byte[]> contents = new ArrayList<>();
        Random random = new Random(8);
        for (int i = 0; i < 5; i++) {
            String name = i == 3 ? "Änderung-更新.xml" : "member" + i + ".xml";
            contents.add(SampleBytes.mixed(random, 1 + random.nextInt(200_000)));
            Files.write(folder.resolve(name), contents.get(i));
            command.add(name);
        }
        ExternalTools.run(folder, command.toArray(String[]::new));
        try (CabinetReader reader = CabinetReader.open(folder.resolve("made.cab"))) {
            List<byte[]> read = new ArrayList<>();
            reader.extract((entry, in) -> read.add(in.readAllBytes()));
            assertThat(read).containsExactlyElementsOf(contents);
            try (InputStream in = reader.open(reader.entry("änderung-更新.XML").orElseThrow())) {
                assertThat(in.readAllBytes()).isEqualTo(contents.get(3));
            }
        }
    }
}
