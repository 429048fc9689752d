package dev.supsync.catalog.susdb;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A set of RevisionIDs, or other numbers, as a condition in SQL. IDs that lie close together are a range, which every index serves; others
 * a list, filled up to one of few lengths so that the server keeps few plans.
 */
record RevisionIds(List<Long> ids, boolean isRange) {

    /** No list is longer. */
    static final int MAXIMUM = 500;

    RevisionIds {
        if (ids.isEmpty() || ids.size() > MAXIMUM) {
            throw new IllegalArgumentException(ids.size() + " RevisionIDs, expected 1 to " + MAXIMUM);
        }
        ids = List.copyOf(ids);
    }

    /** A range if they lie close together: it may cover others, whose rows the caller passes over. */
    static RevisionIds of(List<Long> ids) {
        return new RevisionIds(ids, Collections.max(ids) - Collections.min(ids) < 2L * ids.size());
    }

    /** These and no others. */
    static RevisionIds only(List<Long> ids) {
        return new RevisionIds(ids, false);
    }

    /** What follows the name of the column: {@code BETWEEN ? AND ?} or {@code IN (?, …)}. */
    String condition() {
        return isRange ? "BETWEEN ? AND ?" : "IN (" + marks(listLength()) + ")";
    }

    List<Long> parameters() {
        if (isRange) {
            return List.of(Collections.min(ids), Collections.max(ids));
        }
        List<Long> parameters = new ArrayList<>(ids);
        while (parameters.size() < listLength()) {
            parameters.add(ids.get(ids.size() - 1));
        }
        return parameters;
    }

    /** So many question marks. */
    static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }

    private int listLength() {
        int length = 1;
        while (length < ids.size()) {
            length *= 4;
        }
        return Math.min(length, MAXIMUM);
    }
}
