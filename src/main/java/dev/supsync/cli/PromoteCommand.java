package dev.supsync.cli;

import dev.supsync.config.SiteSettings;
import dev.supsync.runtime.Promotions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Makes a replica the active software update point of its site. */
@Command(
        name = "promote",
        sortOptions = false,
        description =
                "Makes a replica the active software update point of its site: from the next synchronization on the"
                        + " site's metadata comes from it, its clients are told its address, and the one that was active"
                        + " is its replica. The site's database remembers it; naming the active one of the configuration"
                        + " takes it back.",
        footer = {"", "Exit status: 0 done, 1 failed, 2 usage or configuration, 3 a synchronization is running."})
final class PromoteCommand implements Callable<Integer> {

    private final Session session;

    @Mixin
    private HelpOption help = new HelpOption();

    @Parameters(index = "0", paramLabel = "SERVER", description = "The replica, by its server.")
    private String server;

    @SuppressWarnings("NullAway.Init")
    PromoteCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Promotions.Promotion promotion = Promotions.promote(session.settings(), server, session.clock());
        SiteSettings site = promotion.site();
        String named = "Site " + site.code() + ": " + Text.line(server) + " is the active software update point ";
        if (!promotion.isChanged()) {
            session.terminal().line(named + "already; nothing was changed");
            session.terminal().flush();
            return 0;
        }
        session.delivery().done("The promotion of " + Text.line(server) + " is recorded");
        session.terminal().line(named + "from the next synchronization on");
        session.terminal()
                .message("Bring the configuration up to date when it suits: supsync.sites." + site.code()
                        + ".software-update-points");
        session.terminal().flush();
        return 0;
    }
}
