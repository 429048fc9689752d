package dev.supsync.replication;

import java.util.UUID;

/**
 * Something that two sites do not have alike.
 *
 * @param id an update ID, or a category ID where the kind says so
 * @param what which part differs, as words; empty where one of them lacks it
 */
public record Difference(Kind kind, UUID id, String what) {

    /** What differs. */
    public enum Kind {
        /** An update that only the right site holds. */
        MISSING_LEFT,
        /** An update that only the left site holds. */
        MISSING_RIGHT,
        /** An update that both hold with other content. */
        CONTENT,
        /** An update of which only the flags differ: expiry reasons, since when, superseded. */
        FLAGS,
        /** A category that only the right site holds. */
        CATEGORY_MISSING_LEFT,
        /** A category that only the left site holds. */
        CATEGORY_MISSING_RIGHT,
        /** A category that both hold with other content, or whose selection differs. */
        CATEGORY
    }
}
