package dev.supsync.service;

import dev.supsync.config.Configuration;
import dev.supsync.config.JobSettings;
import dev.supsync.config.SiteCode;
import dev.supsync.config.SiteSettings;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.PlatformLocale;
import dev.supsync.error.SupsyncException;
import dev.supsync.runtime.Sites;
import dev.supsync.schedule.Recurrence;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The job files of a folder that have a schedule, by the sites that they are of. */
public final class JobFiles {

    private JobFiles() {}

    /**
     * Reads all files whose names end in .yml or .yaml, in the order of their names. A folder that does not exist holds none.
     *
     * @throws SupsyncException {@link ErrorCode#CONFIGURATION} with the mistakes of all of them
     */
    public static Map<SiteCode, List<Job>> read(
            Path folder, SupsyncSettings settings, Map<String, String> environment) {
        Map<SiteCode, List<Job>> jobs = new LinkedHashMap<>();
        List<SupsyncException> mistakes = new ArrayList<>();
        for (Path file : files(folder)) {
            try {
                requireName(file);
                JobSettings job = Configuration.loadJob(file, environment);
                SiteSettings site = Sites.of(settings, job);
                @Nullable Recurrence recurrence = job.schedule();
                if (recurrence != null) {
                    jobs.computeIfAbsent(site.code(), c -> new ArrayList<>())
                            .add(new Job(String.valueOf(file.getFileName()), job.type(), recurrence));
                }
            } catch (SupsyncException e) {
                mistakes.add(e);
            }
        }
        if (mistakes.size() == 1) {
            throw mistakes.get(0);
        }
        if (!mistakes.isEmpty()) {
            throw new SupsyncException(
                    ErrorCode.CONFIGURATION,
                    mistakes.stream().map(SupsyncException::getMessage).collect(Collectors.joining("\n")),
                    mistakes.get(0).remedy());
        }
        return jobs;
    }

    /** The name is the one of its schedule: what two files could share is none. */
    private static void requireName(Path file) {
        if (PlatformLocale.hasLost(String.valueOf(file.getFileName()))) {
            throw new SupsyncException(
                    ErrorCode.CONFIGURATION,
                    "The name of the job file " + file + " has characters that the locale (" + PlatformLocale.name()
                            + ") lacks.",
                    PlatformLocale.REMEDY);
        }
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.{yml,yaml}")) {
            return StreamSupport.stream(files.spliterator(), false).sorted().toList();
        } catch (IOException e) {
            throw new SupsyncException(
                    ErrorCode.CONFIGURATION,
                    "The folder of job files " + folder + " cannot be read: " + e + ".",
                    "Give the user who runs the service the right to read it.",
                    e);
        }
    }
}
