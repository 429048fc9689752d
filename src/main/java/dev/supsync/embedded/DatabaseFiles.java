package dev.supsync.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The files of one HSQLDB database.
 *
 * @param path where they are: the path without the endings that HSQLDB adds
 */
public record DatabaseFiles(Path path) {

    /** The files that an HSQLDB URL names: {@code ~} at its beginning is the user's home, as HSQLDB itself reads it. */
    public static DatabaseFiles of(String path) {
        return new DatabaseFiles(
                Path.of(path.startsWith("~") ? System.getProperty("user.home") + path.substring(1) : path));
    }

    /** Whether there is a database; its properties alone are what an interrupted creation leaves. */
    public boolean exists() {
        return Stream.of(".script", ".script.new", ".data", ".backup").anyMatch(ending -> Files.exists(file(ending)));
    }

    /** The bytes of the log that the next checkpoint empties; 0 if there is none. */
    public long logSize() {
        return file(".log").toFile().length();
    }

    /** The file with this ending. */
    Path file(String ending) {
        return path.resolveSibling(path.getFileName() + ending);
    }

    /** The same files by one name, whatever links lead to their folder, which is made when it is missing. */
    DatabaseFiles real() throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        Path folder = absolute.getParent();
        if (folder == null) {
            return new DatabaseFiles(absolute);
        }
        Files.createDirectories(folder);
        return new DatabaseFiles(folder.toRealPath().resolve(absolute.getFileName()));
    }

    /** The path, for messages. */
    @Override
    public String toString() {
        return path.toString();
    }
}
