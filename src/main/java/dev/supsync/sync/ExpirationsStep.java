package dev.supsync.sync;

import dev.supsync.catalog.CensusCheck;
import dev.supsync.catalog.CensusEntry;
import dev.supsync.catalog.Cursor;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.lifecycle.ExpiryReason;
import dev.supsync.lifecycle.ExpiryReasons;
import dev.supsync.metadata.PublicationState;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateIdMap;
import dev.supsync.site.LifecycleRow;
import dev.supsync.site.ScopeState;
import dev.supsync.status.Tally;
import dev.supsync.sync.SyncListener.Phase;
import java.util.List;

/**
 * Sets and clears the reasons of expiry, each by its own cause: the publisher's state, the scope, and by the catalog's
 * census what is declined or gone.
 */
final class ExpirationsStep extends FlagsStep {

    private static final int PAGE = 5_000;
    private static final int LIVE = 1;
    private static final int DECLINED = 2;

    private UpdateIdMap census = new UpdateIdMap();
    private boolean vanishedIsKnown;

    ExpirationsStep(RunContext context) {
        super(context, Phase.EXPIRATIONS);
    }

    @Override
    boolean prepare() {
        try (Cursor<CensusEntry> cursor = context().catalog().census()) {
            for (CensusEntry entry = cursor.next(); entry != null; entry = cursor.next()) {
                put(entry);
            }
        }
        context().catalog().requireSame();
        // what cannot be read has not vanished
        context().unreadable(id -> {
            if (!census.containsKey(id)) {
                census.put(id, LIVE);
            }
        });
        vanishedIsKnown = !context().catalog().hasUnidentifiedRecords();
        if (!vanishedIsKnown) {
            context()
                    .listener()
                    .note("A record of the catalog has no readable identity, so nothing is taken as vanished this"
                            + " time.");
        }
        return guard();
    }

    private void put(CensusEntry entry) {
        census.put(entry.id(), entry.declined() ? DECLINED : LIVE);
    }

    /** What would go is asked for once more. */
    private void verifyAbsent(List<LifecycleRow> rows) {
        List<UpdateId> absent = rows.stream()
                .filter(row -> vanishedIsKnown && row.listed() && !census.containsKey(row.id()))
                .filter(row -> !new ExpiryReasons(row.reasons()).contains(ExpiryReason.VANISHED))
                .map(LifecycleRow::id)
                .filter(id -> !context().picked().test(id))
                .toList();
        CensusCheck.present(context().catalog(), absent).forEach(this::put);
    }

    @Override
    public void close() {
        census = new UpdateIdMap(); // it held every update of the catalog
    }

    @Override
    LifecycleRow correct(LifecycleRow row) {
        if (!row.listed()) {
            return row;
        }
        ExpiryReasons before = new ExpiryReasons(row.reasons());
        ExpiryReasons after = reasons(row, before);
        return withReasons(row, before, after);
    }

    @Override
    void count(LifecycleRow before, LifecycleRow after, Tally tally) {
        countReasons(before, after, tally);
    }

    private ExpiryReasons reasons(LifecycleRow row, ExpiryReasons before) {
        int seen = census.getOrDefault(row.id(), 0);
        ExpiryReasons reasons = before.with(ExpiryReason.PUBLISHER, row.publicationState() == PublicationState.EXPIRED)
                .with(ExpiryReason.SCOPE, row.scopeState() == ScopeState.FORMERLY);
        if (seen == 0 && context().picked().test(row.id())) {
            reasons = reasons.without(ExpiryReason.VANISHED); // what a person picked need not be there
        } else if (seen != 0) {
            reasons = reasons.without(ExpiryReason.VANISHED);
            if (context().catalog().knowsDeclines()) {
                reasons = reasons.with(ExpiryReason.DECLINED, seen == DECLINED);
            }
        } else if (vanishedIsKnown) {
            reasons = reasons.with(ExpiryReason.VANISHED);
        }
        return reasons;
    }

    /**
     * A catalog that lost much at once is more likely broken than right. Of what the last successful synchronization left:
     * what failed runs have added since must not dilute the share. Returns whether any flag changes.
     */
    private boolean guard() {
        int firstNew = context().store().state().publishedCiId();
        long unexpired = 0;
        long going = 0;
        boolean changes = false;
        int last = 0;
        List<LifecycleRow> rows = context().store().lifecycleAfter(last, PAGE);
        while (!rows.isEmpty()) {
            verifyAbsent(rows);
            for (LifecycleRow row : rows) {
                changes |= !correct(row).equals(row);
                if (row.listed() && row.reasons() == 0 && row.ciId() < firstNew) {
                    unexpired++;
                    ExpiryReasons reasons = reasons(row, ExpiryReasons.NONE);
                    going += reasons.contains(ExpiryReason.VANISHED) || reasons.contains(ExpiryReason.DECLINED) ? 1 : 0;
                }
            }
            last = rows.get(rows.size() - 1).ciId();
            rows = context().store().lifecycleAfter(last, PAGE);
        }
        int percent = context().options().vanishedPercent();
        if (!context().options().allowVanished() && going * 100 > unexpired * percent) {
            throw new SupsyncException(
                    ErrorCode.VANISHED_GUARD,
                    going + " of the site's " + unexpired + " unexpired updates are gone from "
                            + context().catalog().identity().name()
                            + " or declined there, more than the limit of " + percent
                            + " %. None of them was expired; new and changed updates were written.",
                    "If the catalog is right, run the command again with --allow-vanished; otherwise mend the"
                            + " catalog.");
        }
        return changes;
    }
}
