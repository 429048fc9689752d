package dev.supsync.sync;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.Position;
import dev.supsync.lease.SiteLease;
import dev.supsync.metadata.UpdateId;
import dev.supsync.quarantine.Quarantine;
import dev.supsync.scope.CategoryTree;
import dev.supsync.scope.ResolvedScope;
import dev.supsync.scope.ScopeSettings;
import dev.supsync.site.CategoryStore;
import dev.supsync.site.Fence;
import dev.supsync.site.ImportStore;
import dev.supsync.site.LifecycleStore;
import dev.supsync.site.RunLedger;
import dev.supsync.site.SiteState;
import dev.supsync.site.SiteStore;
import dev.supsync.site.jdbc.JdbcCategoryStore;
import dev.supsync.site.jdbc.JdbcImportStore;
import dev.supsync.site.jdbc.JdbcLifecycleStore;
import dev.supsync.site.jdbc.JdbcRunLedger;
import dev.supsync.site.jdbc.JdbcSiteStore;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.status.Run;
import dev.supsync.status.RunStore;
import dev.supsync.status.StatusMessage;
import dev.supsync.status.StatusMessages;
import dev.supsync.status.Tally;
import dev.supsync.time.AgeGuard;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the steps of one run share. */
final class RunContext {

    private final SyncPlan plan;
    private final SiteDatabase database;
    private final @Nullable SiteLease lease;
    private final Run run;
    private final Clock clock;
    private final StatusMessages messages;
    private final SyncListener listener;
    private final StopSignal stop;
    private final Sizes sizes;
    private final Position from;
    private final SiteStore store;
    private final LifecycleStore lifecycle;
    private final CategoryStore categories;
    private final ImportStore imports;
    private final Quarantine quarantine;
    private final RunStore runs;
    private final RunLedger ledger;
    private final Tally tally;
    private @Nullable Resolved resolved;
    private final Set<UpdateId> ownPicks = new HashSet<>();
    private volatile @Nullable Set<UpdateId> picked;
    private @Nullable ImportResult imported;
    private final Set<UpdateId> unreadable = new HashSet<>();
    private boolean siteDatabasePhase;
    private @Nullable Instant ruleDue;
    private boolean ruleLeft;
    private AgeGuard ages = AgeGuard.TRUSTING;

    RunContext(
            SyncPlan plan,
            SiteDatabase database,
            SiteLease lease,
            Run run,
            Clock clock,
            StatusMessages messages,
            SyncListener listener,
            StopSignal stop,
            Sizes sizes,
            Position from) {
        this(
                plan,
                database,
                lease,
                run,
                clock,
                messages,
                listener,
                stop,
                sizes,
                from,
                new JdbcSiteStore(database),
                new JdbcLifecycleStore(database));
    }

    private RunContext(
            SyncPlan plan,
            SiteDatabase database,
            @Nullable SiteLease lease,
            Run run,
            Clock clock,
            StatusMessages messages,
            SyncListener listener,
            StopSignal stop,
            Sizes sizes,
            Position from,
            SiteStore store,
            LifecycleStore lifecycle) {
        this.plan = plan;
        this.database = database;
        this.lease = lease;
        this.run = run;
        this.clock = clock;
        this.messages = messages;
        this.listener = listener;
        this.stop = stop;
        this.sizes = sizes;
        this.from = from;
        this.store = store;
        this.lifecycle = lifecycle;
        this.categories = new JdbcCategoryStore(database);
        this.imports = new JdbcImportStore(database);
        this.quarantine = new Quarantine(database);
        this.runs = new RunStore(database);
        this.ledger = new JdbcRunLedger(database, run.id());
        this.tally = new Tally();
        this.tally.add(run.counts());
    }

    /** The context of a run that writes nothing: no run of the site, and without its lease. */
    static RunContext ofPreview(
            SyncPlan plan,
            SiteDatabase database,
            PreviewSite site,
            Clock clock,
            SyncListener listener,
            StopSignal stop) {
        SiteState state = site.state();
        Run run = new Run(
                0,
                plan.type().name(),
                plan.digest(),
                plan.text(),
                clock.instant(),
                null,
                null,
                false,
                false,
                null,
                null,
                state.nextCiId(),
                0,
                new Tally(),
                "");
        StatusMessages unused = new StatusMessages(
                database, state.code(), plan.server(), plan.catalog().identity().name());
        return new RunContext(
                plan,
                database,
                null,
                run,
                clock,
                unused,
                listener,
                stop,
                Sizes.standard(),
                Position.START,
                site,
                site.lifecycle());
    }

    /** The scope as this catalog resolves it. */
    record Resolved(CategoryTree tree, ResolvedScope scope) {}

