package dev.supsync.site.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.site.TestSite;
import dev.supsync.time.LastAlive;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DelegatingDataSource;

class LastAliveStoreTests {

    private static final LastAlive EARLIER = new LastAlive(Instant.parse("2026-11-21T02:00:00Z"), Duration.ZERO, null);
    private static final LastAlive LATER = new LastAlive(Instant.parse("2026-11-21T02:00:01Z"), Duration.ZERO, null);

    @Test
    void twoProcessesMayWriteTheFirstRow() {
        try (SiteDatabase database = TestSite.inMemory()) {
            TestSite.prepare(database);
            database.jdbc().update("DELETE FROM SUP_CLOCK");
            LastAliveStore other = new LastAliveStore(database);
            SiteDatabase slow = database.through(source -> beforeInsert(source, () -> other.save(EARLIER)));

            slow.inTransaction(() -> {
                new LastAliveStore(slow).save(LATER);
                return true;
            });

            assertThat(other.find()).hasValue(LATER);
        }
    }

    private static DataSource beforeInsert(DataSource source, Runnable work) {
        return new DelegatingDataSource(source) {
            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = super.getConnection();
                return (Connection) Proxy.newProxyInstance(
                        LastAliveStoreTests.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("prepareStatement")
                                    && String.valueOf(arguments[0]).startsWith("INSERT INTO SUP_CLOCK")) {
                                Thread thread = new Thread(work); // a transaction of its own
                                thread.start();
                                thread.join();
                            }
                            try {
                                return method.invoke(connection, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
            }
        };
    }
}
