package dev.supsync.config;

import java.nio.file.Path;

/**
 * What belongs to the reading of one file.
 *
 * @param name the file as messages name it
 * @param folder to which relative paths are relative; absolute
 */
record Reading(String name, Path folder, Environment environment, Mistakes mistakes) {

    static Reading of(Path file, Environment environment) {
        Path parent = file.toAbsolutePath().normalize().getParent();
        return new Reading(
                file.toString(), parent == null ? file.toAbsolutePath() : parent, environment, new Mistakes());
    }

    /** The beginning of the file. */
    Place start() {
        return new Place(name, 1, 1);
    }
}
