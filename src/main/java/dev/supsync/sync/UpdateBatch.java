package dev.supsync.sync;

import dev.supsync.catalog.CatalogRecord;
import dev.supsync.metadata.RevisionKey;
import dev.supsync.metadata.UpdateId;
import dev.supsync.quarantine.QuarantineEntry;
import dev.supsync.site.Outcome;
import dev.supsync.site.UpdateChanges;
import dev.supsync.site.UpdateRecord;
import dev.supsync.status.Counter;
import dev.supsync.status.Tally;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One chunk of the catalog, read and decided, and what it changes. Built by one thread, then handed to the writer. */
final class UpdateBatch {

    private String place = "";
    private int records;
    private final List<UpdateRecord> inserts = new ArrayList<>();
    private final List<UpdateChanges.Update> updates = new ArrayList<>();
    private final List<UpdateChanges.Touch> touches = new ArrayList<>();
    private final List<UpdateChanges.Decision> decisions = new ArrayList<>();
    private final Set<UpdateId> forgotten = new LinkedHashSet<>();
    private final List<QuarantineEntry> quarantined = new ArrayList<>();
    private final Set<UpdateId> needs = new LinkedHashSet<>();
    private final Map<UpdateId, Unwanted> unwanted = new LinkedHashMap<>();
    private final List<RevisionKey> importedAtSource = new ArrayList<>();
    private final Tally tally = new Tally();

    /**
     * Sets how far it goes.
     *
     * @param after where to go on after it
     * @param read how many records of the catalog it comes from
     */
    void reaches(String after, int read) {
        place = after;
        records = read;
    }

    String place() {
        return place;
    }

    int records() {
        return records;
    }

    void insert(UpdateRecord record) {
        inserts.add(record);
    }

    void update(UpdateChanges.Update update) {
        updates.add(update);
    }

    void touch(UpdateChanges.Touch touch) {
        touches.add(touch);
    }

    void decide(UpdateChanges.Decision decision) {
        decisions.add(decision);
    }

    void forget(UpdateId id) {
        forgotten.add(id);
    }

    void quarantine(QuarantineEntry entry) {
        quarantined.add(entry);
        tally.count(Counter.QUARANTINED);
    }

    /** An update that a person imported at the source: it stays in the site when it is no longer there. */
    void importedAtSource(RevisionKey key) {
        importedAtSource.add(key);
    }

    List<RevisionKey> importedAtSource() {
        return importedAtSource;
    }

    /** What a record in scope bundles and requires. */
    void needs(UpdateRecord record) {
        for (UpdateRecord.Reference reference : record.references()) {
            if (reference.type() != UpdateRecord.Reference.Type.SUPERSEDES) {
                needs.add(reference.target());
            }
        }
    }

    /**
     * What the site does not hold and does not want for its own sake: perhaps something needs it.
     *
     * @param outcome why it is not written, unless something does
     * @param supersedes what is kept of it then
     */
    record Unwanted(CatalogRecord.RawRevision raw, Outcome outcome, List<UpdateId> supersedes) {}

    void unwanted(Unwanted revision) {
        unwanted.put(revision.raw().key().id(), revision);
    }

    Map<UpdateId, Unwanted> unwanted() {
        return unwanted;
    }

    /** What is needed and was not looked at yet; empty afterwards. */
    Set<UpdateId> takeNeeds() {
        Set<UpdateId> taken = new LinkedHashSet<>(needs);
        needs.clear();
        return taken;
    }

    Tally tally() {
        return tally;
    }

    List<QuarantineEntry> quarantined() {
        return quarantined;
    }

    /** How many updates it inserts so far. */
    int insertCount() {
        return inserts.size();
    }

    /** All of it; a decision falls when something of the same chunk turned out to need the update. */
    UpdateChanges changes() {
        List<UpdateChanges.Decision> standing =
                decisions.stream().filter(d -> !forgotten.contains(d.id())).toList();
        return new UpdateChanges(inserts, updates, touches, standing, List.copyOf(forgotten));
    }
}
