package dev.supsync.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes configurations and reads them. */
final class Configurations {

    private final Path file;

    Configurations(Path folder) {
        this.file = folder.resolve("supsync.yml");
    }

    Path file() {
        return file;
    }

    SupsyncSettings load(String text) {
        return load(text, Map.of());
    }

    SupsyncSettings load(String text, Map<String, String> environment) {
        write(text);
        return Configuration.load(file, environment);
    }

    /** The mistakes without the path of the file: one per line, as in {@code 3:5: supsync.sites: is missing}. */
    List<String> mistakes(String text) {
        return mistakes(text, Map.of());
    }

    List<String> mistakes(String text, Map<String, String> environment) {
        write(text);
        return mistakesOfFile(environment);
    }

    List<String> mistakesOfFile(Map<String, String> environment) {
        SupsyncException e = catchThrowableOfType(SupsyncException.class, () -> Configuration.load(file, environment));
        assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION);
        return lines(e);
    }

    List<String> jobMistakes(String text) {
        write(text);
        return lines(catchThrowableOfType(SupsyncException.class, () -> Configuration.loadJob(file, Map.of())));
    }

    private List<String> lines(SupsyncException e) {
        List<String> lines = e.getMessage().lines().toList();
        int mistakes = lines.size() - 1;
        assertThat(lines.get(0))
                .isEqualTo(
                        (mistakes == 1 ? "1 mistake" : mistakes + " mistakes") + " in the configuration " + file + ":");
        return lines.stream()
                .skip(1)
                .map(line -> line.replaceFirst("^- ", "").replace(file + ":", ""))
                .toList();
    }

    void write(String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A configuration with one site and more lines after it. */
    static String withSite(String more) {
        return """
                supsync:
                  sites:
                    CS1:
                      database: {url: "jdbc:hsqldb:mem:CS1"}
                """
                + more;
    }
}
