package dev.supsync.sync;

import dev.supsync.metadata.Digest;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateIdMap;
import dev.supsync.site.Fence;
import dev.supsync.site.Known;
import dev.supsync.site.LifecycleRow;
import dev.supsync.site.LifecycleState;
import dev.supsync.site.LifecycleStore;
import dev.supsync.site.SiteState;
import dev.supsync.site.SiteStore;
import dev.supsync.site.UpdateChanges;
import dev.supsync.site.UpdateRecord;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A site that is read and never written: what a run would write is remembered, as far as its later steps ask for it. What
 * the first part of a run looks up (what is known of an update, what is needed) is as it was before the run, as for a
 * run that reads ahead of its writer.
 */
final class PreviewSite implements SiteStore {

    private static final int PAGE = 5_000;

    private final SiteStore site;
    private final LifecycleStore lifecycle;
    private final PreviewRows rows;
    private final SiteState before;

    /** Updates whose references of supersedence are other ones now. */
    private final UpdateIdMap replaced = new UpdateIdMap();

    /** Updates that the site did not hold, and that it knew why. */
    private final UpdateIdMap forgotten = new UpdateIdMap();

    /** The new references: four halves of GUIDs for each. */
    private long[] references = new long[1 << 10];

    private int referenceEnd;

    /** Removed updates that the rule lets go. */
    private final Map<UpdateId, LifecycleStore.Removed> released = new HashMap<>();

    private int nextCiId;
    private boolean isChanged;

    PreviewSite(SiteStore site, LifecycleStore lifecycle) {
        this.site = site;
        this.lifecycle = lifecycle;
        this.before = site.state();
        this.nextCiId = before.nextCiId();
        this.rows = new PreviewRows(RuleVerdicts.asked());
        List<LifecycleRow> page = site.lifecycleAfter(0, PAGE);
        while (!page.isEmpty()) {
            page.forEach(rows::put);
            page = site.lifecycleAfter(page.get(page.size() - 1).ciId(), PAGE);
        }
        lifecycle.dated(RuleVerdicts.asked(), d -> rows.date(d.ciId(), d.creation(), d.categories()));
    }

    @Override
    public SiteState state() {
        return new SiteState(
                before.code(),
                before.name(),
                before.type(),
                before.languageLcid(),
                before.lineage(),
                before.contentVersion(),
                before.changeNumber() + (isChanged ? 1 : 0),
                before.visibleChange(),
                before.publishedChange(),
                before.settledChange(),
                nextCiId,
                before.publishedCiId(),
                before.catalogName(),
                before.catalogServerId());
    }

    @Override
    public void apply(Fence fence, UpdateChanges changes, Instant time) {
        isChanged |= !changes.isEmpty();
        changes.forgotten().forEach(id -> {
            replaced.put(id, 1);
            forgotten.put(id, 1);
        });
        for (UpdateRecord insert : changes.inserts()) {
            put(nextCiId++, insert, 0, null, false);
        }
        for (UpdateChanges.Update update : changes.updates()) {
            int ciId = update.held().ciId();
            LifecycleRow row = rows.get(ciId);
            replaced.put(update.record().id(), 1);
            put(ciId, update.record(), row.reasons(), row.expiredSince(), row.superseded());
        }
        for (UpdateChanges.Touch touch : changes.touches()) {
            if (touch.visible()) {
                LifecycleRow row = rows.get(touch.ciId());
                rows.put(new LifecycleRow(
                        row.ciId(),
                        row.id(),
                        touch.listed(),
                        row.publicationState(),
                        touch.scopeState(),
                        row.reasons(),
                        row.expiredSince(),
                        row.superseded(),
                        row.recorded()));
            }
        }
        for (UpdateChanges.Decision decision : changes.decisions()) {
            replaced.put(decision.id(), 1);
            if (!decision.outcome().isRemoved()) {
                forgotten.put(decision.id(), 1);
            }
            decision.supersedes().forEach(older -> refer(decision.id(), older));
        }
    }

    private void put(int ciId, UpdateRecord record, int reasons, @Nullable Instant since, boolean superseded) {
        rows.put(new LifecycleRow(
                ciId,
                record.id(),
                record.listed(),
                record.publicationState(),
                record.scopeState(),
                reasons,
                since,
                superseded,
                false));
        rows.date(ciId, record.creationDate(), record.categories());
        for (UpdateRecord.Reference reference : record.references()) {
            if (record.passesChains() && reference.type() == UpdateRecord.Reference.Type.SUPERSEDES) {
                refer(record.id(), reference.target());
            }
        }
    }

