package dev.supsync.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.supsync.cli.Terminal.Style;
import dev.supsync.config.SiteSettings;
import dev.supsync.error.ErrorCode;
import dev.supsync.offline.ExportPlan.Extent;
import dev.supsync.offline.ExportedPackage;
import dev.supsync.offline.PackageCounts;
import dev.supsync.runtime.PackageExporter;
import dev.supsync.sync.StopSignal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Exports a package for a site without a connection. */
@Command(
        name = "export",
        sortOptions = false,
        description =
                "Writes a package of a site's updates for a site that has no connection: for its site database, and"
                        + " for its catalogs. Without --full it holds what is new since the last package for the same"
                        + " recipient.",
        footer = {"", "Exit status: 0 done, or nothing new, 1 failed, 2 usage or configuration, 3 already running."})
final class ExportCommand implements Callable<Integer> {

    private final Session session;

    @Mixin
    private HelpOption help = new HelpOption();

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description =
                    "The cabinet; over 2 GB a set of them: FILE.cab, FILE-2.cab and so on. None may be there already.")
    private @Nullable Path output;

    @Option(names = "--full", description = "Everything that the site has.")
    private boolean full;

    @Option(
            names = "--since-last",
            description = "What is new since the recipient's last package, which must be there.")
    private boolean sinceLast;

    @Option(
            names = "--for",
            paramLabel = "NAME",
            description = "For whom; each recipient has a last package of its own. \"default\" if left out.")
    private String recipient = "default";

    @Option(names = "--list", description = "Only list what was exported, and for whom.")
    private boolean list;

    @Option(names = "--site", paramLabel = "CODE", description = "The site; the top-level one if left out.")
    private @Nullable String site;

    @Option(names = "--format", paramLabel = "FORMAT", description = "table (default) or json.")
    private SyncRunner.Format format = SyncRunner.Format.TABLE;

    @SuppressWarnings("NullAway.Init")
    ExportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (full && sinceLast) {
            throw usage("--full and --since-last exclude each other");
        }
        if (list == (output != null)) {
            throw usage(list ? "--list and --output exclude each other" : "what to write is missing: --output FILE");
        }
        SiteSettings chosen = session.site(site);
        StopSignal stop = new StopSignal();
        PackageExporter exporter = new PackageExporter(session.settings(), chosen, session.clock(), stop);
        if (output == null) {
            printList(exporter.list());
            return 0;
        }
        Extent extent = full ? Extent.FULL : sinceLast ? Extent.SINCE_LAST : Extent.AUTOMATIC;
        try (StopHook hook = StopHook.install(session, stop, ErrorCode.STOPPED::exitStatus)) {
            Optional<ExportedPackage> exported;
            try {
                exported = exporter.run(session.workingDirectory().resolve(output), recipient, extent);
            } catch (IllegalArgumentException e) {
                throw usage("--for: " + e.getMessage());
            }
            exported.ifPresent(e -> session.delivery().done("The package " + Text.line(e.fileName()) + " was written"));
            print(chosen.code().value(), exported.orElse(null));
            hook.ended(0);
            return 0;
        }
    }

    private CommandLine.ParameterException usage(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }

    private void print(String code, @Nullable ExportedPackage exported) {
        if (format == SyncRunner.Format.JSON) {
            Json.print(session.terminal(), json -> {
                if (exported == null) {
                    json.writeNull();
                } else {
                    write(json, exported);
                }
            });
            return;
        }
        Terminal terminal = session.terminal();
        if (exported == null) {
            terminal.line("Site " + code + ": nothing is new since the last package for " + Text.line(recipient)
                    + "; no file was written");
            return;
        }
        terminal.line(terminal.styled(Style.BOLD, "Site " + code + ": " + Text.line(exported.fileName())) + "  "
                + Text.count(exported.fileBytes()) + " bytes");
        Long from = exported.fromChange();
        line("package", exported.packageId() + ", for " + Text.line(exported.recipient()));
        line(
                "holds",
                from == null
                        ? "everything, up to " + exported.toChange()
                        : "what is new from " + from + " to " + exported.toChange());
        PackageCounts counts = exported.counts();
        line(
                "updates",
                Text.count(counts.updates()) + ", and " + Text.count(counts.removed()) + " to be removed; "
                        + Text.count(counts.categories()) + " categories");
        line(
                "documents",
                Text.count(counts.documents())
                        + (counts.leftOut() == 0
                                ? ""
                                : "; " + Text.count(counts.leftOut()) + " left out, which the catalog has no more"));
        String key = exported.keyId();
        line("signed", key == null ? "no" : "by the key " + key.substring(0, 16));
    }

    private void line(String label, String text) {
        session.terminal().line("  " + Text.pad(label, 11) + text);
    }

    private void printList(List<ExportedPackage> all) {
        if (format == SyncRunner.Format.JSON) {
            Json.print(session.terminal(), json -> {
                json.writeStartArray();
                for (ExportedPackage exported : all) {
                    write(json, exported);
                }
                json.writeEndArray();
            });
            return;
        }
        Terminal terminal = session.terminal();
        if (all.isEmpty()) {
            terminal.line("Nothing was exported yet.");
            return;
        }
        Columns columns = session.columns()
                .left("Exported", 19, 0)
                .left("For", 16, 0)
                .left("From", 7, 2)
                .left("To", 7, 1)
                .left("Updates", 8, 3)
                .left("Removed", 7, 4)
                .text("File", Integer.MAX_VALUE, 20);
        terminal.line(terminal.styled(Style.BOLD, columns.heading()));
        for (ExportedPackage exported : all) {
            Long from = exported.fromChange();
            terminal.line(columns.row(
                    Text.time(exported.createdAt()),
                    exported.recipient(),
                    from == null ? "full" : from.toString(),
                    Long.toString(exported.toChange()),
                    Text.count(exported.counts().updates()),
                    Text.count(exported.counts().removed()),
                    exported.fileName()));
        }
    }

    private static void write(JsonGenerator json, ExportedPackage exported) throws IOException {
        Long from = exported.fromChange();
        json.writeStartObject();
        json.writeStringField("packageId", exported.packageId().toString());
        json.writeStringField("recipient", exported.recipient());
        Json.time(json, "createdAt", exported.createdAt());
        json.writeStringField("file", exported.fileName());
        json.writeNumberField("bytes", exported.fileBytes());
        if (from == null) {
            json.writeNullField("from");
        } else {
            json.writeNumberField("from", from);
        }
        json.writeNumberField("to", exported.toChange());
        json.writeNumberField("contentVersion", exported.contentVersion());
        json.writeNumberField("updates", exported.counts().updates());
        json.writeNumberField("categories", exported.counts().categories());
        json.writeNumberField("removed", exported.counts().removed());
        json.writeNumberField("documents", exported.counts().documents());
        json.writeNumberField("leftOut", exported.counts().leftOut());
        Json.text(json, "key", exported.keyId());
        json.writeEndObject();
    }
}
