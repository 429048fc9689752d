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
            Path made = target.resolve("layout-" + Runtime.version().feature() + "-"
                    + Files.getLastModifiedTime(jar).toMillis());
            if (!Files.exists(made.resolve(ARCHIVE))) {
                FileSystemUtils.deleteRecursively(made);
                extract(jar, made);
                archive(made);
            }
            return start(made, "-XX:SharedArchiveFile=" + made.resolve(ARCHIVE));
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
        Files.move(archive, made.resolve(ARCHIVE));
    }

    private static void run(Path folder, List<String> command) throws IOException, InterruptedException {
        Path said = Files.createTempFile("layout", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(command + ": " + Files.readString(said));
        }
        Files.delete(said);
    }
}
