package dev.supsync.replication;

import dev.supsync.site.Publication;
import dev.supsync.site.jdbc.PublicationStore;
import dev.supsync.site.jdbc.SiteDatabase;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A site as its children see it. Reads only, a bounded range of keys at a time. Every method throws
 * {@link dev.supsync.error.SupsyncException} naming the database when it fails.
 */
public final class ReplicationSource {

    /** Flags are narrow: more of them than of updates. */
    private static final int FLAGS = 5 * RecordBatch.SIZE;

    private static final String SITE =
            """
            SELECT SITE_CODE, LINEAGE, SOURCE_ID, SOURCE_NAME, SOURCE_SITE, CHANGE_NUMBER, EPOCH_ID
            FROM SUP_SITE WHERE SITE_ID = 1""";

    /** A run without a plan never read its source. One that waits to be continued has written, too. An import has no next run of its own: it counts while it is the last. */
    private static final String SETTLED =
            """
            SELECT COUNT(*) FROM SUP_SITE s
            WHERE EXISTS (SELECT 1 FROM SUP_RUN r WHERE r.RESULT = 'SUCCEEDED'
                AND r.RUN_ID = (SELECT MAX(RUN_ID) FROM SUP_RUN WHERE RUN_TYPE IN ('FULL', 'DELTA') AND PLAN_TEXT <> ''))
            AND NOT EXISTS (SELECT 1 FROM SUP_RUN r WHERE r.RESULT IS NULL
                AND r.RUN_ID = (SELECT MAX(RUN_ID) FROM SUP_RUN))
            AND NOT EXISTS (SELECT 1 FROM SUP_PARENT p
                WHERE p.WAY IS NOT NULL OR p.CONTENT_VERSION IS NULL OR p.CONTENT_VERSION <> s.CONTENT_VERSION)""";

    private static final String EPOCH = "SELECT FIRST_CHANGE FROM SUP_EPOCH WHERE EPOCH_ID = ?";
    private static final String NEXT_EPOCH =
            "SELECT FIRST_CHANGE FROM SUP_EPOCH WHERE FIRST_CHANGE > ? ORDER BY FIRST_CHANGE";

    private static final String CHANGED =
            " WHERE u.CHANGE_NUMBER > ? AND u.CHANGE_NUMBER <= ? ORDER BY u.CHANGE_NUMBER";

    /** Of an update that itself changed since then, flags travel with it. */
    private static final String CHANGED_FLAGS =
            """
            SELECT s.UPDATE_ID, u.REASONS, u.EXPIRED_SINCE, u.IS_SUPERSEDED, u.CHANGE_NUMBER, s.CHANGE_NUMBER
            FROM SUP_UPDATE_STATE u JOIN SUP_UPDATE s ON s.CI_ID = u.CI_ID""";

    private final SiteDatabase database;
    private final BatchReader reader;

    public ReplicationSource(SiteDatabase parent) {
        this.database = parent;
        this.reader = new BatchReader(parent);
    }

    /** How the site stands. */
    public SiteHead head() {
        // first what is published: what is read of the site after it is no older
        @Nullable
        Publication publication = new PublicationStore(database).latest().orElse(null);
        List<SiteHead> heads = new ArrayList<>(1);
        database.each(SITE, row -> {
            String code = row.getString("SITE_CODE");
            String sourceSite = row.getString("SOURCE_SITE");
            UUID lineage = Objects.requireNonNull(database.guid(row, "LINEAGE"));
            UUID epoch = database.guid(row, "EPOCH_ID");
            heads.add(new SiteHead(
                    code,
                    lineage,
                    publication,
                    database.guid(row, "SOURCE_ID"),
                    row.getString("SOURCE_NAME"),
                    sourceSite == null ? code : sourceSite,
                    row.getLong("CHANGE_NUMBER"),
                    epoch == null ? lineage : epoch));
        });
        return heads.get(0);
    }

    /**
     * Whether the site holds nothing but what is published, as far as a synchronization wrote it: the last one succeeded, none
     * is under way, and what came from the site above has been taken over. What a cleanup removes and a deployment marks
     * since is no change of what is published.
     */
    public boolean isSettled() {
        Integer settled = database.translating(() -> database.jdbc().queryForObject(SETTLED, Integer.class));
        return settled != null && settled > 0;
    }

