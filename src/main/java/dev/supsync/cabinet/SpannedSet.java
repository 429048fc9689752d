package dev.supsync.cabinet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the cabinets of a set (section 2.1, szCabinetPrev and szCabinetNext) beside one another in one folder. */
final class SpannedSet {

    private SpannedSet() {}

    /** All cabinets of the set to which the file belongs, the first one first; mostly there is just the one. */
    static List<Volume> of(Path file) throws CabinetException {
        Path path = file;
        Volume volume = Volume.onDisk(path);
        for (String previous = volume.header().previous();
                previous != null;
                previous = volume.header().previous()) {
            path = neighbour(path, volume, previous, "it goes on from");
            volume = follow(volume, path, -1);
        }
        List<Volume> volumes = new ArrayList<>(1);
        volumes.add(volume);
        for (String next = volume.header().next();
                next != null;
                next = volume.header().next()) {
            path = neighbour(path, volume, next, "it goes on in");
            volume = follow(volume, path, 1);
            volumes.add(volume);
        }
        return volumes;
    }

    /** A cabinet in memory has no neighbours that could be found. */
    static List<Volume> of(String name, byte[] bytes) throws CabinetException {
        Volume volume = Volume.inMemory(name, bytes);
        String previous = volume.header().previous();
        String other = previous != null ? previous : volume.header().next();
        if (other != null) {
            throw new CabinetException(String.format(
                    Locale.ROOT,
                    "%s: is cabinet %d of a spanned set together with \"%s\" and cannot be read alone. Store the whole"
                            + " set as files in one folder and open the first of them",
                    CabinetException.printable(name),
                    volume.header().index() + 1,
                    CabinetException.printable(other)));
        }
        return List.of(volume);
    }

    /** The index grows or shrinks by one with each step, so that cabinets that name each other cannot lead in circles. */
    private static Volume follow(Volume from, Path path, int step) throws CabinetException {
        Volume volume = Volume.onDisk(path);
        CabinetHeader found = volume.header();
        if (found.setId() != from.header().setId()) {
            throw new CabinetException(String.format(
                    Locale.ROOT,
                    "%s: belongs to the set %d, but %s, which names it as its neighbour, belongs to the set %d. Put the"
                            + " cabinet of the same set in its place",
                    CabinetException.printable(volume.name()),
                    found.setId(),
                    CabinetException.printable(from.name()),
                    from.header().setId()));
        }
        int expected = from.header().index() + step;
        if (found.index() != expected) {
            throw new CabinetException(String.format(
                    Locale.ROOT,
                    "%s: is cabinet %d of its set, but %s, which is cabinet %d, names it as cabinet %d. Put the right"
                            + " cabinet in its place",
                    CabinetException.printable(volume.name()),
                    found.index() + 1,
                    CabinetException.printable(from.name()),
                    from.header().index() + 1,
                    expected + 1));
        }
        String back = step > 0 ? found.previous() : found.next();
        if (back == null) {
            throw CabinetException.damaged(
                    volume.name(),
                    "does not name a %s cabinet, but %s names it as its neighbour",
                    step > 0 ? "previous" : "next",
                    CabinetException.printable(from.name()));
        }
        return volume;
    }

    private static Path neighbour(Path path, Volume volume, String name, String relation) throws CabinetException {
        if (name.isEmpty() || !name.equals(CabinetException.printable(name)) || name.matches(".*[/\\\\:].*|\\.\\.?")) {
            throw CabinetException.damaged(
                    volume.name(),
                    "names its neighbour \"%s\", which is not the plain name of a file",
                    CabinetException.printable(name));
        }
        Path folder = path.toAbsolutePath().getParent();
        Path found = folder == null ? null : find(folder, name);
        if (found == null) {
            throw new CabinetException(String.format(
                    Locale.ROOT,
                    "%s: is cabinet %d of a spanned set; %s \"%s\", which is not in the folder %s. Put all cabinets of"
                            + " the set there and open the first",
                    CabinetException.printable(volume.name()),
                    volume.header().index() + 1,
                    relation,
                    name,
                    folder));
        }
        return found;
    }

    /** Windows writes the names without regard to case, so a file of the same name in other case is taken as well. */
    private static @Nullable Path find(Path folder, String name) throws CabinetException {
        try {
            Path exact = folder.resolve(name);
            if (Files.isRegularFile(exact)) {
                return exact;
            }
            try (Stream<Path> files = Files.list(folder)) {
                Optional<Path> other = files.filter(
                                file -> String.valueOf(file.getFileName()).equalsIgnoreCase(name))
                        .filter(Files::isRegularFile)
                        .findFirst();
                return other.orElse(null);
            }
        } catch (IOException | java.io.UncheckedIOException | java.nio.file.InvalidPathException e) {
            throw new CabinetException(
                    folder + ": cannot look for the cabinet \"" + name + "\" (" + e.getMessage()
                            + "). Check that the folder may be read",
                    e);
        }
    }
}
