package dev.supsync.site.jdbc;

import static dev.supsync.site.jdbc.UpdateRows.row;
import static dev.supsync.site.jdbc.UpdateRows.utc;

import dev.supsync.site.Fence;
import dev.supsync.site.ImportStore;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The picked updates of a site database over JDBC. */
public final class JdbcImportStore implements ImportStore {

    private final SiteDatabase database;
    private final Numbers numbers;

    public JdbcImportStore(SiteDatabase database) {
        this.database = database;
        this.numbers = new Numbers(database);
    }

    @Override
    public List<Import> all() {
        return database.translating(() -> database.jdbc()
                .query(
                        "SELECT UPDATE_ID, REVISION_NUMBER, IMPORTED_AT, CATALOG_NAME FROM SUP_IMPORT",
                        (row, number) -> new Import(
                                database.updateId(row, "UPDATE_ID"),
                                row.getInt("REVISION_NUMBER"),
                                row.getObject("IMPORTED_AT", LocalDateTime.class)
                                        .toInstant(ZoneOffset.UTC),
                                row.getString("CATALOG_NAME"))));
    }

    @Override
    public void add(Fence fence, Collection<Import> picks) {
        if (picks.isEmpty()) {
            numbers.verify(fence);
            return;
        }
        long change = numbers.allocate(fence, picks.size(), 0, 0, false).firstChange();
        List<Object[]> rows = new ArrayList<>(picks.size());
        for (Import pick : picks) {
            rows.add(row(pick.id().value(), pick.revisionNumber(), utc(pick.importedAt()), pick.catalog(), change++));
        }
        database.write((connection, writer) -> writer.upsert(connection, Tables.IMPORT, rows));
    }
}
