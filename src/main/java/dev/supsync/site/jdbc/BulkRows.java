package dev.supsync.site.jdbc;

import com.microsoft.sqlserver.jdbc.ISQLServerBulkData;
import dev.supsync.site.jdbc.Table.Column;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rows as mssql-jdbc's bulk copy takes them. */
final class BulkRows implements ISQLServerBulkData {

    private static final long serialVersionUID = 1L;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT);

    private final transient List<Column> columns;
    private final transient Iterator<Object[]> rows;
    private transient Object[] row = {};

    BulkRows(List<Column> columns, List<Object[]> rows) {
        this.columns = columns;
        this.rows = rows.iterator();
    }

    @Override
    public Set<Integer> getColumnOrdinals() {
        return IntStream.rangeClosed(1, columns.size()).boxed().collect(Collectors.toSet());
    }

    @Override
    public String getColumnName(int column) {
        return columns.get(column - 1).name();
    }

    @Override
    public int getColumnType(int column) {
        return switch (columns.get(column - 1).kind()) {
            case INT -> Types.INTEGER;
            case SMALLINT -> Types.SMALLINT;
            case BIGINT -> Types.BIGINT;
            case BOOLEAN -> Types.BIT;
            case GUID -> microsoft.sql.Types.GUID;
            case DIGEST -> Types.BINARY;
            case TEXT -> Types.LONGNVARCHAR;
            case TIMESTAMP -> Types.TIMESTAMP;
            case DATE -> Types.DATE;
        };
    }

    @Override
    public int getPrecision(int column) {
        return switch (columns.get(column - 1).kind()) {
            case DIGEST -> 16;
            case GUID -> 36;
            case TIMESTAMP -> 23;
            default -> 0;
        };
    }

    @Override
    public int getScale(int column) {
        return columns.get(column - 1).kind() == Table.Kind.TIMESTAMP ? 3 : 0;
    }

    @Override
    public boolean next() {
        if (!rows.hasNext()) {
            return false;
        }
        row = rows.next();
        return true;
    }

    @Override
    public @Nullable Object[] getRowData() {
        @Nullable Object[] values = new @Nullable Object[row.length];
        for (int i = 0; i < row.length; i++) {
            values[i] = value(columns.get(i), row[i]);
        }
        return values;
    }

    private static @Nullable Object value(Column column, @Nullable Object value) {
        if (value instanceof UUID) {
            return value.toString();
        }
        if (value instanceof LocalDateTime time) {
            return TIME.format(time); // a Timestamp would leave out the hour that summer time skips on this machine
        }
        if (value instanceof Integer number && column.kind() == Table.Kind.SMALLINT) {
            return number.shortValue();
        }
        return value;
    }
}
