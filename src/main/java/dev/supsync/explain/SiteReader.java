package dev.supsync.explain;

import dev.supsync.lifecycle.ExpiryReasons;
import dev.supsync.metadata.Article;
import dev.supsync.metadata.UpdateId;
import dev.supsync.quarantine.Quarantine;
import dev.supsync.site.Outcome;
import dev.supsync.site.ScopeState;
import dev.supsync.site.UpdateRecord.Reference.Type;
import dev.supsync.site.jdbc.SiteDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a site says of some updates. */
final class SiteReader {

    private static final String TEXTS =
            """
            FROM SUP_UPDATE u
            CROSS JOIN SUP_SITE site
            LEFT JOIN SUP_UPDATE_STATE f ON f.CI_ID = u.CI_ID
            LEFT JOIN SUP_UPDATE_TEXT s ON s.CI_ID = u.CI_ID AND s.LCID = site.LANGUAGE_LCID
            LEFT JOIN SUP_UPDATE_TEXT e ON e.CI_ID = u.CI_ID AND e.LCID = 1033
            LEFT JOIN SUP_UPDATE_TEXT d ON d.CI_ID = u.CI_ID AND d.LCID = u.DEFAULT_LCID
            WHERE u.UPDATE_ID IN (""";

    private static final String HELD =
            """
            SELECT u.UPDATE_ID, u.REVISION_NUMBER, u.IS_LISTED, u.SCOPE_STATE, f.REASONS, f.EXPIRED_SINCE, f.IS_SUPERSEDED,
                   u.DATE_CREATED, u.ARTICLE_ID, COALESCE(s.TITLE, e.TITLE, d.TITLE, '') AS TITLE
            """
                    + TEXTS;

    private static final String NAMES =
            "SELECT u.UPDATE_ID, u.ARTICLE_ID, COALESCE(s.TITLE, e.TITLE, d.TITLE, '') AS TITLE " + TEXTS;

    private static final String CATEGORIES =
            """
            SELECT u.UPDATE_ID, c.CATEGORY_GUID FROM SUP_UPDATE u
            JOIN SUP_UPDATE_CATEGORY c ON c.CI_ID = u.CI_ID WHERE u.UPDATE_ID IN (""";

    private static final String BY_ARTICLE = "SELECT u.UPDATE_ID FROM SUP_UPDATE u WHERE u.IS_DEPLOYABLE = %s AND %s";

    private final SiteDatabase database;

    SiteReader(SiteDatabase database) {
        this.database = database;
    }

    /** The updates of a knowledge base article; children of bundles, which carry it too, are left out. */
    Set<UpdateId> byArticle(Article article) {
        String sql = BY_ARTICLE.formatted(database.literal(true), database.hasArticle());
        return database.translating(() -> new HashSet<>(database.jdbc()
                .query(sql, (row, number) -> database.updateId(row, "UPDATE_ID"), article.name(), article.name())));
    }

