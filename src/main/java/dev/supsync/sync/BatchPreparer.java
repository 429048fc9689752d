package dev.supsync.sync;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.CatalogRecord;
import dev.supsync.catalog.CatalogRecord.RawRevision;
import dev.supsync.catalog.Cursor;
import dev.supsync.catalog.Position;
import dev.supsync.metadata.RevisionKey;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateIdMap;
import dev.supsync.site.Known;
import dev.supsync.site.Outcome;
import dev.supsync.site.SiteStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes chunks of the catalog into batches that only need to be written: looks up what the site knows, reads what is new,
 * decides, and adds what in-scope updates need. Runs ahead of the writer, in one thread.
 */
final class BatchPreparer {

    /** Characters of unreadable records that one batch holds, about: a batch of nothing else ends before its size. */
    private static final int TEXT = 8_000_000;

    /** How many times its size a batch may read on over records that did not change. */
    private static final int UNCHANGED = 10;

    private static final int SETTLED = 1;
    private static final int PULLED = 2;

    private final int size;
    private final Catalog catalog;
    private final SiteStore store;

    /**
     * Whether the site knew nothing when this began. Then what it holds is what this has made, so nothing is looked up in it:
     * a reader beside the writer would slow it down, and HSQLDB's most of all.
     */
    private final boolean fresh;

    /** What the site knew when this began; null when that is too much for the memory, and in a fresh site. */
    private final @Nullable KnownTable table;

    private boolean onlyNew;
    private final UpdateEvaluator evaluator;
    private final RunContext.Resolved resolved;

    /** Needed updates that need no second look: held, written in this run, or not in the catalog. */
    private final UpdateIdMap settled = new UpdateIdMap();

    /**
     * @param picked whether a person imported an update
     * @param quarantined what this run has put in quarantine before it was interrupted
     */
    BatchPreparer(
            Catalog catalog,
            SiteStore store,
            RunContext.Resolved resolved,
            Sizes sizes,
            Predicate<UpdateId> picked,
            Set<RevisionKey> quarantined) {
        this(catalog, store, resolved, sizes, picked, quarantined, false);
    }

    /** For one pick of an import: whatever the site decided of it before is decided anew, and nothing else comes. */
    static BatchPreparer ofPick(
            Catalog catalog, SiteStore store, RunContext.Resolved resolved, Predicate<UpdateId> picked) {
        return new BatchPreparer(catalog, store, resolved, new Sizes(1, 0), picked, Set.of(), true);
    }

    private BatchPreparer(
            Catalog catalog,
            SiteStore store,
            RunContext.Resolved resolved,
            Sizes sizes,
            Predicate<UpdateId> picked,
            Set<RevisionKey> quarantined,
            boolean isPick) {
        this.size = sizes.chunk();
        this.catalog = catalog;
        this.store = store;
        this.fresh = store.isEmpty();
        this.table = fresh || sizes.known() == 0
                ? null
                : KnownTable.read(store::forEachKnown, catalog.size(), sizes.known());
        this.resolved = resolved;
        this.evaluator = new UpdateEvaluator(
                resolved,
                id -> settled.getOrDefault(id, 0) == PULLED,
                catalog.knowsDeclines(),
                picked,
                quarantined,
                isPick);
    }

    /** Leaves new revisions of what the site holds to the next full synchronization. */
    void leaveRevisions() {
        onlyNew = true;
    }

    /** The next batch of a cursor; null at its end. */
    @Nullable
    UpdateBatch next(Cursor<CatalogRecord> cursor) {
        List<CatalogRecord> records = new ArrayList<>(size);
        UpdateBatch batch = new UpdateBatch();
        Position last = Position.START;
        int read = 0;
        int text = 0;
        while (records.size() < size && read < UNCHANGED * size && text < TEXT) {
            CatalogRecord record = cursor.next();
            if (record == null) {
                break;
            }
            read++;
            last = record.position();
            if (table != null && record instanceof RawRevision raw && evaluator.recognize(raw, table, batch)) {
                continue;
            }
            records.add(record);
            text += record instanceof CatalogRecord.Unreadable unreadable
                    ? unreadable.text().length()
                    : 0;
        }
        if (read == 0) {
            return null;
        }
        batch.reaches(last.encode(), read);
        prepare(records, batch);
        return batch;
    }

