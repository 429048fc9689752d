package dev.supsync.replication;

import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.site.jdbc.Table;
import dev.supsync.site.jdbc.Table.Column;
import dev.supsync.site.jdbc.Tables;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of rows that travel, in the order in which they are written. A row has the columns of its table; those that
 * are each site's own stay empty. Local numbers do not travel: the first column of an update, a category and what belongs
 * to them is the place of the update or category in its batch.
 */
@SuppressWarnings("ImmutableEnumChecker") // nobody changes a table, or gets the places themselves
enum Part {
    CATEGORIES(Tables.CATEGORY, "FIRST_RUN_ID", "DATE_LAST_MODIFIED", "CHANGE_NUMBER"),
    CATEGORY_TEXTS(Tables.CATEGORY_TEXT),
    REMOVED_CATEGORIES(Tables.CATEGORY_TOMBSTONE, "CHANGE_NUMBER"),
    IMPORTS(Tables.IMPORT, "CHANGE_NUMBER"),
    TOMBSTONES(Tables.TOMBSTONE, "CHANGE_NUMBER"),
    UPDATES(Tables.UPDATE, "CI_VERSION", "DATE_CREATED", "DATE_LAST_MODIFIED", "CHANGE_NUMBER"),
    STATES(Tables.UPDATE_STATE, "DATE_LAST_MODIFIED", "CHANGE_NUMBER"),
    TEXTS(Tables.TEXTS),
    UPDATE_CATEGORIES(Tables.CATEGORIES),
    RELATIONS(Tables.RELATIONS),
    SUPERSEDENCE(Tables.SUPERSEDENCE),
    FILES(Tables.FILES),
    ARTICLES(Tables.ARTICLES),
    DRIVERS(Tables.DRIVERS),
    /** The flags of updates that do not travel themselves, by update ID. */
    FLAGS(new Table(
            "SUP_UPDATE_STATE",
            1,
            Table.column("UPDATE_ID", Table.Kind.GUID),
            Table.column("REASONS", Table.Kind.SMALLINT),
            Table.nullable("EXPIRED_SINCE", Table.Kind.TIMESTAMP),
            Table.column("IS_SUPERSEDED", Table.Kind.BOOLEAN)));

    /** What belongs to an update, by its first column; as {@link Tables#DETAILS}. */
    static final List<Part> DETAILS =
            List.of(TEXTS, UPDATE_CATEGORIES, RELATIONS, SUPERSEDENCE, FILES, ARTICLES, DRIVERS);

    private final Table table;
    private final int[] places;

    Part(Table table, String... own) {
        this.table = table;
        Set<String> left = Set.of(own);
        this.places = IntStream.range(0, table.columns().size())
                .filter(i -> !left.contains(table.columns().get(i).name()))
                .toArray();
    }

    Table table() {
        return table;
    }

    /** The places, in a row, of the columns that travel. */
    int[] places() {
        return places.clone();
    }

    /** The columns that travel, for a query. */
    String columns(String alias) {
        return Arrays.stream(places)
                .mapToObj(i -> alias + table.columns().get(i).name())
                .collect(Collectors.joining(", "));
    }

    /** Whether the rows begin with the place of an update in the batch. */
    boolean isOfUpdate() {
        return this == STATES || DETAILS.contains(this);
    }

    /** A row of a query that begins with {@link #columns(String)}. */
    Object[] read(SiteDatabase database, ResultSet row) throws SQLException {
        @Nullable Object[] values = new @Nullable Object[table.columns().size()];
        List<Column> columns = table.columns();
        for (int i = 0; i < places.length; i++) {
            values[places[i]] =
                    database.value(row, i + 1, columns.get(places[i]).kind());
        }
        return row(values);
    }

    /** A row; its values may be null, which arrays of objects cannot say to every checker. */
    @SuppressWarnings("NullAway")
    static Object[] row(@Nullable Object... values) {
        return values;
    }
}
