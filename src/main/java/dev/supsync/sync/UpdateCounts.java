package dev.supsync.sync;

import dev.supsync.site.Known;
import dev.supsync.site.Outcome;
import dev.supsync.site.ScopeState;
import dev.supsync.status.Counter;
import dev.supsync.status.Tally;

/** Counts deployable updates, so that the sums hold whatever becomes of them. */
final class UpdateCounts {

    private UpdateCounts() {}

    /** An update that the site did not hold. */
    static void found(Standing standing, boolean written, Tally tally) {
        tally.count(Counter.READ);
        if (written) {
            tally.count(Counter.LISTED);
        }
        if (!standing.inScope()) {
            tally.count(Counter.OUT_OF_SCOPE);
        } else if (written) {
            tally.count(Counter.IN_SCOPE);
            tally.count(Counter.INSERTED);
        } else {
            tally.count(Counter.SKIPPED);
        }
    }

    /** An update that the site held. */
    static void held(Known.Held held, boolean inScope, boolean listed, boolean changed, Tally tally) {
        tally.count(Counter.READ);
        if (listed != held.listed()) {
            tally.add(Counter.LISTED, listed ? 1 : -1);
        }
        if (!inScope) {
            tally.count(Counter.OUT_OF_SCOPE);
        } else if (!listed) {
            tally.count(Counter.SKIPPED);
        } else {
            tally.count(Counter.IN_SCOPE);
            Counter changedOrNot = changed ? Counter.UPDATED : Counter.UNCHANGED;
            tally.count(held.listed() ? changedOrNot : Counter.INSERTED);
        }
    }

    /** An update of which nothing changed, without a look into it. */
    static void unchanged(Known known, Tally tally) {
        if (known instanceof Known.Held held) {
            if (held.deployable()) {
                held(held, held.scopeState() == ScopeState.IN, held.listed(), false, tally);
            }
            return;
        }
        Outcome outcome = ((Known.Decided) known).outcome();
        switch (outcome) {
            case NOT_DEPLOYABLE -> {}
            case OUT_OF_SCOPE -> {
                tally.count(Counter.READ);
                tally.count(Counter.OUT_OF_SCOPE);
            }
            case SKIPPED_EXPIRED, SKIPPED_DECLINED, REMOVED, REMOVED_SUPERSEDED, REMOVED_DECLINED -> {
                tally.count(Counter.READ);
                tally.count(Counter.SKIPPED);
            }
        }
    }
}