    /** What the site says of each of them; nothing is left out. */
    Map<UpdateId, SiteEntry> lookup(Collection<UpdateId> ids) {
        Map<UpdateId, Set<UpdateId>> categories = new HashMap<>();
        database.each(CATEGORIES, ids, row -> categories
                .computeIfAbsent(database.updateId(row, "UPDATE_ID"), k -> new HashSet<>())
                .add(database.updateId(row, "CATEGORY_GUID")));
        Map<UpdateId, SiteEntry.Held> held = new HashMap<>();
        database.each(HELD, ids, row -> {
            UpdateId id = database.updateId(row, "UPDATE_ID");
            held.put(id, held(row, id, categories.getOrDefault(id, Set.of())));
        });
        Map<UpdateId, Outcome> decided = new HashMap<>();
        database.each("SELECT UPDATE_ID, OUTCOME FROM SUP_DECISION WHERE UPDATE_ID IN (", ids, row -> {
            decided.put(database.updateId(row, "UPDATE_ID"), Outcome.of(row.getInt("OUTCOME")));
        });
        Map<UpdateId, Instant> removed = new HashMap<>();
        database.each("SELECT UPDATE_ID, REMOVED_AT FROM SUP_TOMBSTONE WHERE UPDATE_ID IN (", ids, row -> {
            removed.put(
                    database.updateId(row, "UPDATE_ID"),
                    instant(row, "REMOVED_AT").orElse(Instant.EPOCH));
        });
        Map<UpdateId, List<String>> deployments = new HashMap<>();
        database.each(
                "SELECT UPDATE_ID, DEPLOYMENT_NAME FROM SUP_DEPLOYMENT WHERE UPDATE_ID IN (", ids, row -> deployments
                        .computeIfAbsent(database.updateId(row, "UPDATE_ID"), k -> new ArrayList<>())
                        .add(row.getString("DEPLOYMENT_NAME")));
        Map<UpdateId, SiteEntry.Imported> imported = new HashMap<>();
        database.each("SELECT UPDATE_ID, IMPORTED_AT, CATALOG_NAME FROM SUP_IMPORT WHERE UPDATE_ID IN (", ids, row -> {
            imported.put(
                    database.updateId(row, "UPDATE_ID"),
                    new SiteEntry.Imported(
                            instant(row, "IMPORTED_AT").orElse(Instant.EPOCH), row.getString("CATALOG_NAME")));
        });
        Set<UpdateId> ofCategories = new HashSet<>();
        database.each(
                "SELECT CATEGORY_GUID FROM SUP_CATEGORY WHERE CATEGORY_GUID IN (",
                ids,
                row -> ofCategories.add(database.updateId(row, "CATEGORY_GUID")));
        Referrers referrers = Referrers.of(database, ids);
        Map<UpdateId, Named> names = names(ids, referrers);
        Quarantine quarantine = new Quarantine(database);
        Map<UpdateId, SiteEntry> entries = new HashMap<>();
        for (UpdateId id : ids) {
            SiteEntry.Held row = held.get(id);
            entries.put(
                    id,
                    new SiteEntry(
                            row,
                            row == null ? decided.get(id) : null,
                            row == null ? removed.get(id) : null,
                            quarantine.find(id).orElse(null),
                            row == null || !row.superseded() ? List.of() : named(referrers.superseding(id), names),
                            named(referrers.of(id, Type.BUNDLES), names),
                            named(referrers.of(id, Type.REQUIRES), names),
                            deployments.getOrDefault(id, List.of()),
                            imported.get(id),
                            ofCategories.contains(id)));
        }
        return entries;
    }

    /** Which of them the views show. */
    Set<UpdateId> listed(Collection<UpdateId> ids) {
        Set<UpdateId> listed = new HashSet<>();
        database.each("SELECT UPDATE_ID, IS_LISTED FROM SUP_UPDATE WHERE UPDATE_ID IN (", ids, row -> {
            if (row.getBoolean("IS_LISTED")) {
                listed.add(database.updateId(row, "UPDATE_ID"));
            }
        });
        return listed;
    }

    private Map<UpdateId, Named> names(Collection<UpdateId> ids, Referrers referrers) {
        Set<UpdateId> others = new HashSet<>();
        for (UpdateId id : ids) {
            others.addAll(referrers.superseding(id));
            others.addAll(referrers.of(id, Type.BUNDLES));
            others.addAll(referrers.of(id, Type.REQUIRES));
        }
        Map<UpdateId, Named> names = new HashMap<>();
        database.each(NAMES, others, row -> {
            UpdateId id = database.updateId(row, "UPDATE_ID");
            names.put(id, new Named(id, row.getString("ARTICLE_ID"), row.getString("TITLE")));
        });
        return names;
    }

    private static List<Named> named(Set<UpdateId> ids, Map<UpdateId, Named> names) {
        return ids.stream()
                .map(id -> names.getOrDefault(id, new Named(id, "", "")))
                .toList();
    }

    private static SiteEntry.Held held(ResultSet row, UpdateId id, Set<UpdateId> categories) throws SQLException {
        @Nullable Instant expiredSince = instant(row, "EXPIRED_SINCE").orElse(null);
        return new SiteEntry.Held(
                new Named(id, row.getString("ARTICLE_ID"), row.getString("TITLE")),
                row.getInt("REVISION_NUMBER"),
                row.getBoolean("IS_LISTED"),
                ScopeState.values()[row.getInt("SCOPE_STATE")],
                new ExpiryReasons(row.getInt("REASONS")),
                expiredSince,
                row.getBoolean("IS_SUPERSEDED"),
                instant(row, "DATE_CREATED").orElse(Instant.EPOCH),
                categories);
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        LocalDateTime time = row.getObject(column, LocalDateTime.class);
        return Optional.ofNullable(time).map(t -> t.toInstant(ZoneOffset.UTC));
    }
}
