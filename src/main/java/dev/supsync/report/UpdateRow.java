package dev.supsync.report;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of v_UpdateInfo, with the titles of its categories.
 *
 * @param values Strings, Longs, Booleans and Instants; null where the column is
 */
public record UpdateRow(
        Map<UpdateColumn, @Nullable Object> values, List<String> classifications, List<String> products) {

    public UpdateRow {
        values = Collections.unmodifiableMap(new EnumMap<>(values));
        classifications = List.copyOf(classifications);
        products = List.copyOf(products);
    }

    /** A value; null where the column is. */
    public @Nullable Object value(UpdateColumn column) {
        return values.get(column);
    }

    /** A value as text; empty where the column is null. */
    public String text(UpdateColumn column) {
        Object value = values.get(column);
        return value == null ? "" : value.toString();
    }
}