    /** The publication at a change number; empty if this history has none there. */
    public Optional<Publication> publication(long changeNumber) {
        return new PublicationStore(database).at(changeNumber);
    }

    /**
     * Whether what a child has seen belongs to the history of this database: it does not when the database was restored
     * from a copy that is older than what the child has seen, whatever it did since.
     */
    public boolean knows(ReplicationPosition position, SiteHead head) {
        UUID epoch = position.epoch();
        if (epoch == null || !position.lineage().equals(head.lineage()) || position.seen() > head.seen()) {
            return false;
        }
        if (epoch.equals(head.epoch())) {
            return true;
        }
        @Nullable
        Long first = epoch.equals(head.lineage()) ? Long.valueOf(-1) : number(EPOCH, database.parameter(epoch));
        if (first == null || position.seen() < first) {
            return false;
        }
        @Nullable Long next = number(NEXT_EPOCH + database.first(1), first);
        return next == null || position.seen() < next;
    }

    private @Nullable Long number(String sql, Object parameter) {
        List<Long> numbers = new ArrayList<>(1);
        database.each(sql, row -> numbers.add(row.getLong(1)), parameter);
        return numbers.isEmpty() ? null : numbers.get(0);
    }

    /**
     * The first records with a change number above one and not above another, in the order of their changes: up to
     * {@link RecordBatch#reached()}, which is the second number when nothing is left.
     */
    public RecordBatch changes(long after, long upTo) {
        BatchReader.Seen before = reader.seen();
        RecordBatch batch = new RecordBatch(false);
        long end = upTo;
        List<BatchReader.Head> heads = new ArrayList<>();
        database.each(
                "SELECT " + BatchReader.headColumns() + " FROM SUP_UPDATE u" + CHANGED
                        + database.first(RecordBatch.SIZE),
                row -> heads.add(reader.head(row)),
                after,
                end);
        if (heads.size() == RecordBatch.SIZE) {
            end = heads.get(heads.size() - 1).changeNumber();
        }
        Changes<Object[]> flags = flags(after, end);
        end = flags.end();
        Changes<Object[]> tombstones = rows(Part.TOMBSTONES, after, end);
        end = tombstones.end();
        Changes<Object[]> imports = rows(Part.IMPORTS, after, end);
        end = imports.end();
        Changes<Object[]> removed = rows(Part.REMOVED_CATEGORIES, after, end);
        end = removed.end();
        Changes<Object[]> categories = rows(Part.CATEGORIES, after, end);
        end = categories.end();
        long last = end;
        flags.addTo(batch.rows(Part.FLAGS), last);
        tombstones.addTo(batch.rows(Part.TOMBSTONES), last);
        imports.addTo(batch.rows(Part.IMPORTS), last);
        removed.addTo(batch.rows(Part.REMOVED_CATEGORIES), last);
        categories.addTo(batch.rows(Part.CATEGORIES), last);
        categoryTexts(batch);
        reader.complete(batch, unchanged(heads, last), before);
        batch.reached(last);
        return batch;
    }

    /** Records in the order of their changes, and how far they go. */
    private record Changes<T>(List<T> rows, List<Long> numbers, long end) {

        void addTo(List<T> target, long last) {
            for (int i = 0; i < rows.size() && numbers.get(i) <= last; i++) {
                target.add(rows.get(i));
            }
        }
    }

    private Changes<Object[]> flags(long after, long upTo) {
        List<Object[]> rows = new ArrayList<>();
        List<Long> numbers = new ArrayList<>();
        long[] last = {upTo};
        int[] read = {0};
        database.each(
                CHANGED_FLAGS + CHANGED + database.first(FLAGS),
                row -> {
                    long number = row.getLong(5);
                    if (row.getLong(6) <= after) {
                        rows.add(Part.FLAGS.read(database, row));
                        numbers.add(number);
                    }
                    if (++read[0] == FLAGS) {
                        last[0] = number;
                    }
                },
                after,
                upTo);
        return new Changes<>(rows, numbers, last[0]);
    }

