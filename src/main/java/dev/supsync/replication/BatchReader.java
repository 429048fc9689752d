package dev.supsync.replication;

import dev.supsync.site.jdbc.SiteDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Reads updates whole: their rows, and then, table by table, what belongs to them. */
final class BatchReader {

    /** Numbers that lie closer than this are read as one range. */
    private static final int DENSE = 2;

    private static final String SEEN = "SELECT CHANGE_NUMBER, EPOCH_ID, LINEAGE FROM SUP_SITE WHERE SITE_ID = 1";

    private final SiteDatabase database;

    BatchReader(SiteDatabase database) {
        this.database = database;
    }

    /** An update as it was found. */
    @SuppressWarnings("ArrayRecordComponent") // compared by what it is, never by its values
    record Head(int ciId, long changeNumber, Object[] row) {}

    /** A site's last change and its epoch. */
    record Seen(long changeNumber, UUID epoch) {}

    /** The columns of {@link #head}. */
    static String headColumns() {
        return Part.UPDATES.columns("u.") + ", u.CHANGE_NUMBER";
    }

    /** A row of a query that begins with {@link #headColumns()}. */
    Head head(ResultSet row) throws SQLException {
        Object[] values = Part.UPDATES.read(database, row);
        return new Head((Integer) values[0], row.getLong(Part.UPDATES.places().length + 1), values);
    }

    /** The site's last change now. */
    Seen seen() {
        List<Seen> seen = new ArrayList<>(1);
        database.each(SEEN, row -> {
            UUID epoch = database.guid(row, "EPOCH_ID");
            UUID lineage = database.guid(row, "LINEAGE");
            seen.add(new Seen(row.getLong("CHANGE_NUMBER"), epoch != null ? epoch : lineage(lineage)));
        });
        return seen.get(0);
    }

    private static UUID lineage(@org.jspecify.annotations.Nullable UUID lineage) throws SQLException {
        if (lineage == null) {
            throw new SQLException("LINEAGE is null");
        }
        return lineage;
    }

    /**
     * Adds updates with all that belongs to them, and notes what the site has seen. An update that was changed while this
     * was read is left out: it has a higher change number then than any that was published before.
     *
     * @param before the site's last change before the heads were read
     */
    void complete(RecordBatch batch, List<Head> found, Seen before) {
        List<Head> heads = found;
        read(batch, heads);
        Seen after = seen();
        while (after.changeNumber() != before.changeNumber()) {
            List<Head> still = unchanged(heads);
            if (still.size() == heads.size()) {
                break;
            }
            Seen again = after;
            clear(batch);
            heads = still;
            read(batch, heads);
            after = seen();
            if (after.changeNumber() == again.changeNumber()) {
                break;
            }
        }
        batch.seen(after.changeNumber(), after.epoch());
    }

    private static void clear(RecordBatch batch) {
        batch.rows(Part.UPDATES).clear();
        batch.rows(Part.STATES).clear();
        Part.DETAILS.forEach(part -> batch.rows(part).clear());
    }

    private List<Head> unchanged(List<Head> heads) {
        Map<Integer, Long> now = new HashMap<>();
        List<Integer> numbers = heads.stream().map(Head::ciId).toList();
        Keys.numbers(
                database,
                "SELECT CI_ID, CHANGE_NUMBER FROM SUP_UPDATE WHERE CI_ID IN (",
                numbers,
                row -> now.put(row.getInt(1), row.getLong(2)));
        Set<Head> changed = new HashSet<>();
        for (Head head : heads) {
            Long number = now.get(head.ciId());
            if (number == null || number != head.changeNumber()) {
                changed.add(head);
            }
        }
        return heads.stream().filter(head -> !changed.contains(head)).toList();
    }

    private void read(RecordBatch batch, List<Head> heads) {
        if (heads.isEmpty()) {
            return;
        }
        Places places = new Places(heads);
        int place = 0;
        for (Head head : heads) {
            Object[] row = head.row();
            row[0] = place++;
            batch.rows(Part.UPDATES).add(row);
        }
        details(batch, Part.STATES, places);
        for (Part part : Part.DETAILS) {
            details(batch, part, places);
        }
    }

    private void details(RecordBatch batch, Part part, Places places) {
        List<Object[]> rows = batch.rows(part);
        SiteDatabase.RowConsumer consumer = row -> {
            int place = places.of(row.getInt(1));
            if (place >= 0) {
                Object[] values = part.read(database, row);
                values[0] = place;
                rows.add(values);
            }
        };
        String from = "SELECT " + part.columns("") + " FROM " + part.table().name() + " WHERE CI_ID ";
        if (places.isDense()) {
            database.each(from + "BETWEEN ? AND ?", consumer, places.first(), places.last());
        } else {
            Keys.numbers(database, from + "IN (", places.numbers(), consumer);
        }
    }

    /** Where each local number stands in the batch. */
    private static final class Places {

        private final List<Integer> numbers;
        private final int first;
        private final int last;
        private final int[] range;
        private final Map<Integer, Integer> map = new HashMap<>();

        Places(List<Head> heads) {
            numbers = heads.stream().map(Head::ciId).sorted().toList();
            first = numbers.get(0);
            last = numbers.get(numbers.size() - 1);
            boolean isDense = (long) last - first < (long) DENSE * numbers.size();
            range = new int[isDense ? last - first + 1 : 0];
            for (int place = 0; place < heads.size(); place++) {
                int number = heads.get(place).ciId();
                if (isDense) {
                    range[number - first] = place + 1;
                } else {
                    map.put(number, place);
                }
            }
        }

        boolean isDense() {
            return range.length > 0;
        }

        int first() {
            return first;
        }

        int last() {
            return last;
        }

        List<Integer> numbers() {
            return numbers;
        }

        /** Negative if it is not in the batch. */
        int of(int number) {
            return isDense() ? range[number - first] - 1 : map.getOrDefault(number, -1);
        }
    }
}
