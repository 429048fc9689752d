package dev.supsync.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The published table of errors and the enum say the same. */
class ErrorTableTests {

    private static final Path PAGE = Path.of("docs/reference/errors.md");

    @Test
    void thePageHasEveryCodeInTheirOrderAndNoOther() throws IOException {
        assertThat(rows())
                .extracting(r -> r.get(0))
                .isEqualTo(
                        Arrays.stream(ErrorCode.values()).map(ErrorCode::code).toList());
    }

    @Test
    void everyRowSaysMeaningCauseRemedyAndExitStatus() throws IOException {
        for (List<String> row : rows()) {
            assertThat(row).as(row.get(0)).hasSize(5);
            assertThat(row.subList(1, 4)).as(row.get(0)).allMatch(c -> c.length() > 10 && c.endsWith("."));
        }
    }

    @Test
    void exitStatusesAreThoseOfTheProgram() throws IOException {
        assertThat(rows())
                .extracting(r -> r.get(4))
                .isEqualTo(Arrays.stream(ErrorCode.values())
                        .map(c -> Integer.toString(c.exitStatus()))
                        .toList());
    }

    @Test
    void meaningsAreThoseOfTheEnum() throws IOException {
        String source = Files.readString(Path.of("src/main/java/dev/supsync/error/ErrorCode.java"));
        for (List<String> row : rows()) {
            assertThat(source).as(row.get(0)).contains("/** " + row.get(1) + " */");
        }
    }

    @Test
    void codesAreUniqueAndOfOneForm() {
        assertThat(ErrorCode.values())
                .extracting(ErrorCode::code)
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("SUP-\\d{4}"));
    }

    private static List<List<String>> rows() throws IOException {
        return Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| SUP-"))
                .map(line -> Arrays.stream(line.substring(1, line.length() - 1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .toList();
    }
}
