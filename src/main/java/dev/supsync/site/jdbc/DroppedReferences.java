package dev.supsync.site.jdbc;

import static dev.supsync.site.jdbc.UpdateRows.row;

import dev.supsync.metadata.UpdateId;
import dev.supsync.site.Fence;
import dev.supsync.site.UpdateChanges;
import dev.supsync.site.UpdateRecord;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Marks what a reference of supersedence led to before a write dropped it. Nothing leads there from what changed, so
 * that a look at the changes alone would not find it; yet it, and what its own chains lead to, may be superseded no
 * more. A mark is a change number: of its row of flags, or of the decision where the site does not hold it.
 */
final class DroppedReferences {

    private static final Table MARKED_STATE = new Table(
            "SUP_UPDATE_STATE",
            1,
            Table.column("CI_ID", Table.Kind.INT),
            Table.column("CHANGE_NUMBER", Table.Kind.BIGINT));

    private static final Table MARKED_DECISION = new Table(
            "SUP_DECISION",
            1,
            Table.column("UPDATE_ID", Table.Kind.GUID),
            Table.column("CHANGE_NUMBER", Table.Kind.BIGINT));

    private static final String HELD =
            """
            SELECT u.CI_ID, u.DATE_LAST_MODIFIED, f.CI_ID AS RECORDED
            FROM SUP_UPDATE u LEFT JOIN SUP_UPDATE_STATE f ON f.CI_ID = u.CI_ID WHERE u.UPDATE_ID IN (""";

    private static final String DECIDED = "SELECT UPDATE_ID FROM SUP_DECISION WHERE UPDATE_ID IN (";

    private final SiteDatabase database;
    private final Numbers numbers;
    private final SupersedenceRows supersedence;

    DroppedReferences(SiteDatabase database, Numbers numbers) {
        this.database = database;
        this.numbers = numbers;
        this.supersedence = new SupersedenceRows(database);
    }

    /** What the references lead to that a chunk drops; asked before it is written. */
    Set<UpdateId> by(UpdateChanges changes) {
        Set<UpdateId> rewritten = new HashSet<>(changes.forgotten());
        changes.updates().forEach(u -> rewritten.add(u.record().id()));
        changes.decisions().stream().filter(UpdateChanges.Decision::replaces).forEach(d -> rewritten.add(d.id()));
        if (rewritten.isEmpty()) {
            return Set.of();
        }
        Map<UpdateId, Set<UpdateId>> kept = kept(changes);
        Set<UpdateId> dropped = new HashSet<>();
        supersedence.of(rewritten, (newer, older) -> {
            if (!kept.getOrDefault(newer, Set.of()).contains(older)) {
                dropped.add(older);
            }
        });
        return dropped;
    }

    private static Map<UpdateId, Set<UpdateId>> kept(UpdateChanges changes) {
        Map<UpdateId, Set<UpdateId>> kept = new HashMap<>();
        changes.inserts().forEach(r -> kept.put(r.id(), superseded(r)));
        changes.updates().forEach(u -> kept.put(u.record().id(), superseded(u.record())));
        changes.decisions().forEach(d -> kept.put(d.id(), Set.copyOf(d.supersedes())));
        return kept;
    }

    private static Set<UpdateId> superseded(UpdateRecord record) {
        Set<UpdateId> older = new HashSet<>();
        if (!record.passesChains()) {
            return older;
        }
        for (UpdateRecord.Reference reference : record.references()) {
            if (reference.type() == UpdateRecord.Reference.Type.SUPERSEDES) {
                older.add(reference.target());
            }
        }
        return older;
    }

    /** Marks them, after the write and in its transaction. What the site knows nothing of leads nowhere. */
    void mark(Fence fence, Collection<UpdateId> older) {
        if (older.isEmpty()) {
            return;
        }
        List<Object[]> marked = new ArrayList<>();
        List<Object[]> first = new ArrayList<>();
        database.each(HELD, older, row -> {
            int ciId = row.getInt("CI_ID");
            LocalDateTime modified = row.getObject("DATE_LAST_MODIFIED", LocalDateTime.class);
            row.getInt("RECORDED");
            if (row.wasNull()) {
                first.add(row(ciId, 0, null, false, modified, null));
            } else {
                marked.add(row(ciId, null));
            }
        });
        List<Object[]> decisions = new ArrayList<>();
        database.each(
                DECIDED,
                older,
                row -> decisions.add(row(database.updateId(row, "UPDATE_ID").value(), null)));
        number(fence, List.of(marked, first, decisions));
        database.write((connection, writer) -> {
            writer.update(connection, MARKED_STATE, marked);
            writer.insert(connection, Tables.UPDATE_STATE, first);
            writer.update(connection, MARKED_DECISION, decisions);
        });
    }

    /** No view shows a mark. */
    private void number(Fence fence, List<List<Object[]>> marks) {
        int count = marks.stream().mapToInt(List::size).sum();
        if (count == 0) {
            return;
        }
        long change = numbers.allocate(fence, count, 0, 0, false).firstChange();
        for (List<Object[]> rows : marks) {
            for (Object[] row : rows) {
                row[row.length - 1] = change++;
            }
        }
    }
}
