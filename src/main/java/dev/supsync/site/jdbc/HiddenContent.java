package dev.supsync.site.jdbc;

import dev.supsync.metadata.UpdateFile;
import dev.supsync.metadata.UpdateId;
import dev.supsync.site.UpdateChanges;
import dev.supsync.site.UpdateRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the views show of an update that they do not list: its relations, its files and their languages. Nothing else of
 * it counts for the content version.
 */
final class HiddenContent {

    private static final String RELATIONS =
            """
            SELECT u.UPDATE_ID, r.RELATION_TYPE, r.TARGET_ID
            FROM SUP_UPDATE u JOIN SUP_UPDATE_RELATION r ON r.CI_ID = u.CI_ID WHERE u.UPDATE_ID IN (""";
    private static final String SUPERSEDENCE =
            """
            SELECT u.UPDATE_ID, 6, s.TARGET_ID
            FROM SUP_UPDATE u JOIN SUP_SUPERSEDENCE s ON s.CI_ID = u.CI_ID WHERE u.UPDATE_ID IN (""";
    private static final String FILES =
            """
            SELECT u.UPDATE_ID, u.CONTENT_LOCALES, f.FILE_NAME, f.FILE_SIZE, f.DIGEST, f.SOURCE_URL
            FROM SUP_UPDATE u JOIN SUP_UPDATE_FILE f ON f.CI_ID = u.CI_ID WHERE u.UPDATE_ID IN (""";

    private final SiteDatabase database;
    private final Map<UpdateId, Set<List<?>>> shown = new HashMap<>();

    private HiddenContent(SiteDatabase database) {
        this.database = database;
    }

    /** Whether one of these changes, all of updates that are not listed, is one that a view shows. */
    static boolean differs(SiteDatabase database, Collection<UpdateChanges.Update> updates) {
        if (updates.isEmpty()) {
            return false;
        }
        HiddenContent held = new HiddenContent(database);
        List<UpdateId> ids = updates.stream().map(u -> u.record().id()).toList();
        for (String sql : List.of(RELATIONS, SUPERSEDENCE)) {
            held.read(sql, ids, row -> List.of(row.getInt(2), database.updateId(row, "TARGET_ID")));
        }
        held.read(
                FILES,
                ids,
                row -> file(row.getString(2), row.getString(3), row.getLong(4), row.getString(5), row.getString(6)));
        return updates.stream()
                .map(UpdateChanges.Update::record)
                .anyMatch(r -> !held.shown.getOrDefault(r.id(), Set.of()).equals(of(r)));
    }

    private static Set<List<?>> of(UpdateRecord record) {
        Set<List<?>> parts = new HashSet<>();
        for (UpdateRecord.Reference reference : record.references()) {
            parts.add(List.of(reference.type().number(), reference.target()));
        }
        for (UpdateFile f : record.files()) {
            parts.add(file(record.contentLocales(), f.name(), f.size(), f.digest(), String.valueOf(f.sourceUrl())));
        }
        return parts;
    }

    private static List<?> file(Object... values) {
        return java.util.Arrays.stream(values).map(String::valueOf).toList();
    }

    private void read(String sql, List<UpdateId> ids, Part part) {
        database.each(sql, ids, row -> shown.computeIfAbsent(database.updateId(row, "UPDATE_ID"), k -> new HashSet<>())
                .add(part.of(row)));
    }

    private interface Part {
        List<?> of(ResultSet row) throws SQLException;
    }
}
