package dev.supsync.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * The program taken out of its jar, with an archive of its classes: it starts in two thirds of the time. Made once for all
 * JVMs that test one jar with one JDK.
 */
final class Layout {

    private static final List<String> JVM = List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    private static final String ARCHIVE = "classes.jsa";
    private static final String LAYOUT = "layout-";
    private static final String DONE = "done";

    private Layout() {}

    /** How to start the program; what it is asked to do comes after. */
    static List<String> command() {
        return Made.COMMAND;
    }

    private static final class Made {
        private static final List<String> COMMAND = make();
    }

    private static List<String> make() {
        Path jar = jar();
        Path target = Objects.requireNonNull(jar.getParent());
        try (FileChannel channel = FileChannel.open(
                        target.resolve("layout.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            String jdk = (Runtime.version() + "-" + System.getProperty("java.vm.vendor")).replaceAll("[^\\w.+-]", "_");
            Path made = target.resolve(
                    LAYOUT + jdk + "-" + Files.getLastModifiedTime(jar).toMillis());
            if (!Files.exists(made.resolve(DONE))) {
                deleteAll(target);
                extract(jar, made);
                archive(made);
                Files.createFile(made.resolve(DONE));
            }
            // without an archive that fits, a JVM says so on standard output
            return Files.exists(made.resolve(ARCHIVE))
                    ? start(made, "-Xlog:disable", "-XX:SharedArchiveFile=" + made.resolve(ARCHIVE))
                    : start(made);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Path jar() {
        Path jar = Path.of(System.getProperty("supsync.jar", "target/supsync.jar"));
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is missing: run mvn package");
        }
        return jar.toAbsolutePath();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static List<String> start(Path made, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(JVM);
        command.addAll(List.of(options));
        command.add("-jar");
        try (Stream<Path> files = Files.list(made)) {
            command.add(files.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow()
                    .toString());
        }
        return List.copyOf(command);
    }

    private static void extract(Path jar, Path made) throws IOException, InterruptedException {
        run(
                made.resolveSibling("."),
                List.of(
                        java(),
                        "-Djarmode=tools",
                        "-jar",
                        jar.toString(),
                        "extract",
                        "--destination",
                        made.toString()));
    }

    /** A synchronization loads most of the classes that any command needs. */
    private static void archive(Path made) throws IOException, InterruptedException {
        Path site = Files.createDirectories(made.resolve("site"));
        Sites.configuration(site, Sites.export(site.resolve("export"), 100));
        Path archive = site.resolve(ARCHIVE);
        List<String> command = new ArrayList<>(start(made, "-Xlog:disable", "-XX:ArchiveClassesAtExit=" + archive));
        command.addAll(List.of("sync", "full"));
        run(site, command);
        if (Files.exists(archive)) { // a JDK without an archive of its own makes none
            Files.move(archive, made.resolve(ARCHIVE));
        }
    }

    private static void run(Path folder, List<String> command) throws IOException, InterruptedException {
        Path said = Files.createTempFile("layout", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(command + ": " + Files.readString(said));
        }
        Files.delete(said);
    }

    /** Of older builds, or half made. */
    private static void deleteAll(Path target) throws IOException {
        List<Path> old;
        try (Stream<Path> files = Files.list(target)) {
            old = files.filter(file -> file.getFileName().toString().startsWith(LAYOUT))
                    .filter(Files::isDirectory)
                    .toList();
        }
        for (Path layout : old) {
            FileSystemUtils.deleteRecursively(layout);
        }
    }
}
