package dev.supsync.site.jdbc;

import dev.supsync.metadata.UpdateFile;
import dev.supsync.metadata.UpdateId;
import dev.supsync.site.UpdateChanges;
import dev.supsync.site.UpdateRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the views show of updates whose content changed without a new revision, and of those that they do not list: of the
 * latter relations, files and their languages only. Nothing else of them counts for the content version.
 */
final class ShownContent {

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

    private static final String COLUMNS =
            """
            SELECT u.UPDATE_ID, u.IS_BUNDLE, u.ARTICLE_ID, u.BULLETIN_ID, u.INFO_URL, u.CREATION_DATE, u.SEVERITY,
                   u.MAX_EXECUTION_TIME, CASE WHEN u.EULA_ID IS NULL THEN 0 ELSE 1 END, u.DEFAULT_LCID, u.CONTENT_LOCALES
            FROM SUP_UPDATE u WHERE u.UPDATE_ID IN (""";
    private static final String TEXTS =
            """
            SELECT u.UPDATE_ID, t.LCID, t.TITLE, t.DESCRIPTION, t.INFO_URL
            FROM SUP_UPDATE u JOIN SUP_UPDATE_TEXT t ON t.CI_ID = u.CI_ID WHERE u.UPDATE_ID IN (""";
    private static final String CATEGORIES =
            """
            SELECT u.UPDATE_ID, c.CATEGORY_GUID
            FROM SUP_UPDATE u JOIN SUP_UPDATE_CATEGORY c ON c.CI_ID = u.CI_ID WHERE u.UPDATE_ID IN (""";

    private final SiteDatabase database;
    private final Map<UpdateId, Set<List<?>>> shown = new HashMap<>();

    private ShownContent(SiteDatabase database) {
        this.database = database;
    }

    /** The updates among these changes of which no view shows any difference. */
    static Set<UpdateId> same(SiteDatabase database, Collection<UpdateChanges.Update> updates) {
        List<UpdateChanges.Update> open = updates.stream()
                .filter(u -> u.held().listed() == u.record().listed())
                .filter(u -> !u.record().listed()
                        || u.held().revisionNumber() == u.record().key().revisionNumber())
                .toList();
        Set<UpdateId> same = new HashSet<>();
        if (open.isEmpty()) {
            return same;
        }
        ShownContent held = new ShownContent(database);
        held.read(open.stream().map(u -> u.record().id()).toList());
        List<UpdateId> listed = open.stream()
                .map(UpdateChanges.Update::record)
                .filter(UpdateRecord::listed)
                .map(UpdateRecord::id)
                .toList();
        if (!listed.isEmpty()) {
            held.readListed(listed);
        }
        for (UpdateChanges.Update update : open) {
            UpdateRecord record = update.record();
            if (held.shown.getOrDefault(record.id(), Set.of()).equals(of(record))) {
                same.add(record.id());
            }
        }
        return same;
    }

    private void read(List<UpdateId> ids) {
        for (String sql : List.of(RELATIONS, SUPERSEDENCE)) {
            read(sql, ids, row -> List.of(row.getInt(2), database.updateId(row, "TARGET_ID")));
        }
        read(
                FILES,
                ids,
                row -> part(row.getString(2), row.getString(3), row.getLong(4), row.getString(5), row.getString(6)));
    }

    private void readListed(List<UpdateId> ids) {
        read(
                COLUMNS,
                ids,
                row -> part(
                        row.getBoolean(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getObject(6, LocalDateTime.class),
                        row.getInt(7),
                        row.getInt(8),
                        row.getInt(9) == 1,
                        row.getInt(10),
                        row.getString(11)));
        read(TEXTS, ids, row -> part(row.getInt(2), row.getString(3), row.getString(4), row.getString(5)));
        read(CATEGORIES, ids, row -> List.of(database.updateId(row, "CATEGORY_GUID")));
    }

    private static Set<List<?>> of(UpdateRecord record) {
        Set<List<?>> parts = new HashSet<>();
        for (UpdateRecord.Reference reference : record.references()) {
            parts.add(List.of(reference.type().number(), reference.target()));
        }
        for (UpdateFile f : record.files()) {
            parts.add(part(record.contentLocales(), f.name(), f.size(), f.digest(), f.sourceUrl()));
        }
        if (!record.listed()) {
            return parts;
        }
        parts.add(part(
                record.bundle(),
                first(record.articles()),
                first(record.bulletins()),
                record.infoUrl(),
                UpdateRows.utc(record.creationDate()),
                record.severity().number(),
                record.maxExecutionTime(),
                record.eulaId() != null,
                record.defaultLcid(),
                record.contentLocales()));
        for (UpdateRecord.Text text : record.texts()) {
            parts.add(part(text.lcid(), text.title(), text.description(), text.infoUrl()));
        }
        record.categories().forEach(category -> parts.add(List.of(category)));
        return parts;
    }

    private static String first(List<String> values) {
        return values.isEmpty() ? "" : values.get(0);
    }

    private static List<?> part(@Nullable Object... values) {
        return Arrays.stream(values).map(String::valueOf).toList();
    }

    private void read(String sql, List<UpdateId> ids, Part part) {
        database.each(sql, ids, row -> shown.computeIfAbsent(database.updateId(row, "UPDATE_ID"), k -> new HashSet<>())
                .add(part.of(row)));
    }

    private interface Part {
        List<?> of(ResultSet row) throws SQLException;
    }
}
