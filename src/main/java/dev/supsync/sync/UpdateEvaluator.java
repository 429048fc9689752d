package dev.supsync.sync;

import dev.supsync.catalog.CatalogRecord;
import dev.supsync.catalog.CatalogRecord.RawRevision;
import dev.supsync.metadata.Digest;
import dev.supsync.metadata.MetadataException;
import dev.supsync.metadata.PublicationState;
import dev.supsync.metadata.Relation;
import dev.supsync.metadata.RevisionHead;
import dev.supsync.metadata.RevisionKey;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.metadata.UpdateType;
import dev.supsync.quarantine.QuarantineEntry;
import dev.supsync.scope.Decision;
import dev.supsync.scope.Outside;
import dev.supsync.scope.ResolvedScope;
import dev.supsync.scope.UpdateFacts;
import dev.supsync.site.Known;
import dev.supsync.site.Outcome;
import dev.supsync.site.ScopeState;
import dev.supsync.site.UpdateChanges;
import dev.supsync.site.UpdateRecord;
import dev.supsync.status.Counter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of one record of the catalog, given what the site knows of it. */
final class UpdateEvaluator {

    private final ResolvedScope scope;
    private final RecordNormalizer normalizer;
    private final Predicate<UpdateId> pulled;

    /** What is needed and broken is met twice: by what needs it, and in the catalog's own order. */
    private final Set<RevisionKey> quarantined = new HashSet<>();

    /**
     * @param pulled whether this run has already written an update because something needs it
     */
    UpdateEvaluator(ResolvedScope scope, RecordNormalizer normalizer, Predicate<UpdateId> pulled) {
        this.scope = scope;
        this.normalizer = normalizer;
        this.pulled = pulled;
    }

    void evaluate(CatalogRecord record, @Nullable Known known, UpdateBatch batch) {
        if (record instanceof CatalogRecord.Unreadable unreadable) {
            batch.quarantine(new QuarantineEntry(
                    unreadable.key(), unreadable.position().encode(), unreadable.reason(), unreadable.text()));
            return;
        }
        RawRevision raw = (RawRevision) record;
        if (known != null && known.revisionNumber() > raw.key().revisionNumber()) {
            batch.tally().count(Counter.KEPT_OUT);
            countUnchanged(known, batch);
            return;
        }
        Digest source = source(raw);
        if (known != null && known.source().equals(source) && !undeclined(known, raw)) {
            countUnchanged(known, batch);
            return;
        }
        try {
            if (known instanceof Known.Held held) {
                evaluateHeld(raw, held, source, batch);
            } else {
                evaluateNew(raw, (Known.Decided) known, source, batch);
            }
        } catch (MetadataException e) {
            quarantine(raw, e, batch);
        }
    }

    /** The digest that stands for this raw record under this scope. */
    Digest source(RawRevision raw) {
        return Digests.combine(raw.digest(), scope.fingerprint());
    }

    /** Writes what something in the site needs, whatever its own categories are. */
    void pull(RawRevision raw, UpdateBatch batch) {
        try {
            UpdateRevision revision = raw.parse();
            if (revision.properties().type() == UpdateType.CATEGORY || comesByItself(raw, revision)) {
                return;
            }
            UpdateRecord record = normalizer.normalize(revision, false, ScopeState.NEVER, source(raw));
            batch.insert(record);
            batch.forget(record.id());
            batch.needs(record);
        } catch (MetadataException e) {
            quarantine(raw, e, batch);
        }
    }

    /** Whether the catalog's own stream brings it as an update of the views. */
    private boolean comesByItself(RawRevision raw, UpdateRevision revision) {
        return revision.properties().explicitlyDeployable()
                && isLive(raw, revision)
                && decide(revision) instanceof Decision.InScope;
    }

    private void evaluateNew(RawRevision raw, Known.@Nullable Decided decided, Digest source, UpdateBatch batch)
            throws MetadataException {
        RevisionHead head = raw.head();
        if (!head.explicitlyDeployable() || head.type() == UpdateType.CATEGORY) {
            if (head.type() == UpdateType.CATEGORY) {
                decide(batch, raw, decided, Outcome.NOT_DEPLOYABLE, source, List.of());
            } else if (!pulled.test(raw.key().id())) {
                batch.hidden(raw);
            }
            return;
        }
        UpdateRevision revision = raw.parse();
        boolean inScope = decide(revision) instanceof Decision.InScope;
        boolean live = isLive(raw, revision);
        batch.tally().count(Counter.READ);
        if (pulled.test(raw.key().id())) {
            batch.tally().count(inScope ? Counter.SKIPPED : Counter.OUT_OF_SCOPE);
        } else if (!inScope) {
            batch.tally().count(Counter.OUT_OF_SCOPE);
            if (scope.outside() == Outside.KEEP && live) {
                batch.tally().count(Counter.LISTED);
                insert(batch, revision, ScopeState.NEVER, source, decided);
            } else {
                decide(batch, raw, decided, Outcome.OUT_OF_SCOPE, source, List.of());
            }
        } else if (!live) {
            batch.tally().count(Counter.SKIPPED);
            Outcome outcome = raw.declined() ? Outcome.SKIPPED_DECLINED : Outcome.SKIPPED_EXPIRED;
            decide(batch, raw, decided, outcome, source, superseded(revision));
        } else {
            batch.tally().count(Counter.IN_SCOPE);
            batch.tally().count(Counter.INSERTED);
            batch.tally().count(Counter.LISTED);
            insert(batch, revision, ScopeState.IN, source, decided);
        }
    }