    private Changes<Object[]> rows(Part part, long after, long upTo) {
        List<Object[]> rows = new ArrayList<>();
        List<Long> numbers = new ArrayList<>();
        int number = part.places().length + 1;
        database.each(
                "SELECT " + part.columns("u.") + ", u.CHANGE_NUMBER FROM "
                        + part.table().name() + " u" + CHANGED + database.first(RecordBatch.SIZE),
                row -> {
                    rows.add(part.read(database, row));
                    numbers.add(row.getLong(number));
                },
                after,
                upTo);
        return new Changes<>(rows, numbers, rows.size() == RecordBatch.SIZE ? numbers.get(numbers.size() - 1) : upTo);
    }

    /**
     * The updates with a higher local number, about {@link RecordBatch#SIZE} of them, in the order of these numbers, as they
     * are now; none at the end.
     */
    public Optional<RecordBatch> page(long afterCiId) {
        return page(afterCiId, Long.MAX_VALUE);
    }

    /**
     * The same without those that have changed since a change number.
     *
     * @param upTo the change number; a page of changed ones alone is empty
     */
    Optional<RecordBatch> page(long afterCiId, long upTo) {
        BatchReader.Seen before = reader.seen();
        List<BatchReader.Head> heads = new ArrayList<>(RecordBatch.SIZE);
        database.each(
                "SELECT " + BatchReader.headColumns() + " FROM SUP_UPDATE u WHERE u.CI_ID > ? ORDER BY u.CI_ID"
                        + database.first(RecordBatch.SIZE),
                row -> heads.add(reader.head(row)),
                afterCiId);
        if (heads.isEmpty()) {
            return Optional.empty();
        }
        RecordBatch batch = new RecordBatch(false);
        long reached = heads.get(heads.size() - 1).ciId();
        reader.complete(batch, unchanged(heads, upTo), before);
        batch.reached(reached);
        return Optional.of(batch);
    }

    private static List<BatchReader.Head> unchanged(List<BatchReader.Head> heads, long since) {
        return heads.stream().filter(head -> head.changeNumber() <= since).toList();
    }

    /** All categories and imports; whoever applies them takes other categories away. */
    public RecordBatch categories() {
        BatchReader.Seen before = reader.seen();
        RecordBatch batch = new RecordBatch(true);
        for (Part part : List.of(Part.CATEGORIES, Part.IMPORTS)) {
            database.each("SELECT " + part.columns("") + " FROM " + part.table().name(), row -> batch.rows(part)
                    .add(part.read(database, row)));
        }
        categoryTexts(batch);
        batch.seen(before.changeNumber(), before.epoch());
        return batch;
    }

    /** Some updates by their local numbers, whole; those that are gone are left out. */
    RecordBatch updates(Collection<Integer> ciIds) {
        return updates(ciIds, Long.MAX_VALUE);
    }

    /** The same without those that have changed since a change number. */
    RecordBatch updates(Collection<Integer> ciIds, long upTo) {
        BatchReader.Seen before = reader.seen();
        List<BatchReader.Head> heads = new ArrayList<>();
        Keys.numbers(
                database,
                "SELECT " + BatchReader.headColumns() + " FROM SUP_UPDATE u WHERE u.CI_ID IN (",
                ciIds,
                row -> heads.add(reader.head(row)));
        RecordBatch batch = new RecordBatch(false);
        reader.complete(batch, unchanged(heads, upTo), before);
        return batch;
    }

    private void categoryTexts(RecordBatch batch) {
        Map<Integer, Integer> places = new HashMap<>();
        for (Object[] row : batch.rows(Part.CATEGORIES)) {
            int place = places.size();
            places.put((Integer) row[0], place);
            row[0] = place;
        }
        if (places.isEmpty()) {
            return;
        }
        Set<Integer> numbers = places.keySet().stream().collect(Collectors.toSet());
        Keys.numbers(
                database,
                "SELECT " + Part.CATEGORY_TEXTS.columns("") + " FROM SUP_CATEGORY_TEXT WHERE CATEGORY_ID IN (",
                numbers,
                row -> {
                    Object[] values = Part.CATEGORY_TEXTS.read(database, row);
                    values[0] = Objects.requireNonNull(places.get((Integer) values[0]));
                    batch.rows(Part.CATEGORY_TEXTS).add(values);
                });
    }
}
