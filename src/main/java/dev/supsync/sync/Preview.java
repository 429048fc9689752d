package dev.supsync.sync;

import dev.supsync.catalog.CatalogRecord;
import dev.supsync.catalog.Cursor;
import dev.supsync.catalog.Position;
import dev.supsync.lifecycle.ExpiryReasons;
import dev.supsync.metadata.RevisionKey;
import dev.supsync.metadata.UpdateId;
import dev.supsync.quarantine.QuarantineEntry;
import dev.supsync.scope.CategoryNode;
import dev.supsync.scope.CategoryTree;
import dev.supsync.scope.ResolvedScope;
import dev.supsync.scope.ScopeResolver;
import dev.supsync.site.ChangeKind;
import dev.supsync.site.RunLedger;
import dev.supsync.site.UpdateChanges;
import dev.supsync.site.UpdateRecord;
import dev.supsync.site.jdbc.JdbcCategoryStore;
import dev.supsync.site.jdbc.JdbcLifecycleStore;
import dev.supsync.site.jdbc.JdbcSiteStore;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.sync.SyncListener.Phase;
import java.time.Clock;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * Finds out what a full synchronization would do, with the parts of the real one, on a {@link PreviewSite}: it writes
 * nothing, takes no lease and is no run of the site.
 */
public final class Preview {

    private final SyncPlan plan;
    private final SiteDatabase database;
    private final Clock clock;
    private final SyncListener listener;
    private final StopSignal stop;
    private final Map<UpdateId, Map<ChangeKind, Long>> figures = new HashMap<>();
    private final BitSet expired = new BitSet();
    private final BitSet reinstated = new BitSet();

    public Preview(SiteDatabase database, SyncPlan plan, Clock clock, SyncListener listener, StopSignal stop) {
        this.database = database;
        this.plan = plan;
        this.clock = clock;
        this.listener = listener;
        this.stop = stop;
    }

    /**
     * Runs to the end.
     *
     * @throws dev.supsync.error.SupsyncException what the synchronization would fail with
     */
    public PreviewReport run() {
        PreviewSite site = new PreviewSite(new JdbcSiteStore(database), new JdbcLifecycleStore(database));
        RunContext context = RunContext.ofPreview(plan, database, site, clock, listener, stop);
        plan.catalog().activity().ifPresent(a -> listener.note(a + " What it brings is not part of this."));
        listener.phase(Phase.CATEGORIES);
        CategoryTree tree = ScopeCheck.tree(plan.catalog(), new JdbcCategoryStore(database).all());
        ResolvedScope scope = ScopeResolver.resolve(plan.scope(), tree, new ScopePins(database).all());
        scope.warnings().forEach(listener::note);
        context.resolve(tree, scope);
        ReleaseStep.release(context);
        updates(context, site);
        flags(context, site, new ExpirationsStep(context));
        flags(context, site, new SupersedenceStep(context));
        flags(context, site, new RuleStep(context));
        count(expired, ChangeKind.EXPIRED, context);
        count(reinstated, ChangeKind.REINSTATED, context);
        return new PreviewReport(
                context.tally(),
                figures(tree, id -> !tree.isProductLike(id)),
                figures(tree, tree::isProductLike),
                expired,
                reinstated);
    }

    private void updates(RunContext context, PreviewSite site) {
        listener.phase(Phase.UPDATES);
        BatchPreparer preparer = new BatchPreparer(
                plan.catalog(), site, context.resolved(), context.sizes(), context.picked(), Set.of());
        long total = plan.catalog().size();
        long done = 0;
        try (Cursor<CatalogRecord> cursor = plan.catalog().revisions(Position.START)) {
            for (UpdateBatch batch = preparer.next(cursor); batch != null; batch = preparer.next(cursor)) {
                stop.check();
                UpdateChanges changes = batch.changes();
                site.apply(() -> 0, changes, clock.instant());
                count(changes);
                context.tally().add(batch.tally());
                for (QuarantineEntry entry : batch.quarantined()) {
                    RevisionKey key = entry.key();
                    if (key != null) {
                        context.addUnreadable(key.id());
                    }
                }
                done += batch.records();
                listener.progress(Phase.UPDATES, done, Math.max(done, total));
            }
        }
    }

    private void flags(RunContext context, PreviewSite site, FlagsStep step) {
        step.open(new ExecutionContext());
        try {
            for (FlagsStep.Page page = step.read(); page != null; page = step.read()) {
                site.applyFlags(() -> 0, page.changed(), clock.instant());
                context.tally().add(page.tally());
                page.old().forEach(this::note);
            }
        } finally {
            step.close();
        }
    }

    private void note(RunLedger.Flags flags) {
        int ciId = flags.after().ciId();
        boolean wasLive = flags.before().reasons() == ExpiryReasons.NONE.bits();
        boolean isLive = flags.after().reasons() == ExpiryReasons.NONE.bits();
        if (wasLive && !isLive) {
            expired.set(ciId, !reinstated.get(ciId));
            reinstated.clear(ciId);
        } else if (!wasLive && isLive) {
            reinstated.set(ciId, !expired.get(ciId));
            expired.clear(ciId);
        }
    }

    private void count(UpdateChanges changes) {
        for (UpdateRecord insert : changes.inserts()) {
            if (insert.listed()) {
                add(ChangeKind.INSERTED, insert.categories());
            }
        }
        for (UpdateChanges.Update update : changes.updates()) {
            if (update.record().listed() && (update.revised() || !update.held().listed())) {
                add(
                        update.held().listed() ? ChangeKind.UPDATED : ChangeKind.INSERTED,
                        update.record().categories());
            }
        }
    }

    private void count(BitSet ciIds, ChangeKind kind, RunContext context) {
        context.lifecycle().categories(ciIds, (ciId, category) -> add(kind, List.of(category)));
    }

    private void add(ChangeKind kind, Collection<UpdateId> categories) {
        for (UpdateId category : categories) {
            figures.computeIfAbsent(category, k -> new EnumMap<>(ChangeKind.class))
                    .merge(kind, 1L, Long::sum);
        }
    }

    private List<PreviewReport.Figure> figures(CategoryTree tree, Predicate<UpdateId> chosen) {
        return figures.entrySet().stream()
                .filter(e -> chosen.test(e.getKey()))
                .map(e -> figure(tree, e.getKey(), e.getValue()))
                .sorted(Comparator.comparing(PreviewReport.Figure::title).thenComparing(PreviewReport.Figure::id))
                .toList();
    }

    private static PreviewReport.Figure figure(CategoryTree tree, UpdateId id, Map<ChangeKind, Long> counts) {
        return new PreviewReport.Figure(
                id,
                tree.node(id).map(CategoryNode::englishTitle).orElse(id.toString()),
                counts.getOrDefault(ChangeKind.INSERTED, 0L),
                counts.getOrDefault(ChangeKind.UPDATED, 0L),
                counts.getOrDefault(ChangeKind.EXPIRED, 0L),
                counts.getOrDefault(ChangeKind.REINSTATED, 0L));
    }
}
