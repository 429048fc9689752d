package dev.supsync.sync;

import dev.supsync.lifecycle.ExpiryReasons;
import dev.supsync.site.LifecycleRow;
import dev.supsync.site.RunLedger;
import dev.supsync.status.Counter;
import dev.supsync.status.Tally;
import dev.supsync.sync.SyncListener.Phase;
import dev.supsync.time.Moments;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Walks over the updates of the site in the order of their local numbers and writes the flags that differ. What was
 * committed before a kill differs no more, so a continued run starts from the front and counts only the rest.
 */
abstract class FlagsStep extends ChunkWriter<FlagsStep.Page> implements ItemStreamReader<FlagsStep.Page> {

    private static final int PAGE = 5_000;

    private final RunContext context;
    private final Phase phase;
    private int last;
    private long done;
    private long total;
    private boolean needed;
    private FlagRows rows;
    private Instant agesFrom = Instant.EPOCH;

    FlagsStep(RunContext context, Phase phase) {
        this.context = context;
        this.phase = phase;
        this.rows = context.store()::lifecycleAfter;
    }

    /** Looks at these rows only, rather than at all of the site's. */
    void only(List<LifecycleRow> some) {
        rows = FlagRows.of(some);
    }

    /**
     * The rows of one page whose flags change.
     *
     * @param old of them, those that existed before the run
     */
    record Page(List<LifecycleRow> changed, List<RunLedger.Flags> old, Tally tally) {}

    /** Gets ready: called once, before the first page. Returns whether there may be anything to write. */
    abstract boolean prepare();

    /** The row with its right flags: the same one when they are right already. */
    abstract LifecycleRow correct(LifecycleRow row);

    /** Counts a row whose flags change. */
    abstract void count(LifecycleRow before, LifecycleRow after, Tally tally);

    @Override
    public void open(ExecutionContext executionContext) {
        context.stop().check();
        context.listener().phase(phase);
        last = 0;
        done = 0;
        total = Math.max(0, context.store().state().nextCiId() - 1);
        agesFrom = context.ages().agesFrom(context.now()); // once: it asks the database
        needed = prepare();
    }

    @Override
    public @Nullable Page read() {
        Tally tally = new Tally();
        List<LifecycleRow> changed = new ArrayList<>();
        List<RunLedger.Flags> old = new ArrayList<>();
        while (needed && changed.isEmpty()) {
            context.stop().check();
            List<LifecycleRow> page = rows.after(last, PAGE);
            if (page.isEmpty()) {
                return null;
            }
            last = page.get(page.size() - 1).ciId();
            done += page.size();
            for (LifecycleRow row : page) {
                LifecycleRow right = correct(row);
                if (!right.equals(row)) {
                    changed.add(right);
                    if (isOld(row)) {
                        old.add(new RunLedger.Flags(row, right));
                    }
                    count(row, right, tally);
                }
            }
        }
        return needed ? new Page(changed, old, tally) : null;
    }

    @Override
    void write(Page page) {
        context.store().applyFlags(context.lease(), page.changed(), context.now());
        context.ledger().flagged(page.old());
        context.tally().add(page.tally());
        context.saveCounts();
        context.listener().progress(phase, done, Math.max(done, total));
    }

    /** Whether the update was in the site before this run. */
    boolean isOld(LifecycleRow row) {
        return row.ciId() < context.run().firstNewCiId();
    }

    /** The row with these reasons; it is expired since the first of them, and not since a moment in the future. */
    LifecycleRow withReasons(LifecycleRow row, ExpiryReasons before, ExpiryReasons after) {
        Instant known = row.expiredSince();
        if (known != null && Moments.isFuture(known, agesFrom)) {
            known = agesFrom; // a clock was ahead: the age would be none for years
        } else if (after.equals(before)) {
            return row;
        }
        Instant since = after.isEmpty() ? null : before.isEmpty() ? agesFrom : known;
        return row.withReasons(after.bits(), since);
    }

    /** Counts an old row that expires, or does no more. */
    void countReasons(LifecycleRow before, LifecycleRow after, Tally tally) {
        if (isOld(before) && before.reasons() == 0) {
            tally.count(Counter.EXPIRED);
        } else if (isOld(before) && after.reasons() == 0) {
            tally.count(Counter.REINSTATED);
        }
    }

    RunContext context() {
        return context;
    }
}
