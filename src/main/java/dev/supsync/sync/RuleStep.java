package dev.supsync.sync;

import dev.supsync.lifecycle.ExpiryReason;
import dev.supsync.lifecycle.ExpiryReasons;
import dev.supsync.lifecycle.SupersedenceRule;
import dev.supsync.site.LifecycleRow;
import dev.supsync.site.LifecycleState;
import dev.supsync.site.SiteState;
import dev.supsync.status.Tally;
import dev.supsync.sync.SyncListener.Phase;
import dev.supsync.time.Moments;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sets and clears the reason "rule" of superseded updates. Time alone makes updates due, so a run over an unchanged
 * catalog looks, too, as soon as the first of them is.
 */
final class RuleStep extends FlagsStep {

    /** A time that does not come. */
    static final Instant NOTHING_DUE = Instant.parse("9999-12-31T00:00:00Z");

    private @Nullable RuleVerdicts verdicts;

    RuleStep(RunContext context) {
        super(context, Phase.RULE);
    }

    /** Whether the rule of the settings is another than that of the last successful run. */
    static boolean isNew(SupersedenceRule rule, LifecycleState state) {
        return !applied(state).equals(rule);
    }

    private static SupersedenceRule applied(LifecycleState state) {
        String applied = state.appliedRule();
        return applied == null ? SupersedenceRule.NEVER : SupersedenceRule.parse(applied);
    }

    @Override
    boolean prepare() {
        LifecycleState state = context().lifecycle().state();
        // a new rule is for the next full synchronization: a part of the site would stand by another rule than the rest
        SupersedenceRule rule =
                context().isPartial() ? applied(state) : context().options().rule();
        Instant due = state.nextDue();
        if (context().isPartial() && rule.isNever()) {
            context().ruleDue(due == null ? NOTHING_DUE : due);
            return false;
        }
        if (!rule.isNever() && !context().ages().mayAge(context().now())) {
            context().leaveRule();
            return false;
        }
        SiteState site = context().store().state();
        Instant applied = state.appliedAt();
        boolean isAhead = applied != null && Moments.isFuture(applied, context().now());
        boolean isSettled = site.changeNumber() == site.settledChange() && !isNew(rule, state) && !isAhead;
        boolean isDue = due == null || isAhead || !context().now().isBefore(due);
        if (isSettled && due != null && !isDue) {
            context().ruleDue(due);
            return false;
        }
        if (rule.isNever() && isNothingExpiredByRule(isSettled)) {
            context().ruleDue(NOTHING_DUE);
            return false;
        }
        Optional<Affected> affected = isDue ? Optional.empty() : Affected.by(context());
        RuleVerdicts found = affected.isEmpty() || due == null
                ? RuleVerdicts.ofSite(context(), rule)
                : RuleVerdicts.of(context(), rule, affected.get(), due);
        affected.map(Affected::rows).ifPresent(this::only);
        context().release(found.released());
        verdicts = found;
        return true;
    }

    private boolean isNothingExpiredByRule(boolean isSettled) {
        return isSettled || !context().lifecycle().hasHighestReason(ExpiryReason.RULE.bit());
    }

    @Override
    public void close() {
        RuleVerdicts found = verdicts;
        if (found != null) {
            context().ruleDue(found.nextDue());
            verdicts = null;
        }
    }

    @Override
    LifecycleRow correct(LifecycleRow row) {
        RuleVerdicts found = verdicts;
        boolean expires = row.listed() && found != null && found.expires(row.ciId(), row.id());
        ExpiryReasons before = new ExpiryReasons(row.reasons());
        ExpiryReasons after = before.with(ExpiryReason.RULE, expires);
        return withReasons(row, before, after);
    }

    @Override
    void count(LifecycleRow before, LifecycleRow after, Tally tally) {
        countReasons(before, after, tally);
    }
}
