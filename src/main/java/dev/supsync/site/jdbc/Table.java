package dev.supsync.site.jdbc;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A table that is written in chunks.
 *
 * @param keyColumns how many of the columns, from the first on, are its key
 */
public record Table(String name, int keyColumns, List<Column> columns) {

    public Table(String name, int keyColumns, Column... columns) {
        this(name, keyColumns, List.of(columns));
    }

    /** The names of all columns, as a list for SQL. */
    public String columnList() {
        return String.join(", ", columns.stream().map(Column::name).toList());
    }

    /** The place of a column in a row, from 0. */
    public int place(String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(column)) {
                return i;
            }
        }
        throw new IllegalArgumentException(name + " has no column " + column);
    }

    /** The same table without some of its columns. */
    public Projection without(String... names) {
        Set<String> left = Set.of(names);
        int[] places = IntStream.range(0, columns.size())
                .filter(i -> !left.contains(columns.get(i).name()))
                .toArray();
        List<Column> rest = Arrays.stream(places).mapToObj(columns::get).toList();
        return new Projection(new Table(name, keyColumns, rest), places);
    }

    /** Some columns of a table, and how to take them from a whole row. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Projection(Table table, int[] places) {

        /** The values of these columns. */
        public Object[] project(Object[] row) {
            Object[] result = new Object[places.length];
            for (int i = 0; i < places.length; i++) {
                result[i] = row[places[i]];
            }
            return result;
        }
    }

    /**
     * A column and how its values are bound.
     *
     * @param isNullable whether sql/ lets it be null
     */
    public record Column(String name, Kind kind, boolean isNullable) {}

    /** How a value is held; the Java type that {@link TableWriter} takes for it stands beside it. */
    public enum Kind {
        /** Integer. */
        INT,
        /** Integer. */
        SMALLINT,
        /** Long. */
        BIGINT,
        /** Boolean. */
        BOOLEAN,
        /** UUID. */
        GUID,
        /** byte[], 16 bytes. */
        DIGEST,
        /** String. */
        TEXT,
        /** LocalDateTime, UTC. */
        TIMESTAMP,
        /** LocalDate. */
        DATE
    }

    /** A column that is never null. */
    public static Column column(String name, Kind kind) {
        return new Column(name, kind, false);
    }

    /** A column that may be null. */
    public static Column nullable(String name, Kind kind) {
        return new Column(name, kind, true);
    }
}
