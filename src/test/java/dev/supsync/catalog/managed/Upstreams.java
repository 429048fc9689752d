package dev.supsync.catalog.managed;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.export.CatalogExport;
import dev.supsync.catalog.export.ExportOptions;
import dev.supsync.catalog.export.ExportWriter;
import dev.supsync.catalog.susdb.SusdbCatalog;
import dev.supsync.catalog.susdb.SusdbLayout;
import dev.supsync.catalog.susdb.SusdbSource;
import dev.supsync.catalog.susdb.SusdbWriter;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.site.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Catalogs to copy, and catalogs to copy into: in memory, or on a SQL Server; gone when this is closed. */
final class Upstreams implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-10-14T12:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private static final long DOCUMENT_SIZE = 10_000_000;
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final List<AutoCloseable> open = new ArrayList<>();
    private final Map<Catalog, String> urls = new HashMap<>();
    private final Path folder;
    private final boolean onServer;

    Upstreams(Path folder) {
        this(folder, false);
    }

    /**
     * @param onServer whether databases are on the SQL Server that the environment names
     */
    Upstreams(Path folder, boolean onServer) {
        this.folder = folder;
        this.onServer = onServer;
    }

    Catalog export(List<UpdateRevision> revisions) throws IOException {
        Path export = Files.createTempDirectory(folder, "export");
        return add(CatalogExport.open(
                new ExportWriter().writeFolder(export, revisions), ExportOptions.in(folder.resolve("work"))));
    }

    Catalog wsus(List<UpdateRevision> revisions, Predicate<UpdateId> declined) throws SQLException {
        String url = database("wsus");
        try (Connection connection = connect(url)) {
            SusdbWriter.createSchema(connection, SusdbLayout.DEFAULT);
            new SusdbWriter(connection).write(revisions, declined);
        }
        Catalog catalog = add(SusdbCatalog.open(new SusdbSource(url, null, null, DOCUMENT_SIZE)));
        urls.put(catalog, url);
        return catalog;
    }

    /** The database of a catalog of WSUS. */
    ManagedSource sourceOf(Catalog wsus) {
        return source(Objects.requireNonNull(urls.get(wsus)));
    }

    /** An empty database for a catalog of supsync's own. */
    ManagedSource empty() {
        return source(database("managed"));
    }

    private String database(String kind) {
        String name = kind + COUNT.incrementAndGet();
        if (onServer) {
            String database = TestServer.name(name);
            TestServer.drop(database);
            TestServer.create(database);
            open.add(() -> TestServer.drop(database));
            return TestServer.url(database);
        }
        String url = "jdbc:hsqldb:mem:" + name;
        open.add(() -> execute(url, "SHUTDOWN"));
        return url;
    }

    /** A time as a statement says it. */
    String time(String text) {
        return "CAST('" + text + "' AS " + (onServer ? "DATETIME2" : "TIMESTAMP") + ")";
    }

    /** Bytes as a statement says them. */
    String bytes(String hex) {
        return onServer ? "0x" + hex : "X'" + hex + "'";
    }

    static ManagedSource source(String url) {
        return new ManagedSource(url, null, null, DOCUMENT_SIZE, "CS1", "sup1.example");
    }

    ManagedCatalog managed(ManagedSource source) {
        return add(ManagedCatalog.open(source, CLOCK));
    }

    <T extends AutoCloseable> T add(T resource) {
        open.add(resource);
        return resource;
    }

    private static Connection connect(String url) throws SQLException {
        return url.startsWith("jdbc:hsqldb:")
                ? DriverManager.getConnection(url, "SA", "")
                : DriverManager.getConnection(url);
    }

    static void execute(String url, String sql) throws SQLException {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static long count(String url, String sql) throws SQLException {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }
}
