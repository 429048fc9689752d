package dev.supsync.cli;

import dev.supsync.cli.Terminal.Style;
import dev.supsync.config.SiteSettings;
import dev.supsync.metadata.RevisionKey;
import dev.supsync.quarantine.Quarantine;
import dev.supsync.report.SiteStatus;
import dev.supsync.site.SiteState;
import dev.supsync.status.Counter;
import dev.supsync.status.Run;
import dev.supsync.status.RunError;
import dev.supsync.status.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;

/** A site's status for a person. */
final class StatusTable {

    private static final int LABEL = 18;
    private static final int QUARANTINED = 20;
    private static final int REPLICATING = 8;

    private StatusTable() {}

    static void print(Session session, SiteSettings site, Optional<SiteStatus> status) {
        Terminal terminal = session.terminal();
        terminal.line(terminal.styled(Style.BOLD, "Site " + site.code()) + " " + Text.line(site.name()) + " ("
                + site.type().name().toLowerCase(Locale.ROOT) + ")");
        if (status.isEmpty()) {
            row(terminal, "state", "never synchronized; \"supsync sync full\" makes the first run");
            return;
        }
        SiteStatus s = status.get();
        site(terminal, s);
        runs(session, s);
        quarantine(terminal, s);
    }

    /** A site that takes over what another one has synchronized never has a catalog that it reads. */
    private static void source(Terminal terminal, SiteStatus status) {
        SiteStatus.Follows follows = status.follows();
        if (follows != null) {
            row(terminal, "metadata from", (follows.byPackages() ? "packages of site " : "site ") + follows.site());
            return;
        }
        String catalog = status.state().catalogName();
        UUID server = status.state().catalogServerId();
        row(
                terminal,
                "catalog",
                catalog == null ? "none yet" : Text.line(catalog) + (server == null ? "" : ", of server " + server));
    }

    private static void site(Terminal terminal, SiteStatus status) {
        SiteState state = status.state();
        row(terminal, "state", condition(status));
        row(terminal, "content version", Integer.toString(state.contentVersion()));
        row(terminal, "database", Text.line(status.database()));
        source(terminal, status);
        replicating(terminal, status.replicating());
        for (SiteStatus.Point point : status.points()) {
            row(
                    terminal,
                    "update point",
                    Text.line(point.server()) + ": " + point.lastState() + " since "
                            + Text.time(point.lastStateTime())
                            + (point.lastErrorCode() == null ? "" : " (" + point.lastErrorCode() + ")")
                            + (point.lastSuccessTime() == null
                                    ? ", never successful"
                                    : ", last success " + Text.time(point.lastSuccessTime())));
        }
    }

    /** Of many sites the ones that began first: those are what a person waits for. */
    private static void replicating(Terminal terminal, SortedMap<String, Instant> sites) {
        if (sites.isEmpty()) {
            return;
        }
        List<String> oldest = sites.entrySet().stream()
                .sorted(Map.Entry.<String, Instant>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .limit(REPLICATING)
                .map(site -> site.getKey() + " since " + Text.time(site.getValue()))
                .toList();
        int more = sites.size() - oldest.size();
        row(
                terminal,
                "replicating to",
                String.join(", ", oldest) + (more == 0 ? "" : ", and " + Text.count(more, "more site")));
    }

    private static String condition(SiteStatus status) {
        return switch (status.condition()) {
            case RUNNING -> "running, by " + status.holder();
            case INTERRUPTED ->
                "interrupted: the run of "
                        + status.unfinished().map(r -> Text.time(r.startedAt())).orElse("")
                        + " is continued by the next \"sync full\"";
            case STOPPED -> "stopped: the last synchronization had written nothing yet; the next one begins anew";
            case FAILED -> "failed: the last synchronization did not succeed; the next one begins anew";
            case IDLE -> "idle";
            case NEVER -> "never synchronized";
        };
    }

    private static void runs(Session session, SiteStatus status) {
        Terminal terminal = session.terminal();
        if (status.runs().isEmpty()) {
            return;
        }
        terminal.line("");
        Columns columns = session.columns()
                .right("Run", 3, 0)
                .left("Started (UTC)", 19, 0)
                .right("Sync time", 12, 4)
                .left("Result", 11, 0)
                .right("Version", 7, 3)
                .right("In scope", 8, 5)
                .right("New", 3, 1)
                .right("Changed", 7, 2);
        terminal.line(terminal.styled(Style.BOLD, columns.heading()));
        for (Run run : status.runs()) {
            Tally counts = run.counts();
            String result = StatusJson.result(run, status);
            terminal.line(columns.row(
                    Long.toString(run.id()),
                    Text.time(run.startedAt()),
                    run.endedAt() == null ? "" : Text.duration(Duration.between(run.startedAt(), run.endedAt())),
                    new Columns.Painted(result.toLowerCase(Locale.ROOT), text -> terminal.styled(style(result), text)),
                    run.contentVersion() == null ? "" : run.contentVersion().toString(),
                    Text.count(counts.get(Counter.IN_SCOPE)),
                    Text.count(counts.get(Counter.INSERTED)),
                    Text.count(counts.get(Counter.UPDATED))));
            RunError error = run.error();
            if (error != null) {
                terminal.line("     " + error.code() + ": " + Text.cut(error.message(), 200));
            }
        }
    }

    private static Style style(String result) {
        return switch (result) {
            case "SUCCEEDED" -> Style.GREEN;
            case "FAILED" -> Style.RED;
            default -> Style.YELLOW;
        };
    }

    private static void quarantine(Terminal terminal, SiteStatus status) {
        if (status.quarantined() == 0) {
            return;
        }
        terminal.line("");
        terminal.line(terminal.styled(
                Style.YELLOW,
                Text.count(status.quarantined(), "record") + " in quarantine, tried again at every run:"));
        for (Quarantine.Kept entry :
                status.quarantine().stream().limit(QUARANTINED).toList()) {
            RevisionKey key = entry.key();
            terminal.line("  " + (key == null ? "a record without identity" : key.toString()) + ", at "
                    + Text.line(entry.place()) + ", since " + Text.time(entry.firstSeen()));
            terminal.line("    " + Text.cut(entry.reason(), 300));
        }
        if (status.quarantined() > QUARANTINED) {
            terminal.line(
                    "  and " + Text.count(status.quarantined() - QUARANTINED) + " more; --format json lists them");
        }
    }

    private static void row(Terminal terminal, String label, String value) {
        terminal.line("  " + Text.pad(label, LABEL) + value);
    }
}
