package dev.supsync.cabinet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Runs other people's cabinet programs, if there are any on the machine. */
final class ExternalTools {

    private ExternalTools() {}

    static void assumePresent(String program) {
        boolean present = Arrays.stream(String.valueOf(System.getenv("PATH")).split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        assumeTrue(present, program + " is not installed");
    }

    /** Runs a program in a folder and requires that it succeeds. */
    static void run(Path folder, String... command) throws IOException {
        Path log = folder.resolve("tool.log");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor()).as("%s: %s", List.of(command), log).isZero();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\n" + Files.readString(log), e);
        }
    }

    /** Extracts with cabextract into a folder of its own and gives the content of the named files. */
    static List<byte[]> cabextract(Path cabinet, List<String> names) throws IOException {
        Path out = Files.createTempDirectory(Objects.requireNonNull(cabinet.getParent()), "out");
        run(out, "cabextract", "-q", "-d", out.toString(), cabinet.toString());
        List<byte[]> contents = new ArrayList<>();
        for (String name : names) {
            contents.add(Files.readAllBytes(out.resolve(name)));
        }
        return contents;
    }
}