    private void prepare(List<CatalogRecord> records, UpdateBatch batch) {
        List<UpdateId> ids = new ArrayList<>(records.size());
        for (CatalogRecord record : records) {
            RevisionKey key = key(record);
            if (key != null) {
                ids.add(key.id());
            }
        }
        Map<UpdateId, Known> known = fresh ? Map.of() : store.lookup(ids);
        for (CatalogRecord record : records) {
            RevisionKey key = key(record);
            Known before = key == null ? null : known.get(key.id());
            if (onlyNew && before instanceof Known.Held) {
                UpdateCounts.unchanged(before, batch.tally());
            } else {
                evaluator.evaluate(record, before, batch);
            }
        }
        settleUnwanted(known, batch);
        Set<UpdateId> needs = batch.takeNeeds();
        while (!needs.isEmpty()) {
            pull(needs, batch);
            needs = batch.takeNeeds();
        }
    }

    /** What is not wanted for its own sake is written when something in the site refers to it already. */
    private void settleUnwanted(Map<UpdateId, Known> known, UpdateBatch batch) {
        if (batch.unwanted().isEmpty()) {
            return;
        }
        // what this has written had all that it needs brought along, so that nothing in a fresh site is still needed
        Set<UpdateId> needed = fresh ? Set.of() : store.needed(batch.unwanted().keySet());
        batch.unwanted().forEach((id, unwanted) -> {
            if (needed.contains(id)) {
                settled.put(id, PULLED);
                evaluator.pull(unwanted.raw(), batch);
            } else if (!evaluator.isQuarantined(unwanted.raw().key())) {
                evaluator.ignore(unwanted, known.get(id), batch);
            }
        });
    }

    private void pull(Set<UpdateId> needs, UpdateBatch batch) {
        Set<UpdateId> open = new LinkedHashSet<>();
        for (UpdateId id : needs) {
            if (settled.getOrDefault(id, 0) == 0 && resolved.tree().node(id).isEmpty()) {
                open.add(id);
            }
        }
        if (open.isEmpty()) {
            return;
        }
        if (!fresh) {
            settleHeld(open);
        }
        if (open.isEmpty()) {
            return;
        }
        open.forEach(id -> settled.put(id, SETTLED)); // also what the catalog does not hold
        pullFromCatalog(open, batch);
    }

    private void settleHeld(Set<UpdateId> open) {
        Map<UpdateId, Known> known = store.lookup(open);
        known.forEach((id, k) -> {
            if (k instanceof Known.Held) {
                settled.put(id, SETTLED);
                open.remove(id);
            } else if (((Known.Decided) k).outcome() == Outcome.REMOVED_SUPERSEDED) {
                evaluator.removed(id);
            }
        });
    }

    private void pullFromCatalog(Collection<UpdateId> ids, UpdateBatch batch) {
        try (Cursor<CatalogRecord> cursor = catalog.lookup(ids)) {
            for (CatalogRecord record = cursor.next(); record != null; record = cursor.next()) {
                if (record instanceof RawRevision raw) {
                    int inserted = batch.insertCount();
                    evaluator.pull(raw, batch);
                    if (batch.insertCount() > inserted) {
                        settled.put(raw.key().id(), PULLED);
                    }
                }
            }
        }
    }

    private static @Nullable RevisionKey key(CatalogRecord record) {
        if (record instanceof RawRevision raw) {
            return raw.key();
        }
        return record instanceof CatalogRecord.Unreadable unreadable ? unreadable.key() : null;
    }
}
