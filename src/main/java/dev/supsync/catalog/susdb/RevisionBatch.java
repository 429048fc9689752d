package dev.supsync.catalog.susdb;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The revisions of one page. Their details are loaded together with those of revisions that follow: of few at first, of
 * more and more while they are all asked for. What was handed out is forgotten here.
 */
final class RevisionBatch {

    private static final int FIRST_WINDOW = 4;
    private static final int GROWTH = 4;

    private final DetailLoader loader;
    private final List<BaseRow> rows;
    private final Map<Long, Integer> places = new HashMap<>();
    private final BitSet handedOut = new BitSet();
    private final Map<Long, Details> loaded = new HashMap<>();
    private int window = FIRST_WINDOW / GROWTH;
    private int lastLoaded;

    /** At most {@link RevisionIds#MAXIMUM} rows. */
    RevisionBatch(DetailLoader loader, List<BaseRow> rows) {
        this.loader = loader;
        this.rows = List.copyOf(rows);
        for (int i = 0; i < rows.size(); i++) {
            places.put(rows.get(i).revisionId(), i);
        }
    }

    /** The details of one of the rows. */
    synchronized Details details(BaseRow row) {
        int place = places.getOrDefault(row.revisionId(), 0);
        handedOut.set(place);
        Details details = loaded.remove(row.revisionId());
        if (details == null) {
            window = loaded.size() <= lastLoaded / 2 ? Math.min(window * GROWTH, RevisionIds.MAXIMUM) : FIRST_WINDOW;
            loaded.putAll(loader.load(following(row, place)));
            details = loaded.remove(row.revisionId());
        }
        return Objects.requireNonNull(details);
    }

    /** The row, and those behind it that nobody has asked for yet. */
    private List<BaseRow> following(BaseRow row, int place) {
        List<BaseRow> following = new ArrayList<>();
        following.add(row);
        for (int i = place + 1; i < rows.size() && following.size() < window; i++) {
            if (!handedOut.get(i) && !loaded.containsKey(rows.get(i).revisionId())) {
                following.add(rows.get(i));
            }
        }
        lastLoaded = following.size();
        return following;
    }
}
