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
record Table(String name, int keyColumns, List<Column> columns) {

    Table(String name, int keyColumns, Column... columns) {
        this(name, keyColumns, List.of(columns));
    }

    /** The names of all columns, as a list for SQL. */
    String columnList() {
        return String.join(", ", columns.stream().map(Column::name).toList());
    }

    /** The same table without some of its columns. */
    Projection without(String... names) {
        Set<String> left = Set.of(names);
        int[] places = IntStream.range(0, columns.size())
                .filter(i -> !left.contains(columns.get(i).name()))
                .toArray();
        List<Column> rest = Arrays.stream(places).mapToObj(columns::get).toList();
        return new Projection(new Table(name, keyColumns, rest), places);
    }

    /** Some columns of a table, and how to take them from a whole row. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Projection(Table table, int[] places) {

        Object[] project(Object[] row) {
            Object[] result = new Object[places.length];
            for (int i = 0; i < places.length; i++) {
                result[i] = row[places[i]];
            }
            return result;
        }
    }

    /** A column and how its values are bound. */
    record Column(String name, Kind kind) {}

    /** How a value is held; the Java type that {@link TableWriter} takes for it stands beside it. */
    enum Kind {
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

    static Column column(String name, Kind kind) {
        return new Column(name, kind);
    }
}