    private void insert(
            UpdateBatch batch,
            UpdateRevision revision,
            ScopeState scopeState,
            Digest source,
            Known.@Nullable Decided decided) {
        UpdateRecord record = normalizer.normalize(revision, true, scopeState, source);
        batch.insert(record);
        batch.needs(record);
        if (decided != null) {
            batch.forget(record.id());
        }
    }

    private void evaluateHeld(RawRevision raw, Known.Held held, Digest source, UpdateBatch batch)
            throws MetadataException {
        UpdateRevision revision = raw.parse();
        if (!revision.properties().explicitlyDeployable() && !held.listed()) {
            UpdateRecord record = normalizer.normalize(revision, false, held.scopeState(), source);
            write(batch, held, record);
            batch.needs(record);
            return;
        }
        boolean inScope = decide(revision) instanceof Decision.InScope;
        boolean listed = held.listed() || (inScope && isLive(raw, revision));
        ScopeState scopeState = scopeState(held, inScope, listed);
        UpdateRecord record = normalizer.normalize(revision, listed, scopeState, source);
        boolean changed = write(batch, held, record);
        count(batch, held, inScope, listed, changed);
        if (inScope) {
            batch.needs(record);
        }
    }

    private static ScopeState scopeState(Known.Held held, boolean inScope, boolean listed) {
        if (inScope && listed) {
            return ScopeState.IN;
        }
        return held.scopeState() == ScopeState.IN ? ScopeState.FORMERLY : held.scopeState();
    }

    private static void count(UpdateBatch batch, Known.Held held, boolean inScope, boolean listed, boolean changed) {
        batch.tally().count(Counter.READ);
        if (!inScope) {
            batch.tally().count(Counter.OUT_OF_SCOPE);
        } else if (!listed) {
            batch.tally().count(Counter.SKIPPED);
        } else {
            batch.tally().count(Counter.IN_SCOPE);
            if (held.listed()) {
                batch.tally().count(changed ? Counter.UPDATED : Counter.UNCHANGED);
            } else {
                batch.tally().count(Counter.INSERTED);
                batch.tally().count(Counter.LISTED);
            }
        }
    }

    /** Writes what differs from what is held; returns whether the content does. */
    private static boolean write(UpdateBatch batch, Known.Held held, UpdateRecord record) {
        boolean flags = held.scopeState() != record.scopeState() || held.listed() != record.listed();
        if (!held.content().equals(record.content()) || held.listed() != record.listed()) {
            batch.update(new UpdateChanges.Update(held, record));
            return true;
        }
        batch.touch(new UpdateChanges.Touch(held.ciId(), record.source(), record.scopeState(), record.listed(), flags));
        return false;
    }

    private static void decide(
            UpdateBatch batch,
            RawRevision raw,
            Known.@Nullable Decided decided,
            Outcome outcome,
            Digest source,
            List<UpdateId> supersedes) {
        batch.decide(new UpdateChanges.Decision(
                raw.key().id(), raw.key().revisionNumber(), outcome, source, supersedes, decided != null));
    }

    /** Remembers that nothing needs a revision that is no update. */
    void ignore(RawRevision raw, @Nullable Known known, UpdateBatch batch) {
        batch.decide(new UpdateChanges.Decision(
                raw.key().id(),
                raw.key().revisionNumber(),
                Outcome.NOT_DEPLOYABLE,
                source(raw),
                List.of(),
                known != null));
    }

    private Decision decide(UpdateRevision revision) {
        return scope.decide(new UpdateFacts(revision.relations().stream()
                .filter(Relation.InCategory.class::isInstance)
                .map(Relation::target)
                .toList()));
    }

    private static boolean isLive(RawRevision raw, UpdateRevision revision) {
        return !raw.declined() && revision.properties().publicationState() != PublicationState.EXPIRED;
    }

    private static boolean undeclined(Known known, RawRevision raw) {
        return known instanceof Known.Decided decided
                && decided.outcome() == Outcome.SKIPPED_DECLINED
                && !raw.declined();
    }

    private static List<UpdateId> superseded(UpdateRevision revision) {
        return revision.relations().stream()
                .filter(Relation.Supersedes.class::isInstance)
                .map(Relation::target)
                .toList();
    }

    private static void countUnchanged(Known known, UpdateBatch batch) {
        if (known instanceof Known.Held held) {
            if (held.deployable()) {
                count(batch, held, held.scopeState() == ScopeState.IN, held.listed(), false);
            }
            return;
        }
        switch (((Known.Decided) known).outcome()) {
            case NOT_DEPLOYABLE -> {}
            case OUT_OF_SCOPE -> {
                batch.tally().count(Counter.READ);
                batch.tally().count(Counter.OUT_OF_SCOPE);
            }
            case SKIPPED_EXPIRED, SKIPPED_DECLINED, REMOVED -> {
                batch.tally().count(Counter.READ);
                batch.tally().count(Counter.SKIPPED);
            }
        }
    }

    private void quarantine(RawRevision raw, MetadataException e, UpdateBatch batch) {
        if (!quarantined.add(raw.key())) {
            return;
        }
        batch.quarantine(new QuarantineEntry(
                raw.key(), raw.position().encode(), e.getMessage(), raw.text(QuarantineEntry.TEXT_BYTES)));
    }
}
