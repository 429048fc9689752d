package dev.supsync.site.jdbc;

import static dev.supsync.site.jdbc.UpdateRows.row;

import dev.supsync.metadata.UpdateId;
import dev.supsync.site.ChangeKind;
import dev.supsync.site.LifecycleRow;
import dev.supsync.site.RunLedger;
import dev.supsync.site.UpdateChanges;
import dev.supsync.site.UpdateRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The ledger of one run over JDBC. */
public final class JdbcRunLedger implements RunLedger {

    /** Updates of one statement; the last one fills it up, so that it is prepared once. */
    private static final int PAGE = 500;

    private static final String OWN_CATEGORIES =
            "SELECT CI_ID, CATEGORY_GUID FROM SUP_UPDATE_CATEGORY WHERE CI_ID IN (" + "?, ".repeat(PAGE - 1) + "?)";

    private static final String LEAVING =
            """
            SELECT u.CI_ID, u.UPDATE_ID, u.REVISION_NUMBER, u.ARTICLE_ID,
                   COALESCE(s.TITLE, e.TITLE, d.TITLE, '') AS TITLE
            FROM SUP_UPDATE u
            CROSS JOIN SUP_SITE site
            LEFT JOIN SUP_UPDATE_TEXT s ON s.CI_ID = u.CI_ID AND s.LCID = site.LANGUAGE_LCID
            LEFT JOIN SUP_UPDATE_TEXT e ON e.CI_ID = u.CI_ID AND e.LCID = 1033
            LEFT JOIN SUP_UPDATE_TEXT d ON d.CI_ID = u.CI_ID AND d.LCID = u.DEFAULT_LCID
            WHERE u.CI_ID >= ? AND u.CI_ID <= ? AND u.IS_LISTED = """;

    private final SiteDatabase database;
    private final long runId;
    private @Nullable Map<Figure, Long> figures;

    /**
     * @param runId a run of SUP_RUN; one that is continued goes on with what it has noted
     */
    public JdbcRunLedger(SiteDatabase database, long runId) {
        this.database = database;
        this.runId = runId;
    }

    /** Forgets what a run changed; in the caller's transaction. What earlier runs changed goes before it. */
    public static void forget(SiteDatabase database, long runId) {
        database.translating(() -> {
            database.jdbc().update("DELETE FROM SUP_RUN_CHANGE WHERE RUN_ID = ?", runId);
            database.jdbc().update("DELETE FROM SUP_RUN_FIGURE WHERE RUN_ID = ?", runId);
            return database.jdbc().update("DELETE FROM SUP_RUN_REMOVAL WHERE RUN_ID = ?", runId);
        });
    }

    private record Figure(UUID category, ChangeKind kind) {}

    private record Fate(ChangeKind kind, int reasons) {}

    @Override
    public void written(UpdateChanges changes) {
        Notes notes = new Notes();
        int ciId =
                changes.inserts().isEmpty() ? 0 : nextCiId() - changes.inserts().size();
        for (UpdateRecord insert : changes.inserts()) {
            if (insert.listed()) {
                notes.add(ChangeKind.INSERTED, 0, ciId, insert.categories());
            }
            ciId++;
        }
        for (UpdateChanges.Update update : changes.updates()) {
            int number = update.held().ciId();
            if (update.record().listed() && update.held().listed() && !update.revised()) {
                continue;
            }
            if (update.record().listed()) {
                ChangeKind kind = update.held().listed() ? ChangeKind.UPDATED : ChangeKind.INSERTED;
                notes.add(kind, 0, number, update.record().categories());
            } else if (update.held().listed()) {
                notes.add(ChangeKind.REMOVED, 0, number, List.of());
            }
        }
        write(notes);
    }

    @Override
    public void flagged(List<Flags> changed) {
        if (changed.isEmpty()) {
            return;
        }
        Map<Integer, List<UpdateId>> categories =
                categories(changed.stream().map(f -> f.after().ciId()).toList());
        Notes notes = new Notes();
        for (Flags flags : changed) {
            LifecycleRow before = flags.before();
            LifecycleRow after = flags.after();
            List<UpdateId> own = categories.getOrDefault(after.ciId(), List.of());
            if (before.reasons() == 0 && after.reasons() != 0) {
                notes.add(ChangeKind.EXPIRED, after.reasons(), after.ciId(), own);
            } else if (before.reasons() != 0 && after.reasons() == 0) {
                notes.add(ChangeKind.REINSTATED, 0, after.ciId(), own);
            }
            if (before.superseded() != after.superseded()) {
                ChangeKind kind = after.superseded() ? ChangeKind.SUPERSEDED : ChangeKind.NO_LONGER_SUPERSEDED;
                notes.add(kind, 0, after.ciId(), own);
            }
        }
        write(notes);
    }

