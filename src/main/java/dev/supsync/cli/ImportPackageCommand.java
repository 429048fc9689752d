package dev.supsync.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.supsync.cli.Terminal.Style;
import dev.supsync.config.SiteSettings;
import dev.supsync.error.ErrorCode;
import dev.supsync.offline.PackageSummary;
import dev.supsync.runtime.PackageImporter;
import dev.supsync.runtime.PackageReport;
import dev.supsync.sync.StopSignal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Imports a package into a site without a connection. */
@Command(
        name = "import-package",
        sortOptions = false,
        description = "Verifies a package that \"export\" wrote at another site, and applies it: refused are a damaged"
                + " package, a gap, another exporting site, an older package, and a signature that is wrong, or"
                + " missing where one is demanded; nothing is changed then. The same package again changes"
                + " nothing, and goes on where a killed import ended.",
        footer = {"", "Exit status: 0 the site has it, 1 failed, 2 refused, usage or configuration, 3 already running."
        })
final class ImportPackageCommand implements Callable<Integer> {

    private final Session session;

    @Mixin
    private HelpOption help = new HelpOption();

    @Parameters(index = "0", paramLabel = "FILE", description = "The package; of a set of cabinets the first one.")
    private Path file;

    @Option(names = "--dry-run", description = "Verify, say what would change, and change nothing.")
    private boolean dryRun;

    @Option(
            names = "--adopt",
            description =
                    "Follow another exporting site from now on, by a full package of it: what that does not hold is"
                            + " removed.")
    private boolean adopt;

    @Option(
            names = "--server",
            paramLabel = "NAME",
            description =
                    "Feed the catalog of this software update point alone, one that has no connection to the site's"
                            + " active one.")
    private @Nullable String server;

    @Option(names = "--site", paramLabel = "CODE", description = "The site; the top-level one if left out.")
    private @Nullable String site;

    @Option(names = "--format", paramLabel = "FORMAT", description = "table (default) or json.")
    private SyncRunner.Format format = SyncRunner.Format.TABLE;

    @SuppressWarnings("NullAway.Init")
    ImportPackageCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        SiteSettings chosen = session.site(site);
        StopSignal stop = new StopSignal();
        try (StopHook hook = StopHook.install(session, stop, ErrorCode.STOPPED::exitStatus)) {
            PackageImporter importer =
                    new PackageImporter(session.settings(), chosen, session.clock(), stop, session::note);
            Path resolved = session.workingDirectory().resolve(file);
            PackageReport report = server == null
                    ? importer.run(resolved, adopt, dryRun)
                    : importer.runFor(server, resolved, adopt, dryRun);
            if (report.isDue() && !dryRun) {
                session.delivery().done("The package was imported");
            }
            switch (format) {
                case JSON -> Json.print(session.terminal(), json -> write(json, report));
                case TABLE -> table(report);
            }
            hook.ended(0);
            return 0;
        }
    }

    private void table(PackageReport report) {
        PackageSummary summary = report.imported();
        Long from = summary.fromChange();
        Terminal terminal = session.terminal();
        String what = from == null ? "full package" : "package " + from + " to " + summary.toChange();
        String result = !report.isDue() ? " has the " : dryRun ? " would import the " : " imported the ";
        String who = server == null ? "Site " + report.site() : "Software update point " + Text.line(server);
        terminal.line(terminal.styled(Style.BOLD, who + result + what + " of " + summary.site())
                + (report.isDue() ? "" : " already; nothing to do"));
        line(
                "exported",
                Text.time(summary.createdAt()) + " at " + Text.line(summary.siteName()) + ", for "
                        + Text.line(summary.recipient()));
        String key = summary.keyId();
        line("signed", key == null ? "by no key that this site trusts" : "by the key " + key.substring(0, 16));
        if (report.isDue() && server != null) {
            line("documents", Text.count(summary.counts().documents()));
        } else if (report.isDue()) {
            line(
                    "updates",
                    Text.count(report.applied().updates()) + " new or changed, "
                            + Text.count(report.applied().states()) + " with other flags, "
                            + Text.count(report.applied().removed()) + " removed");
            line("categories", Text.count(report.applied().categories()) + " new, changed or removed");
        }
        line("content", "version " + report.contentVersion());
    }

    private void line(String label, String text) {
        session.terminal().line("  " + Text.pad(label, 12) + text);
    }

    private void write(JsonGenerator json, PackageReport report) throws IOException {
        PackageSummary summary = report.imported();
        Long from = summary.fromChange();
        json.writeStartObject();
        json.writeStringField("site", report.site());
        json.writeStringField("result", !report.isDue() ? "PRESENT" : dryRun ? "DUE" : "IMPORTED");
        json.writeBooleanField("dryRun", dryRun);
        json.writeStringField("packageId", summary.packageId().toString());
        json.writeStringField("from", summary.site());
        json.writeStringField("recipient", summary.recipient());
        Json.time(json, "createdAt", summary.createdAt());
        if (from == null) {
            json.writeNullField("fromChange");
        } else {
            json.writeNumberField("fromChange", from);
        }
        json.writeNumberField("toChange", summary.toChange());
        Json.text(json, "key", summary.keyId());
        json.writeNumberField("updates", report.applied().updates());
        json.writeNumberField("states", report.applied().states());
        json.writeNumberField("removed", report.applied().removed());
        json.writeNumberField("categories", report.applied().categories());
        json.writeNumberField("contentVersion", report.contentVersion());
        json.writeEndObject();
    }
}
