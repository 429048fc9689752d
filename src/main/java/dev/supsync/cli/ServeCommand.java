package dev.supsync.cli;

import dev.supsync.config.SiteCode;
import dev.supsync.config.SiteSettings;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.service.Job;
import dev.supsync.service.JobFiles;
import dev.supsync.service.Service;
import dev.supsync.sync.StopSignal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The service. */
@Command(
        name = "serve",
        sortOptions = false,
        description =
                "Runs as a service: begins the jobs of the job files when they are due, answers requests, and tries"
                        + " again what failed. Several copies may serve a database on a server: one works, the others"
                        + " stand by. SIGTERM ends it within 30 seconds, and keeps what was done.")
final class ServeCommand implements Callable<Integer> {

    private final Session session;

    @Mixin
    private HelpOption help = new HelpOption();

    @Option(names = "--site", paramLabel = "CODE", description = "Only this site; all of them if left out.")
    private @Nullable String site;

    @Option(
            names = "--jobs",
            paramLabel = "FOLDER",
            description = "Where the job files are; ./jobs if left out. They are read once, at the start.")
    private @Nullable Path jobs;

    ServeCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Logging.forService(); // before anything can be logged
        StopSignal stop = new StopSignal();
        try (StopHook hook = StopHook.install(session, stop, ErrorCode.STOPPED::exitStatus)) {
            SupsyncSettings settings = session.settings();
            Collection<SiteSettings> sites = served(settings);
            Path folder = jobFolder();
            Map<SiteCode, List<Job>> read = JobFiles.read(folder, settings, session.environment());
            tell(folder, sites, read);
            new Service(settings, sites, read, session.clock(), stop).run();
            hook.ended(0);
        }
        return 0;
    }

    /** A folder that is named must exist; the one that is looked for without being named need not. */
    private Path jobFolder() {
        Path named = jobs;
        Path folder = session.workingDirectory().resolve(named == null ? Path.of("jobs") : named);
        boolean exists = Files.isDirectory(folder);
        if (named != null && !exists) {
            throw new SupsyncException(
                    ErrorCode.USAGE,
                    "The folder of job files " + Text.line(folder.toString()) + " (--jobs) "
                            + (Files.exists(folder) ? "is no folder." : "does not exist."),
                    "Name the folder that holds the job files, or leave --jobs out.");
        }
        return folder;
    }

    /** Those that this process works for: not the ones of other supsyncs, and not those that take no part. */
    private Collection<SiteSettings> served(SupsyncSettings settings) {
        if (site == null) {
            return settings.sites().values().stream()
                    .filter(s -> obstacle(settings, s) == null)
                    .toList();
        }
        SiteSettings chosen = session.site(site);
        String obstacle = obstacle(settings, chosen);
        if (obstacle != null) {
            throw new SupsyncException(
                    ErrorCode.USAGE,
                    "The site " + chosen.code() + " (--site) " + obstacle + ".",
                    "Name a site that this supsync runs, or leave --site out.");
        }
        return List.of(chosen);
    }

    private static @Nullable String obstacle(SupsyncSettings settings, SiteSettings site) {
        if (site.remote()) {
            return "is run by another supsync: it is remote in this configuration";
        }
        if (site.siteDatabase() == null) {
            return "has no site database: its parent's service synchronizes its catalog";
        }
        boolean partakes = settings.tree().top() == site || settings.tree().isBelowTop(site);
        return partakes ? null : "takes no part in synchronizations: it is above the top-level site";
    }

    private void tell(Path folder, Collection<SiteSettings> sites, Map<SiteCode, List<Job>> read) {
        if (read.isEmpty()) {
            session.warn((Files.isDirectory(folder) ? "No job file with a schedule is in " : "There is no folder ")
                    + Text.line(folder.toString())
                    + ": nothing is synchronized by schedule, and only requests are served.");
        }
        for (SiteSettings each : sites) {
            String names = read.getOrDefault(each.code(), List.of()).stream()
                    .map(Job::name)
                    .collect(Collectors.joining(", "));
            session.terminal().message("Serving site " + each.code() + (names.isEmpty() ? "" : ": " + names));
        }
        session.terminal().flush();
    }
}
