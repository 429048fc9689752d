package dev.supsync.cli;

import dev.supsync.config.SiteSettings;
import dev.supsync.error.ErrorCode;
import dev.supsync.replication.Sent;
import dev.supsync.runtime.SiteDiff;
import dev.supsync.sync.StopSignal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a site equal to the one above it. */
@Command(
        name = "repair",
        sortOptions = false,
        description =
                "Compares every row of a site with the site above it, and sends what differs, and only that. The site"
                        + " takes over the content version with its next synchronization, for which it is left a request.",
        footer = {"", "Exit status: 0 repaired, 1 failed, 2 usage or configuration, 3 already running, 143 stopped."})
final class RepairCommand implements Callable<Integer> {

    private final Session session;

    @Mixin
    private HelpOption help = new HelpOption();

    @Parameters(index = "0", paramLabel = "SITE", description = "The code of the site.")
    private String code;

    @Option(names = "--format", paramLabel = "FORMAT", description = "table (default) or json.")
    private SyncRunner.Format format = SyncRunner.Format.TABLE;

    @SuppressWarnings("NullAway.Init")
    RepairCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        SiteSettings site = session.site(code, "SITE");
        StopSignal stop = new StopSignal();
        try (StopHook hook = StopHook.install(session, stop, ErrorCode.STOPPED::exitStatus)) {
            Sent sent = SiteDiff.repair(session.settings(), site, session.clock(), stop);
            session.delivery().done("Site " + site.code() + " was repaired");
            switch (format) {
                case TABLE -> table(site, sent);
                case JSON -> json(site, sent);
            }
            session.terminal().flush();
            hook.ended(0);
            return 0;
        }
    }

    private void table(SiteSettings site, Sent sent) {
        session.terminal()
                .line("Site " + site.code() + ": sent " + Text.count(sent.updates(), "update") + ", flags of "
                        + Text.count(sent.states(), "update") + " and "
                        + Text.count(sent.categories(), "category").replace("categorys", "categories")
                        + "; removed " + Text.count(sent.removed(), "update"));
    }

    private void json(SiteSettings site, Sent sent) {
        Json.print(session.terminal(), json -> {
            json.writeStartObject();
            json.writeStringField("site", site.code().value());
            json.writeNumberField("updates", sent.updates());
            json.writeNumberField("flags", sent.states());
            json.writeNumberField("categories", sent.categories());
            json.writeNumberField("removed", sent.removed());
            json.writeEndObject();
        });
    }
}
