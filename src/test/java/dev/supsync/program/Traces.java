package dev.supsync.program;

import dev.supsync.testing.Patience;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How far a process came, by what it left: read from the files alone, so that they stay as they are. */
final class Traces {

    /** What HSQLDB's log of changes says of one row. */
    private static final Pattern CHANGE = Pattern.compile(
            "(?:/\\*C\\d+\\*/)?(INSERT INTO|DELETE FROM|CREATE \\w+ TABLE|CREATE VIEW) (\\S+?)(?:\\(.*| .*)?");

    private Traces() {}

    /** Starts a command; returns when it has the first of the databases of its folder, or has ended. */
    static Program.Running startWithLock(Path stage, Scenario scenario) throws IOException {
        Set<String> before = locks(stage); // of one that was killed
        Program.Running running = new Program(stage).start(scenario.arguments());
        Patience.until(() -> !running.process().isAlive() || !locks(stage).equals(before));
        return running;
    }

    private static Set<String> locks(Path stage) throws IOException {
        return files(stage, ".lck").stream()
                .map(file -> file + " " + time(file).toMillis())
                .collect(Collectors.toSet());
    }

    /** The phase in which it stopped: the last thing that it said, and the last row that it wrote. */
    static String phase(Program.Running running, Path stage) throws IOException {
        return said(running) + "; " + wrote(stage);
    }

    private static String said(Program.Running running) {
        List<String> lines = Patience.text(running.err()).lines().toList();
        String last = lines.isEmpty() ? "said nothing" : lines.get(lines.size() - 1);
        return last.replaceFirst("^sync: SMS ", "").replaceFirst(", processed .*", "");
    }

    private static String wrote(Path stage) throws IOException {
        Optional<Path> latest = files(stage, ".log").stream().max((a, b) -> time(a).compareTo(time(b)));
        if (latest.isEmpty()) {
            boolean isOpen = !files(stage, ".lck").isEmpty();
            return isOpen ? "wrote nothing yet" : "no database open";
        }
        Path log = latest.get();
        String row = "no row";
        for (String line :
                Files.readString(log, StandardCharsets.ISO_8859_1).lines().toList()) {
            Matcher change = CHANGE.matcher(line);
            if (change.matches()) {
                row = change.group(1).split(" ")[0] + " " + change.group(2);
            }
        }
        return "wrote " + log.getFileName().toString().replace(".log", "") + " " + row;
    }

    /** Files of databases with an ending. */
    private static List<Path> files(Path stage, String ending) throws IOException {
        Path data = stage.resolve("data");
        if (!Files.isDirectory(data)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(data)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    /** Halves of files, beside what the databases themselves keep. */
    static List<String> leftovers(Path stage) throws IOException {
        try (Stream<Path> files = Files.walk(stage)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> stage.relativize(file).toString())
                    .filter(name -> !name.startsWith("data")
                            && (name.endsWith(".new") || name.endsWith(".data") || name.startsWith("work")))
                    .toList();
        }
    }

    private static FileTime time(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }
}
