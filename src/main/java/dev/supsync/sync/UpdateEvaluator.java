package dev.supsync.sync;

import dev.supsync.catalog.CatalogRecord;
import dev.supsync.catalog.CatalogRecord.RawRevision;
import dev.supsync.metadata.Digest;
import dev.supsync.metadata.MetadataException;
import dev.supsync.metadata.Relation;
import dev.supsync.metadata.RevisionHead;
import dev.supsync.metadata.RevisionKey;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.metadata.UpdateType;
import dev.supsync.quarantine.QuarantineEntry;
import dev.supsync.scope.Outside;
import dev.supsync.scope.ResolvedScope;
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
    private final boolean declinesAreKnown;
    private final SourceDigests digests;
    private final boolean isPick;

    /** What is needed and broken is met twice: by what needs it, and in the catalog's own order. */
    private final Set<RevisionKey> quarantined;

    private final Set<UpdateId> removed = new HashSet<>();

    /**
     * @param pulled whether this run has already written an update because something needs it
     * @param declinesAreKnown whether the catalog records declines
     * @param picked whether a person imported an update
     * @param quarantined what this run has put in quarantine before it was interrupted
     * @param isPick whether what it evaluates is one pick of an import, and no stream of a catalog
     */
    UpdateEvaluator(
            RunContext.Resolved resolved,
            Predicate<UpdateId> pulled,
            boolean declinesAreKnown,
            Predicate<UpdateId> picked,
            Set<RevisionKey> quarantined,
            boolean isPick) {
        this.isPick = isPick;
        this.scope = resolved.scope();
        this.normalizer = new RecordNormalizer(resolved.tree(), scope);
        this.pulled = pulled;
        this.declinesAreKnown = declinesAreKnown;
        this.quarantined = new HashSet<>(quarantined);
        this.digests = new SourceDigests(scope, normalizer.runTimes(scope.products()), picked);
    }

    void evaluate(CatalogRecord record, @Nullable Known known, UpdateBatch batch) {
        if (record instanceof CatalogRecord.Unreadable unreadable) {
            batch.quarantine(new QuarantineEntry(
                    unreadable.key(), unreadable.position().encode(), unreadable.reason(), unreadable::text));
            return;
        }
        RawRevision raw = (RawRevision) record;
        if (known != null && known.revisionNumber() > raw.key().revisionNumber()) {
            batch.tally().count(Counter.KEPT_OUT);
            UpdateCounts.unchanged(known, batch.tally());
            return;
        }
        if (known != null && !isPick && isUnchanged(raw, known)) {
            UpdateCounts.unchanged(known, batch.tally());
            return;
        }
        try {
            if (known instanceof Known.Held held) {
                evaluateHeld(raw, held, batch);
            } else {
                evaluateNew(raw, (Known.Decided) known, batch);
            }
        } catch (MetadataException e) {
            quarantine(raw, e, batch);
        }
    }

    /** Counts a record and returns true, if it is one of which nothing changed. */
    boolean recognize(RawRevision raw, KnownTable table, UpdateBatch batch) {
        Known known = table.find(raw.key().id());
        if (known == null || !isUnchanged(raw, known)) {
            return false;
        }
        UpdateCounts.unchanged(known, batch.tally());
        return true;
    }

    private boolean isUnchanged(RawRevision raw, Known known) {
        return known.source().equals(digests.expected(raw, known)) && !mayLiveAgain(known, raw);
    }

    /** Remembers that the catalog's own stream does not bring an update: a cleanup removed it. */
    void removed(UpdateId id) {
        removed.add(id);
    }

    /** Writes what something in the site needs, whatever its own categories are. */
    void pull(RawRevision raw, UpdateBatch batch) {
        try {
            UpdateRevision revision = raw.parse();
            Standing standing = Standing.of(revision, raw.declined(), digests.isImported(raw), scope);
            boolean comes = standing.wanted() && !removed.contains(raw.key().id());
            if (revision.properties().type() == UpdateType.CATEGORY || (comes && !isPick)) {
                return; // the catalog's own stream brings it
            }
            if (comes) {
                UpdateCounts.found(standing, true, batch.tally());
            }
            boolean inScope = standing.deployable() && standing.inScope();
            UpdateRecord record = normalizer.normalize(
                    revision,
                    comes,
                    inScope ? ScopeState.IN : ScopeState.NEVER,
                    digests.held(raw, standing.deployable()));
            batch.insert(record);
            batch.needs(record);
        } catch (MetadataException e) {
            quarantine(raw, e, batch);
        }
        batch.forget(raw.key().id()); // what is needed and broken is tried again next time
    }

    /** Whether this run has put it in quarantine. */
    boolean isQuarantined(RevisionKey key) {
        return quarantined.contains(key);
    }

    /** Remembers why a revision that nothing needs is not written. */
    void ignore(UpdateBatch.Unwanted unwanted, @Nullable Known known, UpdateBatch batch) {
        RawRevision raw = unwanted.raw();
        decide(batch, raw, (Known.Decided) known, unwanted.outcome(), unwanted.supersedes());
    }

    private void evaluateNew(RawRevision raw, Known.@Nullable Decided decided, UpdateBatch batch)
            throws MetadataException {
        RevisionHead head = raw.head();
        if (head.type() == UpdateType.CATEGORY) {
            raw.parse(); // what cannot be read goes to quarantine
            decide(batch, raw, decided, Outcome.NOT_DEPLOYABLE, List.of());
            return;
        }
        boolean isPulled = pulled.test(raw.key().id());
        if (!head.explicitlyDeployable()) {
            if (!isPulled) {
                batch.unwanted(new UpdateBatch.Unwanted(raw, Outcome.NOT_DEPLOYABLE, List.of()));
            }
            return;
        }
        UpdateRevision revision = raw.parse();
        Standing standing = Standing.of(revision, isDeclined(raw, decided), digests.isImported(raw), scope);
        boolean staysRemoved = standing.wanted()
                && !isPulled
                && !digests.isImported(raw) // who picks it wants it
                && decided != null
                && decided.outcome() == Outcome.REMOVED_SUPERSEDED;
        boolean written = standing.wanted() && !isPulled && !staysRemoved;
        UpdateCounts.found(standing, written, batch.tally());
        if (staysRemoved) {
            decide(batch, raw, decided, Outcome.REMOVED_SUPERSEDED, older(revision));
        } else if (written) {
            insert(
                    batch,
                    revision,
                    standing.inScope() ? ScopeState.IN : ScopeState.NEVER,
                    digests.held(raw, true),
                    raw.imported(),
                    decided);
        } else if (!isPulled) {
            batch.unwanted(new UpdateBatch.Unwanted(
                    raw, standing.outcome(), standing.inScope() ? older(revision) : List.of()));
        }
    }

    private void insert(
            UpdateBatch batch,
            UpdateRevision revision,
            ScopeState scopeState,
            Digest source,
            boolean imported,
            Known.@Nullable Decided decided) {
        UpdateRecord record = normalizer.normalize(revision, true, scopeState, source);
        batch.insert(record);
        batch.needs(record);
        if (decided != null) {
            batch.forget(record.id());
        }
        if (imported) {
            batch.importedAtSource(record.key());
        }
    }

    private void evaluateHeld(RawRevision raw, Known.Held held, UpdateBatch batch) throws MetadataException {
        UpdateRevision revision = raw.parse();
        Standing standing = Standing.of(revision, raw.declined(), digests.isImported(raw), scope);
        boolean listed = standing.deployable() && (held.listed() || standing.wanted());
        ScopeState scopeState = scopeState(held, standing, listed);
        UpdateRecord record =
                normalizer.normalize(revision, listed, scopeState, digests.held(raw, standing.deployable()));
        boolean changed = write(batch, held, record);
        if (standing.deployable()) {
            UpdateCounts.held(held, standing.inScope(), listed, changed, batch.tally());
        } else if (held.listed()) {
            batch.tally().add(Counter.LISTED, -1);
        }
        if (scopeState != ScopeState.FORMERLY) {
            batch.needs(record);
        }
        if (listed && raw.imported()) {
            batch.importedAtSource(record.key());
        }
    }

    private static ScopeState scopeState(Known.Held held, Standing standing, boolean listed) {
        if (standing.deployable() && standing.inScope()) {
            return ScopeState.IN;
        }
        if (!listed) {
            return ScopeState.NEVER;
        }
        return standing.kept() && held.scopeState() == ScopeState.NEVER ? ScopeState.NEVER : ScopeState.FORMERLY;
    }

    /** Writes what differs from what is held; returns whether the content does. */
    private static boolean write(UpdateBatch batch, Known.Held held, UpdateRecord record) {
        boolean flags = held.scopeState() != record.scopeState() || held.listed() != record.listed();
        boolean isUnseen = !held.listed() && !record.listed(); // no touch of it is one that a view shows
        if (!held.content().equals(record.content()) || held.listed() != record.listed() || (flags && isUnseen)) {
            boolean revised = !RecordNormalizer.differsInRunTimeOnly(record, held.content());
            batch.update(new UpdateChanges.Update(held, record, revised));
            return revised;
        }
        if (flags || !held.source().equals(record.source())) {
            batch.touch(
                    new UpdateChanges.Touch(held.ciId(), record.source(), record.scopeState(), record.listed(), flags));
        }
        return false;
    }

    private void decide(
            UpdateBatch batch,
            RawRevision raw,
            Known.@Nullable Decided decided,
            Outcome outcome,
            List<UpdateId> supersedes) {
        Digest source = digests.decided(raw, outcome);
        if (decided == null || decided.outcome() != outcome || !decided.source().equals(source)) {
            batch.decide(new UpdateChanges.Decision(
                    raw.key().id(), raw.key().revisionNumber(), outcome, source, supersedes, decided != null));
        }
    }

    /** A catalog that does not record declines cannot take one back. */
    private boolean isDeclined(RawRevision raw, Known.@Nullable Decided decided) {
        return raw.declined() || (!declinesAreKnown && decided != null && wasDeclined(decided.outcome()));
    }

    private static boolean wasDeclined(Outcome outcome) {
        return outcome == Outcome.SKIPPED_DECLINED || outcome == Outcome.REMOVED_DECLINED;
    }

    /** Whether it may have been undeclined, which no digest tells. */
    private boolean mayLiveAgain(Known known, RawRevision raw) {
        if (raw.declined() || !declinesAreKnown) {
            return false;
        }
        if (known instanceof Known.Held held) {
            return held.deployable()
                    && !held.listed()
                    && (held.scopeState() == ScopeState.IN || scope.outside() == Outside.KEEP);
        }
        Outcome outcome = ((Known.Decided) known).outcome();
        return wasDeclined(outcome) || (outcome == Outcome.OUT_OF_SCOPE && scope.outside() == Outside.KEEP);
    }

    private static List<UpdateId> older(UpdateRevision revision) {
        return revision.relations().stream()
                .filter(Relation.Supersedes.class::isInstance)
                .map(Relation::target)
                .toList();
    }

    private void quarantine(RawRevision raw, MetadataException e, UpdateBatch batch) {
        if (quarantined.add(raw.key())) {
            batch.quarantine(new QuarantineEntry(
                    raw.key(), raw.position().encode(), e.getMessage(), () -> raw.text(QuarantineEntry.TEXT_BYTES)));
        }
    }
}
