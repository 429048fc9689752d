package dev.supsync.catalog.susdb;

import dev.supsync.metadata.UpdateRevision;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** An SUSDB in memory, for one test. It is gone when it is closed. */
final class SusdbDatabase implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-10-14T12:00:00Z");
    static final long DOCUMENT_SIZE = 1_000_000;

    private static final AtomicInteger COUNT = new AtomicInteger();

    final String url = "jdbc:hsqldb:mem:susdb" + COUNT.incrementAndGet();
    final Connection connection;
    final SusdbWriter writer;

    private SusdbDatabase(SusdbLayout layout) throws SQLException {
        connection = DriverManager.getConnection(url, "SA", "");
        SusdbWriter.createSchema(connection, layout);
        writer = new SusdbWriter(connection, layout);
    }

    static SusdbDatabase of(List<UpdateRevision> revisions) throws SQLException {
        return of(SusdbLayout.DEFAULT, revisions);
    }

    static SusdbDatabase of(SusdbLayout layout, List<UpdateRevision> revisions) throws SQLException {
        SusdbDatabase database = new SusdbDatabase(layout);
        database.writer.write(revisions);
        return database;
    }

    /** What messages call it. */
    String name() {
        return url.substring("jdbc:hsqldb:".length());
    }

    SusdbSource source() {
        return new SusdbSource(url, null, null, DOCUMENT_SIZE);
    }

    SusdbCatalog open() {
        return SusdbCatalog.open(source(), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        execute("SHUTDOWN");
    }
}
