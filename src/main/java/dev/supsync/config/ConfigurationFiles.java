package dev.supsync.config;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the configuration file. */
public final class ConfigurationFiles {

    private ConfigurationFiles() {}

    /**
     * Which file to read.
     *
     * @param note what to tell the person; null if there is nothing to tell
     */
    public record Found(Path file, @Nullable String note) {}

    /**
     * The file that is given; else supsync.yml in the working directory; else the sample's.
     *
     * @throws SupsyncException with CONFIGURATION and the paths that were tried
     */
    public static Found find(@Nullable Path given, Path workingDirectory) {
        if (given != null) {
            Path file = workingDirectory.resolve(given);
            if (!Files.exists(file)) {
                throw new SupsyncException(
                        ErrorCode.CONFIGURATION,
                        "the configuration file " + file + " does not exist",
                        "Name an existing file with --config.");
            }
            return new Found(file, null);
        }
        Path own = workingDirectory.resolve("supsync.yml");
        Path sample = workingDirectory.resolve("sample-data").resolve("supsync.yml");
        if (Files.exists(own)) {
            return new Found(own, null);
        }
        if (Files.exists(sample)) {
            return new Found(sample, "no " + own + "; using the sample configuration " + sample);
        }
        throw new SupsyncException(
                ErrorCode.CONFIGURATION,
                "no configuration file: tried " + own + " and " + sample,
                "Write a supsync.yml, or name one with --config; docs/reference/configuration.md describes every key.");
    }
}
