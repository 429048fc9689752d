package dev.supsync.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Unpacks archives by a program that nobody here wrote. */
public final class Archives {

    private Archives() {}

    /** Unpacks a zip file into a folder, which is made if it does not exist. */
    public static void unpack(Path archive, Path into) throws IOException, InterruptedException {
        Files.createDirectories(into);
        String jar = Path.of(System.getProperty("java.home"), "bin", "jar").toString();
        Process unzip = new ProcessBuilder(jar, "--extract", "--file", archive.toString())
                .directory(into.toFile())
                .inheritIO()
                .start();
        assertThat(unzip.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(unzip.exitValue()).isZero();
    }
}
