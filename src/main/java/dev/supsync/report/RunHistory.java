package dev.supsync.report;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.lifecycle.ExpiryReasons;
import dev.supsync.metadata.UpdateId;
import dev.supsync.site.ChangeKind;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.status.Run;
import dev.supsync.status.RunStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/** What the runs of a site changed: each by itself, and several together. */
public final class RunHistory {

    private static final String EVENTS =
            """
            SELECT CHANGE_KIND, REASONS, FIRST_CI_ID, LAST_CI_ID FROM SUP_RUN_CHANGE
            WHERE RUN_ID > ? AND RUN_ID <= ? ORDER BY RUN_ID, CHANGE_KIND, FIRST_CI_ID""";

    private final SiteDatabase database;
    private final RunStore runs;
    private final SiteCategories categories;

    public RunHistory(SiteDatabase database) {
        this.database = database;
        this.runs = new RunStore(database);
        this.categories = SiteCategories.read(database);
    }

    /**
     * What is kept of a run.
     *
     * @throws SupsyncException with USAGE if the site has no such run, or no longer
     */
    public RunReport report(long runId) {
        Run run = runs.find(runId).orElseThrow(() -> unknown(runId));
        return new RunReport(run, Fates.of(events(runId - 1, runId)).counts(), figures(runId), news(runId));
    }

    /**
     * Hands over what a run changed: by kind, then by local number.
     *
     * @param consumer takes an update; false when it wants no more of this kind
     */
    public void changes(long runId, Predicate<RunChange> consumer) {
        each(Fates.of(events(runId - 1, runId)), consumer);
    }

    /** How many updates the runs after the first one, up to and with the second, changed together. */
    public Map<ChangeKind, Long> countBetween(long after, long upTo) {
        return Fates.net(events(after, upTo)).counts();
    }

    /**
     * Hands over what the runs after the first one, up to and with the second, changed together: what came and went
     * between them is not told.
     *
     * @param consumer takes an update; false when it wants no more of this kind
     */
    public void changesBetween(long after, long upTo, Predicate<RunChange> consumer) {
        each(Fates.net(events(after, upTo)), consumer);
    }

    /** How many of the runs after the first one, up to and with the second, are not kept any more. */
    public long missingBetween(long after, long upTo) {
        return database.translating(() -> {
            Long kept = database.jdbc()
                    .queryForObject(
                            "SELECT COUNT(*) FROM SUP_RUN WHERE RUN_ID > ? AND RUN_ID <= ?", Long.class, after, upTo);
            return upTo - after - (kept == null ? 0 : kept);
        });
    }

    private void each(Fates fates, Predicate<RunChange> consumer) {
        UpdateNames names = new UpdateNames(database);
        ChangeKind refused = null;
        for (Map.Entry<Fates.Fate, BitSet> entry : fates.sets().entrySet()) {
            if (entry.getKey().kind() != refused && !each(entry.getKey(), entry.getValue(), names, consumer)) {
                refused = entry.getKey().kind();
            }
        }
    }

    private static boolean each(Fates.Fate fate, BitSet numbers, UpdateNames names, Predicate<RunChange> consumer) {
        int next = numbers.nextSetBit(0);
        int[] page = new int[UpdateNames.PAGE];
        while (next >= 0) {
            int size = 0;
            while (next >= 0 && size < page.length) {
                page[size++] = next;
                next = numbers.nextSetBit(next + 1);
            }
            for (UpdateNames.Name name : names.of(Arrays.copyOf(page, size)).values()) {
                RunChange change = new RunChange(
                        fate.kind(),
                        name.id(),
                        name.revisionNumber(),
                        name.article(),
                        name.title(),
                        new ExpiryReasons(fate.reasons()));
                if (!consumer.test(change)) {
                    return false;
                }
            }
        }
        return true;
    }

    private List<Fates.Event> events(long after, long upTo) {
        return database.translating(() -> database.jdbc().query(EVENTS, RunHistory::event, after, upTo));
    }

    private static Fates.Event event(ResultSet row, int number) throws SQLException {
        return new Fates.Event(
                new Fates.Fate(ChangeKind.of(row.getInt("CHANGE_KIND")), row.getInt("REASONS")),
                row.getInt("FIRST_CI_ID"),
                row.getInt("LAST_CI_ID"));
    }

    private List<RunFigures> figures(long runId) {
        Map<UpdateId, Map<ChangeKind, Long>> counts = new HashMap<>();
        database.translating(() -> {
            database.jdbc()
                    .query(
                            "SELECT CATEGORY_GUID, CHANGE_KIND, UPDATES FROM SUP_RUN_FIGURE WHERE RUN_ID = ?",
                            (ResultSet row) -> {
                                UUID category = database.guid(row, "CATEGORY_GUID");
                                if (category != null) {
                                    counts.computeIfAbsent(new UpdateId(category), k -> new EnumMap<>(ChangeKind.class))
                                            .put(ChangeKind.of(row.getInt("CHANGE_KIND")), row.getLong("UPDATES"));
                                }
                            },
                            runId);
            return true;
        });
        List<RunFigures> figures = new ArrayList<>();
        counts.forEach((id, count) ->
                figures.add(new RunFigures(id, categories.title(id), categories.isClassification(id), count)));
        figures.sort(Comparator.comparing(RunFigures::title).thenComparing(f -> f.id().toString()));
        return figures;
    }

    /** Of the first run everything is new, which tells nothing. */
    private List<SiteCategories.Entry> news(long runId) {
        return categories.firstSeenIn(runId);
    }

    private SupsyncException unknown(long runId) {
        List<Run> last = runs.last(1);
        String newest = last.isEmpty()
                ? "It has no runs yet."
                : "The newest is " + last.get(0).id() + ".";
        return new SupsyncException(
                ErrorCode.USAGE,
                database.name() + " has no run " + runId + ", or keeps it no longer. " + newest,
                "The command \"runs\" lists those that are kept.");
    }
}
