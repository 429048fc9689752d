package dev.supsync.site.jdbc;

import dev.supsync.metadata.UpdateId;
import dev.supsync.site.UpdateChanges;
import dev.supsync.site.UpdateRecord;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Keeps in SUP_OPEN_REFERENCE what the site's updates bundle or require and the site does not hold. */
final class OpenReferences {

    private static final String HELD = "SELECT UPDATE_ID FROM SUP_UPDATE WHERE UPDATE_ID IN (";

    private final SiteDatabase database;

    OpenReferences(SiteDatabase database) {
        this.database = database;
    }

    /** Brings the table in step with a chunk whose updates are written already. */
    void write(Connection connection, TableWriter writer, UpdateChanges changes) throws SQLException {
        List<Object> arrived = new ArrayList<>();
        Set<UpdateId> missing = new LinkedHashSet<>();
        changes.inserts().forEach(r -> addTargets(r, missing));
        changes.updates().forEach(u -> addTargets(u.record(), missing));
        for (UpdateRecord insert : changes.inserts()) {
            arrived.add(insert.id().value());
            missing.remove(insert.id());
        }
        database.each(HELD, List.copyOf(missing), row -> missing.remove(database.updateId(row, "UPDATE_ID")));
        writer.deleteByFirstKey(connection, Tables.OPEN_REFERENCE, arrived);
        List<Object[]> rows = new ArrayList<>();
        missing.forEach(id -> rows.add(new Object[] {id.value()}));
        writer.upsert(connection, Tables.OPEN_REFERENCE, rows);
    }

    private static void addTargets(UpdateRecord record, Set<UpdateId> targets) {
        for (UpdateRecord.Reference reference : record.references()) {
            if (reference.type() != UpdateRecord.Reference.Type.SUPERSEDES) {
                targets.add(reference.target());
            }
        }
    }
}
