package dev.supsync.catalog;

import dev.supsync.metadata.MetadataException;
import dev.supsync.metadata.Relation;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateIdMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;

/**
 * Compares a catalog with its upstream by their censuses: identities, revision numbers and declines. Of each update of the
 * catalog it holds some 50 bytes meanwhile, of the upstream nothing.
 */
public final class CatalogComparison {

    private static final int EXAMPLES = 10;
    private static final int CHECKED = 1_000;
    private static final int PAGE = 500;
    private static final String MISSING = " is missing";

    private final Catalog catalog;
    private final Catalog upstream;
    private final Runnable check;
    private Predicate<UpdateId> own = id -> false;
    private boolean withNeeds;
    private boolean declines;

    private final UpdateIdMap slots = new UpdateIdMap();
    private int[] numbers = new int[1_024];
    private final BitSet declined = new BitSet();
    private final BitSet seen = new BitSet();
    /** Own ones with a higher revision than the upstream's. */
    private final BitSet ahead = new BitSet();

    private int size;
    private long missing;
    private long otherRevision;
    private long otherDecline;
    private final List<String> examples = new ArrayList<>();

    /**
     * @param check called again and again; what it throws ends the comparison
     */
    public CatalogComparison(Catalog catalog, Catalog upstream, Runnable check) {
        this.catalog = catalog;
        this.upstream = upstream;
        this.check = check;
        this.declines = catalog.knowsDeclines() && upstream.knowsDeclines();
    }

    /**
     * What the catalog has from elsewhere. It is no difference if the catalog alone holds that, or a higher revision of it.
     */
    public CatalogComparison own(Predicate<UpdateId> updates) {
        own = updates;
        return this;
    }

    /** What its own updates bundle and require came with them. */
    public CatalogComparison withNeeds() {
        withNeeds = true;
        return this;
    }

    /** Each of the two declines for itself. */
    public CatalogComparison withoutDeclines() {
        declines = false;
        return this;
    }

    /**
     * Compares, once.
     *
     * @throws dev.supsync.error.SupsyncException if one of them cannot be read
     */
    public CatalogDifference run() {
        hold();
        look();
        BitSet extra = extra();
        if (withNeeds && !extra.isEmpty()) {
            dropNeeds(extra);
        }
        if (!extra.isEmpty() && upstream.hasUnidentifiedRecords()) {
            extra.clear(); // any of them may be what cannot be identified there
        }
        if (missing > 0 && catalog.hasUnidentifiedRecords()) {
            missing = 0;
            examples.removeIf(example -> example.endsWith(MISSING));
        }
        if (!extra.isEmpty()) {
            slots.forEach((id, slot) -> {
                if (extra.get(slot) && examples.size() < EXAMPLES) {
                    examples.add("update " + id + " revision " + numbers[slot] + " is too many");
                }
            });
        }
        return new CatalogDifference(missing, extra.cardinality(), otherRevision, otherDecline, examples);
    }

    private void hold() {
        try (Cursor<CensusEntry> census = catalog.census()) {
            for (CensusEntry entry = census.next(); entry != null; entry = census.next()) {
                if (size == numbers.length) {
                    numbers = Arrays.copyOf(numbers, size + size / 2);
                }
                numbers[size] = entry.revisionNumber();
                declined.set(size, entry.declined());
                slots.put(entry.id(), size++);
                checkEvery(size);
            }
        }
    }

    private void look() {
        long read = 0;
        try (Cursor<CensusEntry> census = upstream.census()) {
            for (CensusEntry entry = census.next(); entry != null; entry = census.next()) {
                look(entry);
                checkEvery(++read);
            }
        }
    }

    private void look(CensusEntry entry) {
        int slot = slots.getOrDefault(entry.id(), -1);
        if (slot < 0) {
            missing++;
            example("update " + entry.id() + " revision " + entry.revisionNumber() + MISSING);
            return;
        }
        seen.set(slot);
        int number = numbers[slot];
        if (number > entry.revisionNumber() && own.test(entry.id())) {
            ahead.set(slot);
        } else if (number != entry.revisionNumber()) {
            otherRevision++;
            example("update " + entry.id() + " has revision " + number + ", not " + entry.revisionNumber());
        }
        if (declines && declined.get(slot) != entry.declined()) {
            otherDecline++;
            example("update " + entry.id() + " is " + (entry.declined() ? "not " : "") + "declined");
        }
    }

    private BitSet extra() {
        BitSet extra = new BitSet();
        slots.forEach((id, slot) -> {
            if (!seen.get(slot) && !own.test(id)) {
                extra.set(slot);
            }
        });
        return extra;
    }

    /** Follows the references of what is its own, as far as they lead to what only it holds. */
    private void dropNeeds(BitSet extra) {
        List<UpdateId> next = new ArrayList<>();
        slots.forEach((id, slot) -> {
            if (ahead.get(slot) || (!seen.get(slot) && !extra.get(slot))) {
                next.add(id);
            }
        });
        while (!next.isEmpty() && !extra.isEmpty()) {
            check.run();
            List<UpdateId> page = next.subList(Math.max(0, next.size() - PAGE), next.size());
            List<UpdateId> ids = List.copyOf(page);
            page.clear();
            try (Cursor<CatalogRecord> records = catalog.lookup(ids)) {
                for (CatalogRecord record = records.next(); record != null; record = records.next()) {
                    if (record instanceof CatalogRecord.RawRevision raw) {
                        dropNeeds(raw, extra, next);
                    }
                }
            }
        }
    }

    private void dropNeeds(CatalogRecord.RawRevision raw, BitSet extra, List<UpdateId> next) {
        List<Relation> relations;
        try {
            relations = raw.parse().relations();
        } catch (MetadataException e) {
            return; // what it needs is not known, and so is told as too many
        }
        for (Relation relation : relations) {
            int slot = slots.getOrDefault(relation.target(), -1);
            if (slot >= 0 && extra.get(slot) && !(relation instanceof Relation.Supersedes)) {
                extra.clear(slot);
                next.add(relation.target());
            }
        }
    }

    private void example(String text) {
        if (examples.size() < EXAMPLES) {
            examples.add(text);
        }
    }

    private void checkEvery(long count) {
        if (count % CHECKED == 0) {
            check.run();
        }
    }
}
