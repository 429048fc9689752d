package dev.supsync.site;

import dev.supsync.site.jdbc.SiteDatabase;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * All views of a site database as text, comparable between sites: local numbers are replaced by what they stand for, and
 * what only one site's life decides is left out.
 */
public final class ViewSnapshot {

    /** The views that depend on the catalog and the scope alone. */
    public static final List<String> VIEWS = List.of(
            "v_UpdateInfo",
            "v_UpdateCIs",
            "v_CategoryInfo",
            "v_CICategories",
            "v_CICategories_All",
            "v_CICategoryInfo",
            "v_CICategoryInfo_All",
            "v_CIRelation",
            "v_LocalizedCIProperties",
            "v_LocalizedCIProperties_SiteLoc",
            "v_UpdateContents",
            "CI_ContentFiles",
            "CI_UpdateCategorySubscription",
            "CI_CategoryInstances",
            "CI_LocalizedCategoryInstances",
            "v_SoftwareUpdateSource");

    private static final Set<String> UPDATE_NUMBERS =
            Set.of("ci_id", "fromciid", "tociid", "contentci_id", "content_id");
    private static final Set<String> CATEGORY_NUMBERS = Set.of("categoryinstanceid", "parentcategoryinstanceid");
    private static final Set<String> LOCAL =
            Set.of("civersion", "datecreated", "datelastmodified", "updatesource_id", "contentversion");

    private ViewSnapshot() {}

    /** Every view's rows, sorted; without the content version, which counts the ways to a state. */
    public static Map<String, List<String>> of(SiteDatabase database) {
        Map<Object, String> updates = names(database, "SELECT CI_ID, UPDATE_ID FROM SUP_UPDATE");
        Map<Object, String> categories = names(database, "SELECT CATEGORY_ID, CATEGORY_GUID FROM SUP_CATEGORY");
        Map<String, List<String>> result = new TreeMap<>();
        for (String view : VIEWS) {
            List<String> rows = new ArrayList<>();
            database.jdbc().query("SELECT * FROM " + view, row -> {
                rows.add(text(row, updates, categories));
            });
            rows.sort(null);
            result.put(view, rows);
        }
        return result;
    }

    private static Map<Object, String> names(SiteDatabase database, String sql) {
        Map<Object, String> names = new HashMap<>();
        database.jdbc().query(sql, row -> {
            names.put(row.getInt(1), row.getString(2).toLowerCase(Locale.ROOT));
        });
        return names;
    }

    private static String text(ResultSet row, Map<Object, String> updates, Map<Object, String> categories)
            throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            String name = columns.getColumnLabel(i).toLowerCase(Locale.ROOT);
            if (LOCAL.contains(name)) {
                continue;
            }
            Object value = row.getObject(i);
            if (value != null && UPDATE_NUMBERS.contains(name)) {
                value = updates.get(row.getInt(i));
            } else if (value != null && CATEGORY_NUMBERS.contains(name)) {
                value = categories.get(row.getInt(i));
            } else if (name.equals("expiredsince")) {
                value = value == null ? null : "set";
            } else if (value != null && columns.getColumnTypeName(i).equals("uniqueidentifier")) {
                value = value.toString().toLowerCase(Locale.ROOT);
            }
            text.append(name).append('=').append(value).append(" | ");
        }
        return text.toString();
    }
}
