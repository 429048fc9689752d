package dev.supsync.cli;

import dev.supsync.config.SiteSettings;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.lifecycle.SupersedenceRule;
import dev.supsync.report.UpdateQuery;
import dev.supsync.runtime.Previewer;
import dev.supsync.scope.ScopeSettings;
import dev.supsync.sync.StopSignal;

/** Runs a preview for a command, and prints it. */
final class PreviewRunner {

    private final Session session;
    private final SyncRunner.Format format;
    private final boolean allowVanished;

    PreviewRunner(Session session, SyncRunner.Format format, boolean allowVanished) {
        this.session = session;
        this.format = format;
        this.allowVanished = allowVanished;
    }

    /** Of what the configuration says. */
    int run(SiteSettings site) {
        SupsyncSettings settings = session.settings();
        return run(site, settings.scope(), settings.lifecycle().rule());
    }

    /** Of another scope and another rule; returns the exit status. */
    int run(SiteSettings site, ScopeSettings scope, SupersedenceRule rule) {
        PreviewPrinter printer = new PreviewPrinter(session);
        try (Progress progress = Progress.of(session)) {
            new Previewer(session.settings(), site, session.clock(), progress, new StopSignal())
                    .run(scope, rule, allowVanished, (report, runtime) -> {
                        progress.close();
                        UpdateQuery query = new UpdateQuery(runtime.database());
                        switch (format) {
                            case JSON -> printer.json(site, report, query);
                            case TABLE -> printer.table(site, report, query);
                        }
                    });
        }
        return 0;
    }
}
