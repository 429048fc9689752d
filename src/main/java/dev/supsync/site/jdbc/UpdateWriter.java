package dev.supsync.site.jdbc;

import static dev.supsync.site.jdbc.UpdateRows.row;
import static dev.supsync.site.jdbc.UpdateRows.utc;

import dev.supsync.metadata.UpdateId;
import dev.supsync.site.Fence;
import dev.supsync.site.LifecycleRow;
import dev.supsync.site.UpdateChanges;
import dev.supsync.site.UpdateRecord;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes one chunk of changed updates: the fence, the numbers, then table by table. */
final class UpdateWriter {

    private static final Table TOUCHED = new Table(
            "SUP_UPDATE", 1, Table.column("CI_ID", Table.Kind.INT), Table.column("SOURCE_DIGEST", Table.Kind.DIGEST));

    private static final Table TOUCHED_VISIBLY = new Table(
            "SUP_UPDATE",
            1,
            Table.column("CI_ID", Table.Kind.INT),
            Table.column("SOURCE_DIGEST", Table.Kind.DIGEST),
            Table.column("SCOPE_STATE", Table.Kind.SMALLINT),
            Table.column("IS_LISTED", Table.Kind.BOOLEAN),
            Table.column("DATE_LAST_MODIFIED", Table.Kind.TIMESTAMP),
            Table.column("CHANGE_NUMBER", Table.Kind.BIGINT));

    private final SiteDatabase database;
    private final Numbers numbers;
    private final OpenReferences openReferences;
    private final DroppedReferences droppedReferences;

    UpdateWriter(SiteDatabase database) {
        this.database = database;
        this.numbers = new Numbers(database);
        this.openReferences = new OpenReferences(database);
        this.droppedReferences = new DroppedReferences(database, numbers);
    }

    void apply(Fence fence, UpdateChanges changes, Instant time) {
        if (changes.isEmpty()) {
            numbers.verify(fence);
            return;
        }
        int records = changes.inserts().size()
                + changes.updates().size()
                + changes.touches().size()
                + changes.decisions().size();
        Set<UpdateId> same = ShownContent.same(database, changes.updates());
        Set<UpdateId> dropped = droppedReferences.by(changes);
        Numbers.Range range = numbers.allocate(fence, records, changes.inserts().size(), 0, isVisible(changes, same));
        database.write((connection, writer) -> {
            long change = writeRecords(connection, writer, changes, same, range, time);
            change = writeTouches(connection, writer, changes, change, time);
            writeDecisions(connection, writer, changes, change);
            openReferences.write(connection, writer, changes);
        });
        droppedReferences.mark(fence, dropped);
    }

    void verify(Fence fence) {
        numbers.verify(fence);
    }

    void applyFlags(Fence fence, List<LifecycleRow> flags, Instant time) {
        if (flags.isEmpty()) {
            numbers.verify(fence);
            return;
        }
        boolean visible = flags.stream().anyMatch(LifecycleRow::listed);
        Numbers.Range range = numbers.allocate(fence, flags.size(), 0, 0, visible);
        List<Object[]> first = new ArrayList<>();
        List<Object[]> again = new ArrayList<>();
        long change = range.firstChange();
        for (LifecycleRow flag : flags) {
            Instant since = flag.expiredSince();
            List<Object[]> rows = flag.recorded() ? again : first;
            rows.add(row(
                    flag.ciId(),
                    flag.reasons(),
                    since == null ? null : utc(since),
                    flag.superseded(),
                    utc(time),
                    change++));
        }
        database.write((connection, writer) -> {
            writer.insert(connection, Tables.UPDATE_STATE, first);
            writer.update(connection, Tables.UPDATE_STATE, again);
        });
    }

    private static long writeRecords(
            Connection connection,
            TableWriter writer,
            UpdateChanges changes,
            Set<UpdateId> same,
            Numbers.Range range,
            Instant time)
            throws SQLException {
        UpdateRows rows = new UpdateRows();
        long change = range.firstChange();
        int ciId = range.firstCiId();
        for (UpdateRecord insert : changes.inserts()) {
            rows.insert(ciId++, insert, change++, time);
        }
        List<Integer> replaced = new ArrayList<>();
        for (UpdateChanges.Update update : changes.updates()) {
            replaced.add(update.held().ciId());
            UpdateRecord record = update.record();
            if (record.listed() && same.contains(record.id())) {
                rows.replaceUnseen(update.held().ciId(), update.held().version(), record, change++, time);
            } else {
                rows.replace(update.held().ciId(), update.held().version() + 1, record, change++, time);
            }
        }
        for (Table table : rows.details().keySet()) {
            writer.deleteByFirstKey(connection, table, replaced);
        }
        writer.insert(connection, Tables.UPDATE, rows.updates());
        writer.update(connection, UpdateRows.replacedColumns(), rows.replacements());
        writer.update(connection, UpdateRows.unseenColumns(), rows.unseen());
        for (Map.Entry<Table, List<Object[]>> detail : rows.details().entrySet()) {
            writer.insert(connection, detail.getKey(), detail.getValue());
        }
        return change;
    }

    private static long writeTouches(
            Connection connection, TableWriter writer, UpdateChanges changes, long firstChange, Instant time)
            throws SQLException {
        long change = firstChange;
        List<Object[]> quiet = new ArrayList<>();
        List<Object[]> visible = new ArrayList<>();
        for (UpdateChanges.Touch touch : changes.touches()) {
            if (touch.visible()) {
                visible.add(row(
                        touch.ciId(),
                        touch.source().bytes(),
                        touch.scopeState().ordinal(),
                        touch.listed(),
                        utc(time),
                        change++));
            } else {
                quiet.add(row(touch.ciId(), touch.source().bytes()));
            }
        }
        writer.update(connection, TOUCHED, quiet);
        writer.update(connection, TOUCHED_VISIBLY, visible);
        return change;
    }

    private static void writeDecisions(
            Connection connection, TableWriter writer, UpdateChanges changes, long firstChange) throws SQLException {
        long change = firstChange;
        List<Object[]> inserted = new ArrayList<>();
        List<Object[]> updated = new ArrayList<>();
        List<Object[]> references = new ArrayList<>();
        List<Object> replaced = new ArrayList<>();
        for (UpdateChanges.Decision decision : changes.decisions()) {
            Object id = decision.id().value();
            (decision.replaces() ? updated : inserted)
                    .add(row(
                            id,
                            decision.revisionNumber(),
                            decision.outcome().number(),
                            decision.source().bytes(),
                            change++));
            if (decision.replaces()) {
                replaced.add(id);
            }
            decision.supersedes().stream().distinct().forEach(t -> references.add(row(id, t.value())));
        }
        List<Object> forgotten = new ArrayList<>();
        changes.forgotten().forEach(id -> forgotten.add(id.value()));
        writer.deleteByFirstKey(connection, Tables.DECISION, forgotten);
        replaced.addAll(forgotten);
        writer.deleteByFirstKey(connection, Tables.KEPT_REFERENCE, replaced);
        writer.insert(connection, Tables.DECISION, inserted);
        writer.upsert(connection, Tables.DECISION, updated);
        writer.insert(connection, Tables.KEPT_REFERENCE, references);
    }

    private static boolean isVisible(UpdateChanges changes, Set<UpdateId> same) {
        return !changes.inserts().isEmpty()
                || changes.updates().stream()
                        .anyMatch(u -> !same.contains(u.record().id()))
                || changes.touches().stream().anyMatch(UpdateChanges.Touch::visible);
    }
}
