package dev.supsync.cli;

import dev.supsync.cli.Terminal.Style;
import dev.supsync.metadata.UpdateId;
import dev.supsync.report.RunChange;
import dev.supsync.report.RunFigures;
import dev.supsync.report.RunHistory;
import dev.supsync.report.RunReport;
import dev.supsync.report.SiteCategories;
import dev.supsync.report.SiteStatus;
import dev.supsync.site.ChangeKind;
import dev.supsync.status.Counter;
import dev.supsync.status.Run;
import dev.supsync.status.RunError;
import dev.supsync.status.Tally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Runs for a person. */
final class RunsTable {

    private static final int SHOWN = 20;
    private static final int TITLE = 44;
    private static final int LEAST = 24;
    private static final int ARTICLE = 11;

    private static final Map<String, Counter> COUNTED = counted();

    private RunsTable() {}

    /** What two runs changed of one category. */
    record Pair(UpdateId id, String title, Optional<RunFigures> from, Optional<RunFigures> to) {

        private boolean differs() {
            return !from.map(RunFigures::counts).equals(to.map(RunFigures::counts));
        }
    }

    static void print(Session session, SiteStatus status) {
        Terminal terminal = session.terminal();
        if (status.runs().isEmpty()) {
            terminal.message("The site has no runs yet; \"supsync sync full\" makes the first one.");
            return;
        }
        Columns columns = session.columns()
                .right("Run", 3, 0)
                .left("Type", 8, 4)
                .left("Started (UTC)", 19, 0)
                .right("Sync time", 12, 6)
                .left("Result", 11, 0)
                .right("Version", 7, 5)
                .right("In scope", 8, 7)
                .right("Inserted", 8, 1)
                .right("Updated", 7, 2)
                .right("Expired", 7, 3);
        terminal.line(terminal.styled(Style.BOLD, columns.heading()));
        for (Run run : status.runs()) {
            Tally counts = run.counts();
            terminal.line(columns.row(
                    Long.toString(run.id()),
                    run.type().toLowerCase(Locale.ROOT),
                    Text.time(run.startedAt()),
                    time(run),
                    StatusJson.result(run, status).toLowerCase(Locale.ROOT),
                    run.contentVersion() == null ? "" : run.contentVersion().toString(),
                    Text.count(counts.get(Counter.IN_SCOPE)),
                    Text.count(counts.get(Counter.INSERTED)),
                    Text.count(counts.get(Counter.UPDATED)),
                    Text.count(counts.get(Counter.EXPIRED))));
        }
        terminal.closing("\"runs show RUN\" tells what a run changed, \"runs diff RUN RUN\" compares two.");
    }

    static void show(Session session, SiteStatus status, RunReport report, RunHistory history, boolean all) {
        Terminal terminal = session.terminal();
        Run run = report.run();
        terminal.line(terminal.styled(Style.BOLD, "Run " + run.id()) + ": "
                + SyncTable.name(run.type()) + " "
                + StatusJson.result(run, status).toLowerCase(Locale.ROOT)
                + (run.resumed() ? ", continued" : ""));
        RunError error = run.error();
        if (error != null) {
            SyncTable.row(terminal, "error", error.code() + ": " + Text.line(error.message()));
        }
        SyncTable.row(terminal, "started", Text.time(run.startedAt()) + " UTC");
        if (run.endedAt() != null) {
            SyncTable.row(terminal, "sync time", time(run));
        }
        if (run.contentVersion() != null) {
            SyncTable.row(terminal, "content version", run.contentVersion().toString());
        }
        SyncTable.counts(terminal, run.counts());
        report.news().forEach(entry -> SyncTable.row(terminal, "new category", news(entry)));
        figures(session, "Classification", report.figures(), true);
        figures(session, "Product", report.figures(), false);
        if (report.lacksList()) {
            terminal.message("What this run changed is not kept: an earlier version of supsync made it.");
        }
        changes(session, report.changed(), all, consumer -> history.changes(run.id(), consumer));
    }

    static void diff(Session session, RunReport from, RunReport to, RunHistory history, boolean all) {
        Terminal terminal = session.terminal();
        long after = from.run().id();
        long upTo = to.run().id();
        Columns columns = session.columns()
                .left("", 18, 0)
                .right("Run " + after, 19, 0)
                .right("Run " + upTo, 19, 0)
                .right("Difference", 10, 1);
        terminal.line(terminal.styled(Style.BOLD, columns.heading()));
        terminal.line(columns.row(
                "  started (UTC)",
                Text.time(from.run().startedAt()),
                Text.time(to.run().startedAt()),
                ""));
        terminal.line(columns.row("  sync time", time(from.run()), time(to.run()), ""));
        COUNTED.forEach((label, counter) -> {
            long one = from.run().counts().get(counter);
            long other = to.run().counts().get(counter);
            terminal.line(columns.row(
                    "  " + label, Text.count(one), Text.count(other), one == other ? "" : signed(other - one)));
        });
        differences(session, "Classification", from, to, true);
        differences(session, "Product", from, to, false);
        long missing = history.missingBetween(after, upTo);
        if (missing > 0) {
            terminal.message(Text.count(missing, "run") + " between them " + (missing == 1 ? "is" : "are")
                    + " not kept any more: the list below lacks what changed then.");
        }
        Map<ChangeKind, Long> counts = history.countBetween(after, upTo);
        terminal.line("");
        terminal.line(
                counts.isEmpty()
                        ? "No update changed from the end of run " + after + " to the end of run " + upTo + "."
                        : "From the end of run " + after + " to the end of run " + upTo + ":");
        changes(session, counts, all, consumer -> history.changesBetween(after, upTo, consumer));
    }

