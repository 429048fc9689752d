package dev.supsync.catalog.managed;

import dev.supsync.metadata.CategoryType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The identities that a writer gives, and what few tables hold that revisions refer to by number. */
final class Numbers {

    /** Beyond every LCID of Windows: languages that WSUS does not know. */
    private static final int OTHER_LANGUAGES = 1_000_000;

    /** What the column holds, and no collation takes for another name. */
    private static final Pattern LANGUAGE = Pattern.compile("[a-z0-9-]{1,16}");

    private final Map<String, Integer> languages = new HashMap<>();
    private final Map<String, Integer> handlers = new HashMap<>();
    private final Map<String, Integer> driverClasses = new HashMap<>();
    private final Set<Integer> classifications = new HashSet<>();
    private int lastRevision;
    private int lastText;
    private int lastClause;
    private int lastBundle;

    Numbers(Connection connection) throws SQLException {
        lastRevision = Math.max(
                last(connection, "tbRevision", "RevisionID"), last(connection, "SUP_CATALOG", "LAST_REVISION"));
        lastText = last(connection, "tbLocalizedProperty", "LocalizedPropertyID");
        lastClause = last(connection, "tbPrerequisite", "PrerequisiteID");
        lastBundle = last(connection, "tbBundleAll", "BundledID");
        names(connection, "SELECT LanguageID, ShortLanguage FROM dbo.tbLanguage", languages);
        names(connection, "SELECT HandlerID, SchemaURI FROM dbo.tbHandler", handlers);
        names(connection, "SELECT ClassID, Class FROM dbo.tbDriverClass", driverClasses);
        Sql.query(
                connection,
                "SELECT CategoryID FROM dbo.tbCategory WHERE CategoryType = ?",
                row -> classifications.add(row.getInt(1)),
                CategoryType.UPDATE_CLASSIFICATION.text());
    }

    int nextRevision() {
        return ++lastRevision;
    }

    /** The highest RevisionID that was ever given: none is given twice, so that positions keep their meaning. */
    int lastRevision() {
        return lastRevision;
    }

    int nextText() {
        return ++lastText;
    }

    int nextClause() {
        return ++lastClause;
    }

    int nextBundle() {
        return ++lastBundle;
    }

    /** The LanguageID of a short name; null for a name that is none. */
    @Nullable
    Integer language(String shortName, Rows table) {
        if (!LANGUAGE.matcher(shortName).matches()) {
            return null;
        }
        return languages.computeIfAbsent(shortName, name -> {
            int id = OTHER_LANGUAGES + languages.size();
            table.add(id, name, name);
            return id;
        });
    }

    @Nullable
    Integer handler(@Nullable String uri, Rows table) {
        return named(uri, handlers, table);
    }

    @Nullable
    Integer driverClass(@Nullable String name, Rows table) {
        return named(name, driverClasses, table);
    }

    boolean isClassification(int categoryId) {
        return classifications.contains(categoryId);
    }

    void category(int categoryId, boolean isClassification) {
        if (isClassification) {
            classifications.add(categoryId);
        } else {
            classifications.remove(categoryId);
        }
    }

    private static @Nullable Integer named(@Nullable String name, Map<String, Integer> known, Rows table) {
        if (name == null || name.length() > RevisionRows.NAME) {
            return null;
        }
        return known.computeIfAbsent(name, n -> {
            int id = known.size() + 1; // rows of these tables are never deleted
            table.add(id, n);
            return id;
        });
    }

    private static int last(Connection connection, String table, String column) throws SQLException {
        int[] last = new int[1];
        Sql.query(connection, "SELECT MAX(" + column + ") FROM dbo." + table, row -> last[0] = row.getInt(1));
        return last[0];
    }

    private static void names(Connection connection, String sql, Map<String, Integer> names) throws SQLException {
        Sql.query(connection, sql, row -> names.put(row.getString(2), row.getInt(1)));
    }
}
