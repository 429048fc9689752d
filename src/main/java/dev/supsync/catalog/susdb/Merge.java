package dev.supsync.catalog.susdb;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Puts together what the tables say and what the document says: the tables win, the document fills. */
final class Merge {

    /** SQL Server's datetime rounds to three milliseconds and a third. */
    private static final Duration ROUNDING = Duration.ofMillis(4);

    private Merge() {}

    /** A part of the document; null when there is no document or no such part. */
    static <D, T> @Nullable T part(@Nullable D document, Function<D, @Nullable T> part) {
        return document == null ? null : part.apply(document);
    }

    static <T> @Nullable T first(@Nullable T table, @Nullable T document) {
        return table != null ? table : document;
    }

    static boolean flag(@Nullable Boolean table, @Nullable Boolean document) {
        return Boolean.TRUE.equals(first(table, document));
    }

    /** The document's list where it holds all that the tables hold: it has the order, and tables may have room for one. */
    static List<String> list(Collection<String> table, @Nullable List<String> document) {
        return document != null && new HashSet<>(document).containsAll(table) ? document : List.copyOf(table);
    }

    /** The document's time where the table's is the same rounded. */
    static @Nullable Instant time(@Nullable Instant table, @Nullable Instant document) {
        if (table == null || document == null) {
            return first(table, document);
        }
        return Duration.between(table, document).abs().compareTo(ROUNDING) <= 0 ? document : table;
    }

    /** The document's text where the table's is the beginning of it: columns have room for so much. */
    static @Nullable String text(@Nullable String table, @Nullable String document) {
        return table == null || (document != null && document.startsWith(table)) ? document : table;
    }
}
