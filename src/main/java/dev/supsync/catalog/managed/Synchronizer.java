package dev.supsync.catalog.managed;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.CatalogRecord;
import dev.supsync.catalog.CatalogRecord.RawRevision;
import dev.supsync.catalog.CensusCheck;
import dev.supsync.catalog.CensusEntry;
import dev.supsync.catalog.Cursor;
import dev.supsync.error.Printable;
import dev.supsync.metadata.UpdateId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One synchronization of a catalog: compares each record of the upstream with what is known, and writes what differs. */
final class Synchronizer {

    private static final int EXAMPLES = 20;
    private static final int LONGEST_REASON = 300;
    private static final int PAGE = 500;

    private final ManagedDatabase database;
    private final ManagedSource source;
    private final Clock clock;
    private final ManagedListener listener;
    private final List<String> examples = new ArrayList<>();
    private final BitSet processed = new BitSet();
    private final BitSet toDecline = new BitSet();
    private final List<Integer> toUndecline = new ArrayList<>();
    private final List<Integer> toMark = new ArrayList<>();
    private final List<Integer> toUnmark = new ArrayList<>();
    private long added;
    private long revised;
    private long flagged;
    private long deleted;
    private long unchanged;
    private long unreadable;
    private long withoutDocument;
    private ManagedListener.@Nullable Removal left;

    Synchronizer(ManagedDatabase database, ManagedSource source, Clock clock, ManagedListener listener) {
        this.database = database;
        this.source = source;
        this.clock = clock;
        this.listener = listener;
    }

    /** Everything of an upstream. */
    ManagedReport mirror(Catalog upstream, Absence absence) {
        return run(upstream, writer -> {
            if (writer.known().isAllBrought()) {
                writer.unfinished();
            }
            boolean isDone = records(writer, upstream, absence == Absence.KEPT)
                    && !listener.stopping()
                    && remove(writer, upstream, absence);
            return isDone ? End.SYNCHRONIZED : End.STOPPED;
        });
    }

    /** Some updates, brought by a person. */
    ManagedReport bring(Catalog from, Set<UpdateId> picked, Collection<UpdateId> needed) {
        Set<UpdateId> wanted = new LinkedHashSet<>(needed);
        wanted.addAll(picked);
        return run(from, writer -> {
            Known known = writer.known();
            boolean allBrought = known.isAllBrought();
            boolean complete;
            try (Cursor<CatalogRecord> cursor = from.lookup(wanted)) {
                complete = read(writer, cursor, true, true, false, wanted.size());
            }
            from.requireSame();
            Set<Integer> pickedSlots = new HashSet<>();
            List<Integer> here = new ArrayList<>();
            for (UpdateId id : wanted) {
                int slot = known.slot(id);
                if (slot >= 0 && known.isHeld(slot)) {
                    here.add(slot);
                    if (picked.contains(id)) {
                        pickedSlots.add(slot);
                    }
                }
            }
            List<Integer> news = here.stream()
                    .filter(slot -> !known.isBrought(slot) || (pickedSlots.contains(slot) && !known.isPicked(slot)))
                    .toList();
            writer.bring(news, pickedSlots);
            List<Integer> unmarked =
                    pickedSlots.stream().filter(slot -> !known.isImported(slot)).toList();
            flagged += unmarked.size();
            writer.mark(unmarked, true);
            return !complete ? End.STOPPED : allBrought ? End.SYNCHRONIZED : End.ADDED;
        });
    }

    /** How it ended: with everything of an upstream, with something more of what may still be half of one, or before its end. */
    private enum End {
        SYNCHRONIZED,
        ADDED,
        STOPPED
    }

    /** What is done with a writer. */
    private interface Task {
        End run(CatalogWriter writer);
    }

    private ManagedReport run(Catalog upstream, Task task) {
        try (CatalogWriter writer = CatalogWriter.open(database, clock)) {
            boolean ended = false;
            try {
                writer.event(CatalogWriter.STARTED);
                End end = task.run(writer);
                boolean complete = end != End.STOPPED;
                if (complete) {
                    writer.sweep();
                }
                if (end == End.SYNCHRONIZED) {
                    writer.finish(upstream.identity().name());
                }
                long version = writer.contentVersion();
                writer.event(complete ? CatalogWriter.SUCCEEDED : CatalogWriter.CANCELLED);
                ended = true;
                return new ManagedReport(
                        added,
                        revised,
                        flagged,
                        deleted,
                        unchanged,
                        unreadable,
                        withoutDocument,
                        examples,
                        left,
                        !complete,
                        version);
            } finally {
                if (!ended) {
                    writer.eventQuietly(CatalogWriter.FAILED);
                }
            }
        }
    }

    private boolean records(CatalogWriter writer, Catalog upstream, boolean additive) {
        long total = upstream.size();
        boolean declines = upstream.knowsDeclines();
        try (Cursor<CatalogRecord> categories = upstream.categories()) {
            if (!read(writer, categories, additive, declines, true, total)) {
                return false;
            }
        }
        try (Cursor<CatalogRecord> revisions = upstream.revisions(dev.supsync.catalog.Position.START)) {
            return read(writer, revisions, additive, declines, false, total);
        }
    }

