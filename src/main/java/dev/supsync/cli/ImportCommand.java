package dev.supsync.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.supsync.cli.Terminal.Style;
import dev.supsync.config.SiteSettings;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.Printable;
import dev.supsync.error.SupsyncException;
import dev.supsync.metadata.Article;
import dev.supsync.metadata.UpdateId;
import dev.supsync.runtime.Importer;
import dev.supsync.runtime.OpenSites;
import dev.supsync.runtime.Promotions;
import dev.supsync.runtime.Reports;
import dev.supsync.service.HierarchySync;
import dev.supsync.service.SiteResult;
import dev.supsync.status.RunError;
import dev.supsync.sync.ImportPicks;
import dev.supsync.sync.ImportReport;
import dev.supsync.sync.StopSignal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Imports picked updates. */
@Command(
        name = "import",
        sortOptions = false,
        description = "Imports individually selected updates from a catalog export into a site, each with all that it"
                + " needs: the updates it bundles, its prerequisites, its categories. Later synchronizations update what"
                + " was imported, and do not expire it for being out of scope or absent from their catalog. The sites"
                + " below follow, as after a synchronization.",
        footer = {"", "Exit status: 0 all are there, 1 one of them failed, 2 usage or configuration, 3 already running."
        })
final class ImportCommand implements Callable<Integer> {

    private final Session session;

    @Mixin
    private HelpOption help = new HelpOption();

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--catalog",
            paramLabel = "FILE",
            required = true,
            description = "The export: .cab, .zip or folder.")
    private Path catalog;

    @Option(names = "--update-id", paramLabel = "GUID", description = "An update; may be given several times.")
    private List<String> updateIds = new ArrayList<>();

    @Option(
            names = "--ids-file",
            paramLabel = "FILE",
            description = "A file with an update ID on each line; # begins a comment.")
    private @Nullable Path idsFile;

    @Option(
            names = "--kb",
            paramLabel = "KB",
            description = "Every update of an article, such as KB5066835; may be given several times.")
    private List<String> articles = new ArrayList<>();

    @Option(names = "--dry-run", description = "Say what would be imported, and write nothing.")
    private boolean dryRun;

    @Option(names = "--site", paramLabel = "CODE", description = "The site; may be left out if there is only one.")
    private @Nullable String site;

    @Option(names = "--format", paramLabel = "FORMAT", description = "table (default) or json.")
    private SyncRunner.Format format = SyncRunner.Format.TABLE;

    @SuppressWarnings("NullAway.Init")
    ImportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        ImportPicks picks = picks();
        SiteSettings chosen = session.topSite(site);
        StopSignal stop = new StopSignal();
        try (StopHook hook = StopHook.install(session, stop, ErrorCode.STOPPED::exitStatus);
                OpenSites round = OpenSites.round();
                Progress progress = Progress.of(session)) {
            Path file = session.workingDirectory().resolve(catalog);
            SupsyncSettings settings = dryRun ? session.settings() : Promotions.of(session.settings(), chosen);
            SiteSettings effective = settings.site(chosen.code()).orElse(chosen);
            Importer importer = new Importer(settings, effective, session.clock(), progress, stop);
            ImportReport report = dryRun ? importer.tryOut(file, picks) : importer.run(file, picks);
            // what is present may have been imported by a command that was killed before it took it further
            boolean isHere = !report.imported().isEmpty() || !report.present().isEmpty();
            boolean goesOn = !dryRun && isHere && !stop.requested();
            List<SiteResult> children = goesOn && hasFollowers(settings, effective)
                    ? follow(new HierarchySync(settings, session.clock(), progress, stop), effective, progress)
                    : List.of();
            progress.close();
            int status = print(report, children);
            status = status == 0 && children.stream().anyMatch(SiteResult::isFailure) ? 1 : status;
            hook.ended(status);
            return status;
        }
    }

    /** The import is done by then: what fails here is tried again, by the service or by the next synchronization. */
    private static List<SiteResult> follow(HierarchySync hierarchy, SiteSettings site, Progress progress) {
        try {
            return hierarchy.followImport(site);
        } catch (SupsyncException e) {
            progress.note("Not everything that follows the import was done: " + Printable.sentence(e.getMessage())
                    + " The next"
                    + " synchronization of site " + site.code() + " does the rest.");
            return List.of();
        }
    }

    private static boolean hasFollowers(SupsyncSettings settings, SiteSettings site) {
        return !settings.tree().children(site).isEmpty() || site.points().all().size() > 1;
    }

    private ImportPicks picks() {
        List<UpdateId> ids = new ArrayList<>();
        for (String text : updateIds) {
            ids.add(id(text, "--update-id"));
        }
        if (idsFile != null) {
            IdsFile.read(session.workingDirectory().resolve(idsFile), "an update ID")
                    .forEach(line -> ids.add(id(line.text(), line.place())));
        }
        List<Article> picked = articles.stream()
                .map(article -> Articles.parse(article, "--kb"))
                .toList();
        if (ids.isEmpty() && picked.isEmpty()) {
            throw usage("what to import is missing: --update-id, --ids-file or --kb");
        }
        return new ImportPicks(ids, picked);
    }

    private UpdateId id(String text, String place) {
        try {
            return UpdateId.parse(text.strip());
        } catch (IllegalArgumentException e) {
            throw usage(place + ": " + Printable.quoted(text) + " is no update ID, expected a GUID");
        }
    }

    private CommandLine.ParameterException usage(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }

    private int print(ImportReport report, List<SiteResult> children) {
        if (!dryRun) {
            session.delivery()
                    .done(report.imported().size() + " updates were imported, "
                            + report.failed().size() + " failed");
        }
        switch (format) {
            case JSON -> Json.print(session.terminal(), json -> write(json, report, children));
            case TABLE -> {
                printTable(report);
                SyncTable.children(session.terminal(), children, "  ");
            }
        }
        RunError error = report.error();
        if (error != null) {
            Errors.print(session, error.code(), error.message(), error.remedy());
            return Reports.exitStatus(error);
        }
        return report.failed().isEmpty() ? 0 : 1;
    }

    private void printTable(ImportReport report) {
        Terminal terminal = session.terminal();
        for (ImportReport.Item item : report.imported()) {
            terminal.line(
                    (dryRun ? "would import     " : "imported         ") + item.id() + "  " + Text.line(item.title()));
        }
        for (ImportReport.Item item : report.present()) {
            terminal.line("already present  " + item.id() + "  " + Text.line(item.title()));
        }
        for (ImportReport.Failure failure : report.failed()) {
            terminal.line(terminal.styled(Style.RED, "failed           " + failure.id()) + "  "
                    + Text.line(failure.reason()));
        }
        terminal.line(report.imported().size() + (dryRun ? " would be imported, " : " imported, ")
                + report.present().size() + " already present, "
                + report.failed().size() + " failed");
    }

    private static void write(JsonGenerator json, ImportReport report, List<SiteResult> children) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("imported");
        for (ImportReport.Item item : report.imported()) {
            json.writeString(item.id().toString());
        }
        json.writeEndArray();
        json.writeArrayFieldStart("present");
        for (ImportReport.Item item : report.present()) {
            json.writeString(item.id().toString());
        }
        json.writeEndArray();
        json.writeArrayFieldStart("failed");
        for (ImportReport.Failure failure : report.failed()) {
            json.writeStartObject();
            json.writeStringField("id", failure.id());
            json.writeStringField("reason", failure.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
        if (!children.isEmpty()) {
            SyncJson.children(json, children);
        }
        json.writeEndObject();
    }
}
