package dev.supsync.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A small disk of its own in the place of a folder, by tmpfs; where this user may not mount one, the test is skipped. */
public final class SmallDisk implements AutoCloseable {

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** With so much room in all: "3m". */
    public static SmallDisk of(Path folder, String size) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString()))
                .as("this user may mount a small disk")
                .isTrue();
        return new SmallDisk(folder);
    }

    /** Without any room. */
    public static SmallDisk full(Path folder) throws IOException, InterruptedException {
        SmallDisk disk = of(folder, "8k");
        disk.fill();
        return disk;
    }

    /** Which may only be read. */
    public static SmallDisk readOnly(Path folder) throws IOException, InterruptedException {
        SmallDisk disk = of(folder, "8k");
        disk.remount("ro");
        return disk;
    }

    /** Writes until there is no room. */
    public void fill() throws IOException {
        byte[] page = new byte[4096];
        try (var out = Files.newOutputStream(folder.resolve("filler"))) {
            while (folder.toFile().getUsableSpace() > 0) {
                out.write(page);
            }
        }
    }

    /** Changes an option: "size=500m", "ro". */
    public void remount(String option) throws IOException, InterruptedException {
        assertThat(run("mount", "-o", "remount," + option, folder.toString())).isTrue();
    }

    /** What it holds beside what fills it, by names. */
    public List<String> files() throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .filter(name -> !name.equals("filler"))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        run("umount", "-l", folder.toString());
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(2, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // no such program here
        }
    }
}