    private void refer(UpdateId newer, UpdateId older) {
        if (referenceEnd + 4 > references.length) {
            references = Arrays.copyOf(references, references.length * 2);
        }
        references[referenceEnd++] = newer.value().getMostSignificantBits();
        references[referenceEnd++] = newer.value().getLeastSignificantBits();
        references[referenceEnd++] = older.value().getMostSignificantBits();
        references[referenceEnd++] = older.value().getLeastSignificantBits();
    }

    @Override
    public void applyFlags(Fence fence, List<LifecycleRow> flags, Instant time) {
        isChanged |= !flags.isEmpty();
        flags.forEach(rows::put);
    }

    @Override
    public List<LifecycleRow> lifecycleAfter(int ciId, int limit) {
        return rows.after(ciId, limit);
    }

    @Override
    public void supersedence(BiConsumer<UpdateId, UpdateId> newerAndOlder) {
        site.supersedence((newer, older) -> {
            if (!replaced.containsKey(newer)) {
                newerAndOlder.accept(newer, older);
            }
        });
        for (int i = 0; i < referenceEnd; i += 4) {
            newerAndOlder.accept(
                    new UpdateId(new UUID(references[i], references[i + 1])),
                    new UpdateId(new UUID(references[i + 2], references[i + 3])));
        }
    }

    @Override
    public long countListed() {
        return rows.countListed();
    }

    @Override
    public long countUnexpired() {
        return rows.countUnexpired();
    }

    @Override
    public Map<UpdateId, Known> lookup(Collection<UpdateId> ids) {
        Map<UpdateId, Known> known = site.lookup(ids);
        known.replaceAll(this::released);
        return known;
    }

    @Override
    public void forEachKnown(BiConsumer<UpdateId, Known> consumer) {
        site.forEachKnown((id, known) -> consumer.accept(id, released(id, known)));
    }

    private Known released(UpdateId id, Known known) {
        LifecycleStore.Removed after = released.get(id);
        return known instanceof Known.Decided decided && after != null
                ? new Known.Decided(decided.revisionNumber(), Digest.of(new byte[16]), after.outcome())
                : known;
    }

    @Override
    public boolean isEmpty() {
        return site.isEmpty();
    }

    @Override
    public Set<UpdateId> needed(Collection<UpdateId> ids) {
        return site.needed(ids);
    }

    @Override
    public Optional<Set<UpdateId>> changedAfter(long changeNumber, int most) {
        return Optional.empty(); // so that all of the site is looked at
    }

    @Override
    public List<LifecycleRow> lifecycle(Collection<UpdateId> ids) {
        return site.lifecycle(ids);
    }

    @Override
    public void supersededBy(Collection<UpdateId> newer, BiConsumer<UpdateId, UpdateId> newerAndOlder) {
        site.supersededBy(newer, newerAndOlder);
    }

    @Override
    public void superseding(Collection<UpdateId> older, BiConsumer<UpdateId, UpdateId> newerAndOlder) {
        site.superseding(older, newerAndOlder);
    }

    @Override
    public void verify(Fence fence) {}

    /** The same of what the rule for superseded updates asks. */
    LifecycleStore lifecycle() {
        return new Lifecycle();
    }

    private final class Lifecycle implements LifecycleStore {

        @Override
        public LifecycleState state() {
            return lifecycle.state();
        }

        @Override
        public void ruleApplied(String rule, @Nullable Instant nextDue, Instant time) {}

        @Override
        public void ruleLeft() {}

        @Override
        public void cleanedUp(Instant time) {}

        @Override
        public boolean hasHighestReason(int bit) {
            return rows.hasHighestReason(bit);
        }

        @Override
        public void dated(Collection<UpdateId> categories, Consumer<Dated> consumer) {
            rows.dated(consumer);
        }

        @Override
        public void dated(Collection<UpdateId> categories, Collection<UpdateId> ids, Consumer<Dated> consumer) {
            Set<UpdateId> asked = Set.copyOf(ids);
            rows.dated(update -> {
                if (asked.contains(update.id())) {
                    consumer.accept(update);
                }
            });
        }

        @Override
        public void categories(BitSet ciIds, BiConsumer<Integer, UpdateId> consumer) {
            lifecycle.categories(ciIds, consumer);
        }

        @Override
        public void removed(Consumer<Removed> consumer) {
            lifecycle.removed(update -> {
                if (!forgotten.containsKey(update.id())) {
                    consumer.accept(released.getOrDefault(update.id(), update));
                }
            });
        }

        @Override
        public void removed(Collection<UpdateId> ids, Consumer<Removed> consumer) {
            Set<UpdateId> asked = Set.copyOf(ids);
            removed(update -> {
                if (asked.contains(update.id())) {
                    consumer.accept(update);
                }
            });
        }

        @Override
        public void release(Fence fence, List<Removed> updates) {
            updates.forEach(update -> released.put(update.id(), update.released()));
        }
    }
}
