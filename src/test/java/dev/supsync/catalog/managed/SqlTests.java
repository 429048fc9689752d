package dev.supsync.catalog.managed;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SqlTests {

    /** Else SQL Server's driver would prepare the statement anew for nearly each row. */
    @Test
    void nullsHaveTheTypeOfTheirColumn() throws SQLException {
        Set<String> nulls = new TreeSet<>();
        try (Connection connection = DriverManager.getConnection("jdbc:hsqldb:mem:sql", "SA", "");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE T (A INT, B BIGINT, C BOOLEAN, D VARCHAR(9), E TIMESTAMP, F VARBINARY(9), G INT)");
            List<@Nullable Object[]> rows = Arrays.asList(
                    new @Nullable Object[] {null, null, null, null, null, null, null},
                    new @Nullable Object[] {1, 2L, true, "x", LocalDateTime.MIN.withYear(2026), new byte[1], null},
                    new @Nullable Object[] {null, null, null, null, null, null, null});
            Sql.each(watched(connection, nulls), "INSERT INTO T VALUES (?, ?, ?, ?, ?, ?, ?)", rows);
            statement.execute("SHUTDOWN");
        }
        assertThat(nulls)
                .containsExactly(
                        "1 " + Types.INTEGER,
                        "2 " + Types.BIGINT,
                        "3 " + Types.BIT,
                        "4 " + Types.NVARCHAR,
                        "5 " + Types.TIMESTAMP,
                        "6 " + Types.VARBINARY,
                        "7 " + Types.VARCHAR);
    }

    private static Connection watched(Connection connection, Set<String> nulls) {
        return proxy(
                Connection.class,
                connection,
                (name, arguments, result) -> result instanceof PreparedStatement prepared
                        ? proxy(PreparedStatement.class, prepared, (called, parameters, value) -> {
                            if (called.equals("setNull")) {
                                nulls.add(parameters[0] + " " + parameters[1]);
                            }
                            return value;
                        })
                        : result);
    }

    private interface Watch {
        @Nullable
        Object seen(String name, Object[] arguments, @Nullable Object result);
    }

    private static <T> T proxy(Class<T> type, T target, Watch watch) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return watch.seen(method.getName(), arguments, method.invoke(target, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
