package dev.supsync.cli;

import dev.supsync.cli.Terminal.Style;
import dev.supsync.replication.Sent;
import dev.supsync.service.SiteResult;
import dev.supsync.status.Counter;
import dev.supsync.status.RunError;
import dev.supsync.status.RunResult;
import dev.supsync.status.Tally;
import dev.supsync.sync.SyncReport;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** A report for a person. */
final class SyncTable {

    private static final int LABEL = 18;

    private SyncTable() {}

    /** Nothing of a run that did not come to count anything: its error says all. */
    static void print(Terminal terminal, SyncReport report, List<SiteResult> children) {
        if (report.error() != null && report.counts().isEmpty()) {
            return;
        }
        String site = report.site().isEmpty() ? "" : "Site " + report.site() + ": ";
        Style style = report.result() == RunResult.SUCCEEDED ? Style.GREEN : Style.RED;
        terminal.line(site + name(report.type()) + " "
                + terminal.styled(style, report.result().name().toLowerCase(Locale.ROOT)) + " (status "
                + report.status() + ")" + (report.resumed() ? ", continued" : ""));
        row(terminal, "content version", Integer.toString(report.contentVersion()));
        counts(terminal, report.counts());
        row(terminal, "started", Text.time(report.startedAt()) + " UTC");
        row(terminal, "sync time", Text.duration(Duration.ofMillis(report.durationMillis())));
        children(terminal, children, "  ");
    }

    /** The sites below one, each with what it received, and indented below its parent. */
    static void children(Terminal terminal, List<SiteResult> children, String indent) {
        for (SiteResult child : children) {
            Style style =
                    switch (child.result()) {
                        case SUCCEEDED -> Style.GREEN;
                        case FAILED, STOPPED -> Style.RED;
                        case REQUESTED -> Style.YELLOW;
                    };
            String name = child.result().name().toLowerCase(Locale.ROOT);
            terminal.line(indent
                    + Text.pad("site " + child.site(), LABEL - indent.length() + 2)
                    + terminal.styled(style, name)
                    + version(child)
                    + received(child));
            RunError error = child.error();
            if (error != null) {
                terminal.line(indent + "  " + Text.line(error.message()) + " (" + error.code() + ")");
            }
            children(terminal, child.children(), indent + "  ");
        }
    }

    private static String version(SiteResult child) {
        return child.contentVersion() == null ? "" : ", version " + child.contentVersion();
    }

    private static String received(SiteResult child) {
        Sent sent = child.sent();
        if (sent == null) {
            return "";
        }
        if (sent.way() == null) {
            return ", nothing new";
        }
        return ", received " + Text.count(sent.updates(), "update") + ", "
                + Text.count(sent.categories()) + (sent.categories() == 1 ? " category" : " categories") + ", "
                + Text.count(sent.states(), "flag")
                + ", " + Text.count(sent.removed(), "removal");
    }

    /** What a run of a type is called. */
    static String name(String type) {
        String name = type.toLowerCase(Locale.ROOT);
        return name.equals("import") ? name : name + " synchronization";
    }

    /** What a run counted, as rows. */
    static void counts(Terminal terminal, Tally t) {
        row(
                terminal,
                "categories",
                n(t, Counter.CATEGORIES_READ) + " read: " + n(t, Counter.CATEGORIES_INSERTED) + " inserted, "
                        + n(t, Counter.CATEGORIES_UPDATED) + " updated, " + n(t, Counter.CATEGORIES_UNCHANGED)
                        + " unchanged");
        boolean isFirst = t.get(Counter.CATEGORIES_UPDATED) + t.get(Counter.CATEGORIES_UNCHANGED) == 0;
        if (t.get(Counter.CATEGORIES_INSERTED) > 0 && !isFirst) {
            row(terminal, "", terminal.styled(Style.YELLOW, "NEW") + " ones: \"categories\" shows which they are");
        }
        row(
                terminal,
                "updates",
                n(t, Counter.READ) + " read: " + n(t, Counter.IN_SCOPE) + " in scope, " + n(t, Counter.OUT_OF_SCOPE)
                        + " out of scope, " + n(t, Counter.SKIPPED) + " skipped");
        row(
                terminal,
                "  in scope",
                n(t, Counter.INSERTED) + " inserted, " + n(t, Counter.UPDATED) + " updated, " + n(t, Counter.UNCHANGED)
                        + " unchanged");
        row(
                terminal,
                "  known before",
                n(t, Counter.EXPIRED) + " expired, " + n(t, Counter.REINSTATED) + " reinstated, "
                        + n(t, Counter.SUPERSEDED) + " superseded");
        if (t.get(Counter.QUARANTINED) > 0) {
            row(terminal, "quarantined", terminal.styled(Style.YELLOW, n(t, Counter.QUARANTINED)));
        }
        long lacking = t.get(Counter.WITHOUT_LICENSE_TERMS);
        if (lacking > 0) {
            row(
                    terminal,
                    "license terms",
                    terminal.styled(Style.YELLOW, "missing for " + Text.count(lacking, "update")));
        }
    }

    /** A row of a report: its label, then its value. */
    static void row(Terminal terminal, String label, String value) {
        terminal.line("  " + Text.pad(label, LABEL) + value);
    }

    private static String n(Tally tally, Counter counter) {
        return Text.count(tally.get(counter));
    }
}