    /** The figures of two runs side by side, by title; only where they differ. */
    static List<Pair> pairs(RunReport from, RunReport to, boolean classifications) {
        Map<UpdateId, RunFigures> earlier = byId(from, classifications);
        Map<UpdateId, RunFigures> later = byId(to, classifications);
        List<Pair> pairs = new ArrayList<>();
        later.forEach((id, figures) -> pairs.add(
                new Pair(id, figures.title(), Optional.ofNullable(earlier.remove(id)), Optional.of(figures))));
        earlier.forEach(
                (id, figures) -> pairs.add(new Pair(id, figures.title(), Optional.of(figures), Optional.empty())));
        pairs.removeIf(pair -> !pair.differs());
        pairs.sort(Comparator.comparing(Pair::title).thenComparing(p -> p.id().toString()));
        return pairs;
    }

    private static Map<UpdateId, RunFigures> byId(RunReport report, boolean classifications) {
        Map<UpdateId, RunFigures> figures = new HashMap<>();
        report.figures().stream()
                .filter(f -> f.isClassification() == classifications)
                .forEach(f -> figures.put(f.id(), f));
        return figures;
    }

    private static void figures(Session session, String heading, List<RunFigures> figures, boolean classifications) {
        List<RunFigures> own = figures.stream()
                .filter(f -> f.isClassification() == classifications)
                .toList();
        if (own.isEmpty()) {
            return;
        }
        List<ChangeKind> kinds = List.of(ChangeKind.values()).stream()
                .filter(k -> own.stream().anyMatch(f -> f.count(k) > 0))
                .toList();
        Columns columns = session.columns().text(heading, TITLE, LEAST);
        kinds.forEach(k -> columns.right(heading(k), 0, 1 + k.ordinal()));
        Terminal terminal = session.terminal();
        terminal.line("");
        terminal.line(terminal.styled(Style.BOLD, columns.heading()));
        for (RunFigures figure : own) {
            terminal.line(columns.row(
                    Stream.concat(Stream.of(figure.title()), kinds.stream().map(k -> Text.count(figure.count(k))))
                            .toArray()));
        }
    }

    private static void differences(
            Session session, String heading, RunReport from, RunReport to, boolean classifications) {
        List<Pair> pairs = pairs(from, to, classifications);
        if (pairs.isEmpty()) {
            return;
        }
        Columns columns = session.columns()
                .text(heading, TITLE, LEAST)
                .left("", 20, 0)
                .right("Run " + from.run().id(), 8, 1)
                .right("Run " + to.run().id(), 8, 1)
                .right("Difference", 10, 0);
        Terminal terminal = session.terminal();
        terminal.line("");
        terminal.line(terminal.styled(Style.BOLD, columns.heading()));
        for (Pair pair : pairs) {
            for (ChangeKind kind : ChangeKind.values()) {
                long one = pair.from().map(f -> f.count(kind)).orElse(0L);
                long other = pair.to().map(f -> f.count(kind)).orElse(0L);
                if (one != other) {
                    terminal.line(columns.row(
                            pair.title(), words(kind), Text.count(one), Text.count(other), signed(other - one)));
                }
            }
        }
    }

    private static void changes(
            Session session, Map<ChangeKind, Long> counts, boolean all, Consumer<Predicate<RunChange>> source) {
        Terminal terminal = session.terminal();
        Columns columns = session.columns().left("", ARTICLE, 0).text("", Integer.MAX_VALUE, LEAST);
        Map<ChangeKind, Long> printed = new EnumMap<>(ChangeKind.class);
        Audience audience = new Audience(terminal);
        source.accept(change -> {
            ChangeKind kind = change.kind();
            long before = printed.merge(kind, 1L, Long::sum) - 1;
            long count = counts.getOrDefault(kind, 0L);
            if (before == 0) {
                terminal.line("");
                terminal.line(terminal.styled(Style.BOLD, heading(kind) + ": " + Text.count(count, "update")));
            }
            if (!all && before == SHOWN) {
                terminal.line("  and " + Text.count(count - SHOWN) + " more; --all lists them");
                return false;
            }
            String article = Articles.label(change.article());
            String reasons = change.reasons().isEmpty() ? "" : change.reasons().names() + ": ";
            terminal.line(columns.row("  " + article, reasons + change.title()));
            return audience.listens();
        });
    }

    private static String news(SiteCategories.Entry entry) {
        return entry.type().text() + " \"" + Text.line(entry.title()) + "\" " + entry.id()
                + (entry.selected() ? ", selected" : ", not selected");
    }

    private static String signed(long number) {
        return (number > 0 ? "+" : "") + Text.count(number);
    }

    private static String time(Run run) {
        return run.endedAt() == null ? "" : Text.duration(Duration.between(run.startedAt(), run.endedAt()));
    }

    private static String heading(ChangeKind kind) {
        String words = words(kind);
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static String words(ChangeKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static Map<String, Counter> counted() {
        Map<String, Counter> counted = new LinkedHashMap<>();
        counted.put("updates read", Counter.READ);
        counted.put("in scope", Counter.IN_SCOPE);
        counted.put("out of scope", Counter.OUT_OF_SCOPE);
        counted.put("skipped", Counter.SKIPPED);
        counted.put("inserted", Counter.INSERTED);
        counted.put("updated", Counter.UPDATED);
        counted.put("unchanged", Counter.UNCHANGED);
        counted.put("expired", Counter.EXPIRED);
        counted.put("reinstated", Counter.REINSTATED);
        counted.put("superseded", Counter.SUPERSEDED);
        counted.put("quarantined", Counter.QUARANTINED);
        return counted;
    }
}
