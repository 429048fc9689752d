package dev.supsync.sync;

import dev.supsync.catalog.CatalogRecord;
import dev.supsync.catalog.Cursor;
import dev.supsync.lifecycle.ExpiryReason;
import dev.supsync.lifecycle.ExpiryReasons;
import dev.supsync.metadata.PublicationState;
import dev.supsync.metadata.UpdateId;
import dev.supsync.site.LifecycleRow;
import dev.supsync.site.ScopeState;
import dev.supsync.site.SiteState;
import dev.supsync.status.Tally;
import dev.supsync.sync.SyncListener.Phase;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The reasons of expiry of what changed: the publisher's and the scope's as they are, and those that its return takes
 * away. What is gone or declined since is left to the next full synchronization, which looks at all. An import looks at
 * its own picks only: its catalog says nothing of others.
 */
final class DeltaExpirationsStep extends FlagsStep {

    private final Set<UpdateId> present = new HashSet<>();
    private final Set<UpdateId> declined = new HashSet<>();

    DeltaExpirationsStep(RunContext context) {
        super(context, Phase.EXPIRATIONS);
    }

    @Override
    boolean prepare() {
        SiteState state = context().store().state();
        Optional<List<LifecycleRow>> changed = context().plan().type() == SyncType.IMPORT
                ? Optional.of(context().store().lifecycle(context().ownPicks()))
                : Affected.since(state.settledChange(), context().store()).map(Affected::changedRows);
        changed.ifPresent(this::only);
        changed.ifPresent(this::lookUp);
        return changed.map(rows -> !rows.isEmpty()).orElse(true);
    }

    /** Those that had gone or been declined: the catalog says whether they are back. */
    private void lookUp(List<LifecycleRow> rows) {
        List<UpdateId> gone = rows.stream()
                .filter(row -> {
                    ExpiryReasons reasons = new ExpiryReasons(row.reasons());
                    return reasons.contains(ExpiryReason.VANISHED) || reasons.contains(ExpiryReason.DECLINED);
                })
                .map(LifecycleRow::id)
                .toList();
        try (Cursor<CatalogRecord> cursor = context().catalog().lookup(gone)) {
            for (CatalogRecord record = cursor.next(); record != null; record = cursor.next()) {
                if (record instanceof CatalogRecord.RawRevision raw) {
                    present.add(raw.key().id());
                    if (raw.declined()) {
                        declined.add(raw.key().id());
                    }
                }
            }
        }
    }

    @Override
    LifecycleRow correct(LifecycleRow row) {
        if (!row.listed()) {
            return row;
        }
        ExpiryReasons before = new ExpiryReasons(row.reasons());
        ExpiryReasons after = before.with(ExpiryReason.PUBLISHER, row.publicationState() == PublicationState.EXPIRED)
                .with(ExpiryReason.SCOPE, row.scopeState() == ScopeState.FORMERLY);
        if (present.contains(row.id())) {
            after = after.without(ExpiryReason.VANISHED);
            if (context().catalog().knowsDeclines() && !declined.contains(row.id())) {
                after = after.without(ExpiryReason.DECLINED);
            }
        }
        if (context().picked().test(row.id())) {
            after = after.without(ExpiryReason.VANISHED);
        }
        return withReasons(row, before, after);
    }

    @Override
    void count(LifecycleRow before, LifecycleRow after, Tally tally) {
        countReasons(before, after, tally);
    }
}
