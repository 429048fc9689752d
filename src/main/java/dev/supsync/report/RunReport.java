package dev.supsync.report;

import dev.supsync.site.ChangeKind;
import dev.supsync.status.Counter;
import dev.supsync.status.Run;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a site keeps of one run, but for the list of updates.
 *
 * @param changed how many updates it changed, and how
 * @param figures of each product and classification that it changed something of, by title
 * @param news the products, families, companies and classifications that it saw first
 */
public record RunReport(
        Run run, Map<ChangeKind, Long> changed, List<RunFigures> figures, List<SiteCategories.Entry> news) {

    public RunReport {
        Map<ChangeKind, Long> copy = new EnumMap<>(ChangeKind.class);
        copy.putAll(changed);
        changed = Collections.unmodifiableMap(copy);
        figures = List.copyOf(figures);
        news = List.copyOf(news);
    }

    /** How many updates it changed so; 0 when there is none. */
    public long changed(ChangeKind kind) {
        return changed.getOrDefault(kind, 0L);
    }

    /** Whether the run counted changes of which no list is kept: earlier versions kept none. */
    public boolean lacksList() {
        long counted = run.counts().get(Counter.INSERTED)
                + run.counts().get(Counter.UPDATED)
                + run.counts().get(Counter.EXPIRED)
                + run.counts().get(Counter.REINSTATED)
                + run.counts().get(Counter.SUPERSEDED);
        return counted > 0 && changed.isEmpty();
    }
}