    @Override
    public void removing(Collection<Integer> ciIds) {
        List<Object[]> names = new ArrayList<>();
        Notes notes = new Notes();
        for (CiRanges.Range range : CiRanges.of(ciIds)) {
            Map<Integer, List<UpdateId>> categories = categories(
                    IntStream.rangeClosed(range.first(), range.last()).boxed().toList());
            database.translating(() -> {
                database.jdbc()
                        .query(
                                LEAVING + database.literal(true),
                                row -> {
                                    int ciId = row.getInt("CI_ID");
                                    names.add(row(
                                            ciId,
                                            runId,
                                            database.guid(row, "UPDATE_ID"),
                                            row.getInt("REVISION_NUMBER"),
                                            row.getString("ARTICLE_ID"),
                                            row.getString("TITLE")));
                                    notes.add(ChangeKind.REMOVED, 0, ciId, categories.getOrDefault(ciId, List.of()));
                                },
                                range.first(),
                                range.last());
                return true;
            });
        }
        database.write((connection, writer) -> writer.upsert(connection, Tables.RUN_REMOVAL, names));
        write(notes);
    }

    /** What one transaction changes. */
    private static final class Notes {

        private final Map<Fate, List<Integer>> numbers = new LinkedHashMap<>();
        private final Map<Figure, Long> counts = new LinkedHashMap<>();

        void add(ChangeKind kind, int reasons, int ciId, List<UpdateId> categories) {
            numbers.computeIfAbsent(new Fate(kind, reasons), k -> new ArrayList<>())
                    .add(ciId);
            for (UpdateId category : categories) {
                counts.merge(new Figure(category.value(), kind), 1L, Long::sum);
            }
        }
    }

    private void write(Notes notes) {
        if (notes.numbers.isEmpty()) {
            return;
        }
        List<Object[]> ranges = new ArrayList<>();
        notes.numbers.forEach((fate, numbers) -> {
            for (CiRanges.Range range : CiRanges.of(numbers)) {
                ranges.add(row(runId, fate.kind().number(), range.first(), range.last(), fate.reasons()));
            }
        });
        Map<Figure, Long> all = figures();
        List<Object[]> counts = new ArrayList<>();
        notes.counts.forEach((figure, count) ->
                counts.add(row(runId, figure.category(), figure.kind().number(), all.merge(figure, count, Long::sum))));
        database.write((connection, writer) -> {
            writer.upsert(connection, Tables.RUN_CHANGE, ranges);
            writer.upsert(connection, Tables.RUN_FIGURE, counts);
        });
    }

    /** What this run has counted so far. */
    private Map<Figure, Long> figures() {
        Map<Figure, Long> known = figures;
        if (known == null) {
            Map<Figure, Long> read = new HashMap<>();
            database.each(
                    "SELECT CATEGORY_GUID, CHANGE_KIND, UPDATES FROM SUP_RUN_FIGURE WHERE RUN_ID = ?",
                    row -> {
                        UUID category = database.guid(row, "CATEGORY_GUID");
                        if (category != null) {
                            read.put(
                                    new Figure(category, ChangeKind.of(row.getInt("CHANGE_KIND"))),
                                    row.getLong("UPDATES"));
                        }
                    },
                    runId);
            figures = read;
            known = read;
        }
        return known;
    }

    private Map<Integer, List<UpdateId>> categories(List<Integer> numbers) {
        Map<Integer, List<UpdateId>> categories = new HashMap<>();
        for (int from = 0; from < numbers.size(); from += PAGE) {
            List<Integer> page = numbers.subList(from, Math.min(numbers.size(), from + PAGE));
            Object[] parameters = new Object[PAGE];
            Arrays.setAll(parameters, i -> page.get(Math.min(i, page.size() - 1)));
            database.each(
                    OWN_CATEGORIES,
                    row -> {
                        UUID category = database.guid(row, "CATEGORY_GUID");
                        if (category != null) {
                            categories
                                    .computeIfAbsent(row.getInt("CI_ID"), k -> new ArrayList<>())
                                    .add(new UpdateId(category));
                        }
                    },
                    parameters);
        }
        return categories;
    }

    private int nextCiId() {
        Integer next = database.translating(() ->
                database.jdbc().queryForObject("SELECT NEXT_CI_ID FROM SUP_SITE WHERE SITE_ID = 1", Integer.class));
        if (next == null) {
            throw new IllegalStateException("the site has no row about itself");
        }
        return next;
    }
}
