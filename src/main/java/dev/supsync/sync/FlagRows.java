package dev.supsync.sync;

import dev.supsync.site.LifecycleRow;
import java.util.List;

/** The rows that a step looks at, page by page, in the order of their local numbers. */
interface FlagRows {

    /** The rows with higher local numbers, at most so many; empty at the end. */
    List<LifecycleRow> after(int ciId, int limit);

    /** These rows, which are in their order. */
    static FlagRows of(List<LifecycleRow> rows) {
        return (ciId, limit) ->
                rows.stream().filter(row -> row.ciId() > ciId).limit(limit).toList();
    }
}
