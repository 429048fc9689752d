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
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CabinetReaderTests {

    @TempDir
    Path folder;

    static List<CabinetWriter.Packing> packings() {
        return List.of(CabinetWriter.Packing.STORED, CabinetWriter.Packing.MSZIP);
    }

    @Test
    void readsAMemberFromMemory() throws IOException {
        byte[] xml = "<Update/>".getBytes(StandardCharsets.UTF_8);
        byte[] cabinet = new CabinetWriter().add("blob", xml).toBytes();
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
    void readsSeveralMembersOfSeveralFolders(CabinetWriter.Packing packing) throws IOException {
        Random random = new Random(7);
        List<byte[]> contents = new ArrayList<>();
        CabinetWriter writer = new CabinetWriter().compression(packing).reserve(20, 3, 5);
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
