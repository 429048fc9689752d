package dev.supsync.config;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Loads configuration and job files. */
public final class Configuration {

    private static final String ROOT = "supsync";

    private Configuration() {}

    /**
     * Loads the configuration. Any value may hold placeholders for variables of the environment, and a variable named
     * after its path sets it over what the file says.
     *
     * @throws SupsyncException with CONFIGURATION and all mistakes in one message, each with its place
     */
    public static SupsyncSettings load(Path file, Map<String, String> environment) {
        return read(file, environment, section -> Optional.of(new SettingsReader(file, section).read()));
    }

    /**
     * Loads a job file; the same placeholders and variables as in {@link #load(Path, Map)}.
     *
     * @throws SupsyncException with CONFIGURATION and all mistakes in one message, each with its place
     */
    public static JobSettings loadJob(Path file, Map<String, String> environment) {
        return read(file, environment, section -> new JobReader(file, section).read());
    }

    private static <T> T read(Path file, Map<String, String> environment, Function<Section, Optional<T>> reader) {
        Reading reading = Reading.of(file, new Environment(environment));
        Optional<T> settings = new YamlFile(file, reading).read().flatMap(node -> {
            Section root = Nodes.section(reading, "", new Section.Entry(Nodes.place(reading, node), node));
            Optional<T> read = root.requireSection(ROOT).flatMap(reader);
            root.done();
            return read;
        });
        reading.mistakes().refuse(reading.name());
        return settings.orElseThrow(() -> new SupsyncException(
                ErrorCode.INTERNAL, "nothing was read from " + file, "This is a defect of supsync; please report it."));
    }
}