    /** @return false if it was stopped */
    private boolean read(
            CatalogWriter writer,
            Cursor<CatalogRecord> cursor,
            boolean additive,
            boolean declines,
            boolean categories,
            long total) {
        long count = 0;
        try (Pipeline pipeline = new Pipeline(chunk -> write(writer, chunk))) {
            for (CatalogRecord record = cursor.next(); record != null; record = cursor.next()) {
                if (record instanceof RawRevision raw) {
                    compare(writer.known(), raw, additive, declines, pipeline);
                } else if (record instanceof CatalogRecord.Unreadable bad && !categories) {
                    unreadable(Printable.line(bad.reason(), LONGEST_REASON));
                }
                if (++count % PAGE == 0) {
                    if (listener.stopping()) {
                        return false;
                    }
                    flags(writer);
                    writer.signOfLife();
                    listener.progress(categories, count, Math.max(count, total));
                }
            }
            pipeline.drain();
        }
        flags(writer);
        listener.progress(categories, count, Math.max(count, total));
        return true;
    }

    private void compare(Known known, RawRevision raw, boolean additive, boolean declines, Pipeline pipeline) {
        int found = known.slot(raw.key().id());
        int slot = found >= 0 ? found : known.add(raw.key().id());
        if (processed.get(slot)) {
            return;
        }
        processed.set(slot);
        int number = raw.key().revisionNumber();
        boolean held = known.isHeld(slot);
        boolean higher = held && known.number(slot) > number;
        if (higher && additive) {
            unchanged++;
            return;
        }
        boolean ahead =
                higher && known.isBrought(slot); // a person brought a revision that the upstream does not have yet
        if (!ahead && !known.holds(slot, number, raw.digest())) {
            pipeline.add(slot, raw);
        } else {
            unchanged++;
        }
        if (!held) {
            return;
        }
        if (declines && raw.declined() != known.isHidden(slot)) {
            if (raw.declined()) {
                toDecline.set(slot);
            } else {
                toUndecline.add(slot);
            }
        }
        boolean imported = raw.imported() || known.isPicked(slot);
        if (imported != known.isImported(slot) && (imported || !additive)) {
            (imported ? toMark : toUnmark).add(slot);
        }
    }

    private void write(CatalogWriter writer, List<Incoming> chunk) {
        List<Incoming> readable = new ArrayList<>();
        Set<Integer> imported = new HashSet<>();
        long revisedHere = 0;
        for (Incoming incoming : chunk) {
            String fault = incoming.fault();
            if (fault != null) {
                unreadable(fault);
                continue;
            }
            readable.add(incoming);
            if (incoming.raw().imported()) {
                imported.add(incoming.slot());
            }
            if (incoming.document() == null) {
                withoutDocument++;
            }
            if (writer.known().isHeld(incoming.slot())) {
                revisedHere++;
            }
        }
        writer.write(readable, imported);
        added += readable.size() - revisedHere;
        revised += revisedHere;
        if (!readable.isEmpty()) {
            listener.committed();
        }
    }

    /** Writes what needs nobody's leave: undeclined, imported. */
    private void flags(CatalogWriter writer) {
        flagged += toUndecline.size() + toMark.size() + toUnmark.size();
        boolean any = !toUndecline.isEmpty() || !toMark.isEmpty() || !toUnmark.isEmpty();
        writer.hide(toUndecline, false);
        writer.mark(toMark, true);
        writer.mark(toUnmark, false);
        toUndecline.clear();
        toMark.clear();
        toUnmark.clear();
        if (any) {
            listener.committed();
        }
    }

    /**
     * Deletes and declines, if whoever started this allows it. A record without identity may be any that seems gone.
     *
     * @return false if it was stopped in between
     */
    private boolean remove(CatalogWriter writer, Catalog upstream, Absence absence) {
        Known known = writer.known();
        BitSet gone = new BitSet();
        if (absence == Absence.DELETED && !upstream.hasUnidentifiedRecords()) {
            for (int slot = 0; slot < known.size(); slot++) {
                gone.set(slot, known.isHeld(slot) && !known.isBrought(slot));
            }
            try (Cursor<CensusEntry> census = upstream.census()) {
                for (CensusEntry entry = census.next(); entry != null; entry = census.next()) {
                    int slot = known.slot(entry.id());
                    if (slot >= 0) {
                        gone.clear(slot);
                    }
                }
            }
            List<UpdateId> absent = gone.stream().mapToObj(known::id).toList();
            CensusCheck.present(upstream, absent).forEach(entry -> gone.clear(known.slot(entry.id())));
        }
        upstream.requireSame();
        ManagedListener.Removal removal =
                new ManagedListener.Removal(known.live(), gone.cardinality(), toDecline.cardinality());
        if (removal.deletions() + removal.declines() == 0) {
            return true;
        }
        if (!listener.mayRemove(removal)) {
            left = removal;
            return true;
        }
        return pages(toDecline, slots -> {
                    writer.hide(slots, true);
                    flagged += slots.size();
                })
                && pages(gone, slots -> {
                    writer.delete(slots);
                    deleted += slots.size();
                });
    }

    /** Returns whether it came to the end of them; it is stopped between two pages. */
    private boolean pages(BitSet slots, java.util.function.Consumer<List<Integer>> write) {
        List<Integer> page = new ArrayList<>();
        for (int slot = slots.nextSetBit(0); slot >= 0; slot = slots.nextSetBit(slot + 1)) {
            page.add(slot);
            if (page.size() == PAGE || slots.nextSetBit(slot + 1) < 0) {
                if (listener.stopping()) {
                    return false;
                }
                write.accept(page);
                listener.committed();
                page.clear();
            }
        }
        return true;
    }

    private void unreadable(String reason) {
        unreadable++;
        if (examples.size() < EXAMPLES) {
            examples.add(reason);
        }
    }

    @Override
    public String toString() {
        return "synchronization of " + source;
    }
}
