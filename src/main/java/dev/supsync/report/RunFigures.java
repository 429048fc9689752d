package dev.supsync.report;

import dev.supsync.metadata.UpdateId;
import dev.supsync.site.ChangeKind;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many updates of one product or classification a run changed. An update of two products counts for both.
 *
 * @param title its GUID when the site does not hold it
 */
public record RunFigures(UpdateId id, String title, boolean isClassification, Map<ChangeKind, Long> counts) {

    public RunFigures {
        Map<ChangeKind, Long> copy = new EnumMap<>(ChangeKind.class);
        copy.putAll(counts);
        counts = Collections.unmodifiableMap(copy);
    }

    /** A count; 0 when there is none. */
    public long count(ChangeKind kind) {
        return counts.getOrDefault(kind, 0L);
    }
}
