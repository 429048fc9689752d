package dev.supsync.sync;

import dev.supsync.lifecycle.ExpiryReasons;
import dev.supsync.lifecycle.SupersedenceGraph;
import dev.supsync.site.LifecycleRow;
import dev.supsync.site.SiteState;
import dev.supsync.status.Counter;
import dev.supsync.status.Tally;
import dev.supsync.sync.SyncListener.Phase;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out anew which updates are superseded: that changes without a new revision of theirs. */
final class SupersedenceStep extends FlagsStep {

    private static final int PAGE = 5_000;

    private @Nullable SupersedenceGraph graph;

    SupersedenceStep(RunContext context) {
        super(context, Phase.SUPERSEDENCE);
    }

    @Override
    boolean prepare() {
        SiteState state = context().store().state();
        if (state.changeNumber() == state.settledChange()) {
            return false; // neither a reference nor a flag has changed since the last successful run
        }
        Optional<Affected> affected = Affected.by(context());
        if (affected.isPresent()) {
            only(affected.get().rows());
            graph = graph(affected.get());
            return true;
        }
        SupersedenceGraph.Builder builder = SupersedenceGraph.builder();
        context().store().supersedence(builder::edge);
        int last = 0;
        List<LifecycleRow> rows = context().store().lifecycleAfter(last, PAGE);
        while (!rows.isEmpty()) {
            rows.forEach(row -> add(row, builder));
            last = rows.get(rows.size() - 1).ciId();
            rows = context().store().lifecycleAfter(last, PAGE);
        }
        graph = builder.build();
        context().tally().set(Counter.CYCLIC_REFERENCES, graph.ignoredCount());
        reportCycles(graph);
        return true;
    }

    private SupersedenceGraph graph(Affected affected) {
        SupersedenceGraph.Builder builder = SupersedenceGraph.builder();
        affected.edges(builder::edge);
        context().store().lifecycle(affected.deciding()).forEach(row -> add(row, builder));
        return builder.build();
    }

    private static void add(LifecycleRow row, SupersedenceGraph.Builder builder) {
        if (row.listed() && new ExpiryReasons(row.reasons()).isLive()) {
            builder.live(row.id());
        }
    }

    @Override
    public void close() {
        graph = null;
    }

    @Override
    LifecycleRow correct(LifecycleRow row) {
        boolean superseded = row.listed() && Objects.requireNonNull(graph).isSuperseded(row.id());
        return superseded == row.superseded() ? row : row.withSuperseded(superseded);
    }

    @Override
    void count(LifecycleRow before, LifecycleRow after, Tally tally) {
        if (isOld(before) && after.superseded()) {
            tally.count(Counter.SUPERSEDED);
        }
    }

    private void reportCycles(SupersedenceGraph built) {
        if (built.ignoredCount() > 0) {
            SupersedenceGraph.Edge first = built.ignored().get(0);
            context()
                    .listener()
                    .note(built.ignoredCount() + " references of supersedence lead back to where they start and are"
                            + " ignored, for example from update " + first.newer() + " to update " + first.older()
                            + ".");
        }
    }
}