    Catalog catalog() {
        return plan.catalog();
    }

    ScopeSettings scopeSettings() {
        return plan.scope();
    }

    SyncOptions options() {
        return plan.options();
    }

    SyncPlan plan() {
        return plan;
    }

    SiteDatabase database() {
        return database;
    }

    SiteLease lease() {
        if (lease == null) {
            throw new IllegalStateException("a preview writes nothing");
        }
        return lease;
    }

    /** Lets removed updates be written again, in a transaction of its own or the caller's. */
    void release(List<LifecycleStore.Removed> updates) {
        if (lease == null) {
            lifecycle.release(() -> 0, updates);
            return;
        }
        Fence fence = lease;
        database.inTransaction(() -> {
            lifecycle.release(fence, updates);
            return true;
        });
    }

    /** Gives the updates that this run could not read: they have not vanished. */
    void unreadable(Consumer<UpdateId> consumer) {
        if (lease == null) {
            unreadable.forEach(consumer);
        } else {
            quarantine.identities(run.id(), consumer);
        }
    }

    /** Remembers what a preview could not read. */
    void addUnreadable(UpdateId id) {
        unreadable.add(id);
    }

    Run run() {
        return run;
    }

    StatusMessages messages() {
        return messages;
    }

    SyncListener listener() {
        return listener;
    }

    StopSignal stop() {
        return stop;
    }

    Sizes sizes() {
        return sizes;
    }

    /** Whether the run looks at a part of its catalog only. */
    boolean isPartial() {
        return plan.type() != SyncType.FULL;
    }

    /** Where the run begins in its catalog. */
    Position from() {
        return from;
    }

    SiteStore store() {
        return store;
    }

    LifecycleStore lifecycle() {
        return lifecycle;
    }

    CategoryStore categories() {
        return categories;
    }

    Quarantine quarantine() {
        return quarantine;
    }

    RunStore runs() {
        return runs;
    }

    /** What the run changes, update by update; only the thread that writes notes it. */
    RunLedger ledger() {
        return ledger;
    }

    /** What becomes of an import's picks; null of other runs. */
    @Nullable
    ImportResult imported() {
        return imported;
    }

    void imported(ImportResult result) {
        imported = result;
    }

    ImportStore imports() {
        return imports;
    }

    /** Whether a person imported an update, before this run or by it. */
    Predicate<UpdateId> picked() {
        return allPicks()::contains;
    }

    /** What this run has imported so far. */
    Set<UpdateId> ownPicks() {
        return ownPicks;
    }

    /** Remembers that this run imports an update. */
    void pick(UpdateId id) {
        ownPicks.add(id);
        allPicks().add(id);
    }

    private Set<UpdateId> allPicks() {
        Set<UpdateId> known = picked;
        if (known == null) {
            known = ConcurrentHashMap.newKeySet(); // the reading thread asks, too
            for (ImportStore.Import pick : imports.all()) {
                known.add(pick.id());
            }
            picked = known;
        }
        return known;
    }

    /** The counts of the whole run so far; only the thread that writes changes them. */
    Tally tally() {
        return tally;
    }

    Instant now() {
        return clock.instant();
    }

    /** Whether the clock is believed when it says that something is old. */
    AgeGuard ages() {
        return ages;
    }

    void ages(AgeGuard guard) {
        ages = guard;
    }

    /** Says once, also of a continued run, that the site database is being synchronized. */
    void enterSiteDatabasePhase() {
        if (!siteDatabasePhase && plan.type() != SyncType.IMPORT) {
            messages.write(
                    StatusMessage.SYNCHRONIZING_SITE_DATABASE,
                    now(),
                    store.state().contentVersion(),
                    null,
                    List.of());
            siteDatabasePhase = true;
        }
    }

    /** Keeps the counts in the transaction of what they count. */
    void saveCounts() {
        runs.saveCounts(run.id(), tally);
    }

    /** Leaves the reason "rule" as it is: the next run looks. */
    void leaveRule() {
        ruleLeft = true;
    }

    /** Whether the rule for superseded updates was left to the next run. */
    boolean isRuleLeft() {
        return ruleLeft;
    }

    /** When the rule for superseded updates applies to more of them. */
    void ruleDue(Instant time) {
        ruleDue = time;
    }

    /** The same; null if this part of the run has not found out. */
    @Nullable
    Instant ruleDue() {
        return ruleDue;
    }

    void resolve(CategoryTree tree, ResolvedScope scope) {
        resolved = new Resolved(tree, scope);
    }

    Resolved resolved() {
        if (resolved == null) {
            throw new IllegalStateException("the scope is resolved before updates are read");
        }
        return resolved;
    }
}
