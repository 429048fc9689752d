package dev.supsync.catalog.susdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.supsync.catalog.CatalogContract;
import dev.supsync.catalog.CatalogRecord;
import dev.supsync.catalog.CatalogRecord.RawRevision;
import dev.supsync.catalog.Cursor;
import dev.supsync.catalog.Position;
import dev.supsync.catalog.SampleRevisions;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.metadata.UpdateRevision;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hsqldb.server.Server;
import org.hsqldb.server.ServerConstants;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases in files and on servers, and what is said when they cannot be reached. */
class SusdbConnectionTests {

    private static final String PASSWORD = "s3cret";

    @TempDir
    Path folder;

    @Test
    void leavesFilesAsTheyAre() throws Exception {
        String url = files(SusdbLayout.DEFAULT);
        TreeMap<String, String> before = content();
        try (SusdbCatalog catalog = SusdbCatalog.open(source(url, "SA", PASSWORD))) {
            assertThat(catalog.identity().name())
                    .isEqualTo(folder.resolve("susdb").toString());
            for (RawRevision raw : CatalogContract.raws(catalog.revisions(Position.START))) {
                assertThat(raw.parse().key()).isEqualTo(raw.key());
            }
            assertThat(CatalogContract.drain(catalog.census())).hasSameSizeAs(SampleRevisions.all());
            assertThat(content()).as("while it is open").isEqualTo(before);
        }
        assertThat(content()).as("after it was closed").isEqualTo(before);
    }

    @Test
    void readsLargeObjectsOfFiles() throws Exception {
        String url = files(new SusdbLayout(true, true, true));
        TreeMap<String, String> before = content();
        try (SusdbCatalog catalog = SusdbCatalog.open(source(url, "SA", PASSWORD))) {
            for (RawRevision raw : CatalogContract.raws(catalog.revisions(Position.START))) {
                assertThat(raw.parse().key()).isEqualTo(raw.key());
            }
        }
        assertThat(content()).isEqualTo(before);
    }

    @Test
    void closesFilesAlsoWhenACursorIsLeftOpen() throws Exception {
        String url = files(SusdbLayout.DEFAULT);
        SusdbCatalog catalog = SusdbCatalog.open(source(url, "SA", PASSWORD));
        Cursor<CatalogRecord> left = catalog.revisions(Position.START);
        assertThat(left.next()).isNotNull();
        catalog.close();
        assertThatThrownBy(() -> drain(left)).hasMessageContaining("closed");
        try (Connection writing = DriverManager.getConnection(url, "SA", PASSWORD);
                Statement statement = writing.createStatement()) {
            statement.execute("DELETE FROM dbo.tbEventInstance");
            statement.execute("SHUTDOWN");
        }
    }

    @Test
    void refusesAWrongPasswordWithoutTellingIt() throws Exception {
        String url = files(SusdbLayout.DEFAULT);
        SupsyncException wrong = unreachable(source(url, "SA", "wr0ng"));
        assertThat(wrong.getMessage())
                .startsWith("WSUS database " + folder.resolve("susdb") + ": cannot read the schema: ")
                .doesNotContain("wr0ng");
        assertThat(wrong.remedy()).contains("password").doesNotContain("wr0ng");
        assertThat(unreachable(source(url, "NOBODY", PASSWORD)).remedy()).contains("user name");
        assertThat(source(url + ";password=" + PASSWORD, "SA", PASSWORD).toString())
                .doesNotContain(PASSWORD);
        SusdbCatalog.open(source(url, "SA", PASSWORD)).close();
    }

    @Test
    void makesNoDatabaseWhereThereIsNone() throws Exception {
        Path missing = folder.resolve("missing/susdb");
        SupsyncException e = unreachable(source("jdbc:hsqldb:file:" + missing, null, null));
        assertThat(e).hasMessageContaining(missing.toString());
        assertThat(e.remedy()).contains("path");
        assertThat(missing.getParent()).doesNotExist();
    }

    @Test
    void saysWhichServerCannotBeReached() {
        SupsyncException hsqldb = unreachable(source("jdbc:hsqldb:hsql://localhost:1/susdb", "SA", PASSWORD));
        assertThat(hsqldb).hasMessageContaining("susdb on localhost:1");
        assertThat(hsqldb.remedy()).contains("server runs");
        SupsyncException sqlServer = unreachable(source(
                "jdbc:sqlserver://localhost:1;databaseName=SUSDB;loginTimeout=1;password=" + PASSWORD, "sa", PASSWORD));
        assertThat(sqlServer).hasMessageContaining("SUSDB on localhost:1").hasMessageNotContaining(PASSWORD);
        assertThat(sqlServer.remedy()).contains("server runs");
    }

    @Test
    void refusesAddressesOfOtherDatabases() {
        assertThatThrownBy(() -> SusdbCatalog.open(source("jdbc:mysql://u:" + PASSWORD + "@host/x", null, null)))
                .isInstanceOfSatisfying(SupsyncException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.CATALOG_UNSUPPORTED);
                    assertThat(e).hasMessageContaining("jdbc:mysql").hasMessageNotContaining(PASSWORD);
                });
    }

    @Test
    void tellsALostConnectionAndConnectsAnew() throws Exception {
        List<UpdateRevision> many = new ArrayList<>();
        for (int i = 0; i < 1_200; i++) {
            many.add(SampleRevisions.detectoid(SampleRevisions.id(30_000 + i), 1, "detectoid " + i));
        }
        files(SusdbLayout.DEFAULT, many);
        Server server = server();
        server.start();
        String url = "jdbc:hsqldb:hsql://localhost:" + server.getPort() + "/susdb";
        try (SusdbCatalog catalog = SusdbCatalog.open(source(url, "SA", PASSWORD));
                Cursor<CatalogRecord> lost = catalog.revisions(Position.START);
                Cursor<CatalogRecord> resumed = catalog.revisions(Position.START)) {
            RawRevision first = (RawRevision) lost.next();
            assertThat(resumed.next()).isNotNull();
            stop(server);
            server.start();
            int read = 1;
            while (resumed.next() != null) {
                read++;
            }
            assertThat(read).as("the server came back").isEqualTo(many.size());
            assertThat(first).isNotNull();
            stop(server);
            assertThatThrownBy(() -> drain(lost)).isInstanceOfSatisfying(SupsyncException.class, e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.CATALOG_UNREACHABLE);
                assertThat(e).hasMessageContaining("susdb on localhost").hasMessageContaining("cannot read revisions");
            });
            assertThatThrownBy(() -> Objects.requireNonNull(first).parse()).isInstanceOf(SupsyncException.class);
        } finally {
            server.stop();
        }
    }

    private Server server() throws IOException {
        Server server = new Server();
        server.setSilent(true);
        server.setLogWriter(null);
        server.setErrWriter(null);
        server.setPort(freePort());
        server.setDatabaseName(0, "susdb");
        server.setDatabasePath(0, "file:" + folder.resolve("susdb") + ";readonly=true");
        return server;
    }

    private static void stop(Server server) {
        server.stop();
        await().until(() -> server.getState() == ServerConstants.SERVER_STATE_SHUTDOWN);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static SupsyncException unreachable(SusdbSource source) {
        SupsyncException e = catchThrowableOfType(
                SupsyncException.class, () -> SusdbCatalog.open(source).close());
        assertThat(e.code()).isEqualTo(ErrorCode.CATALOG_UNREACHABLE);
        return e;
    }

    private static void drain(Cursor<?> cursor) {
        while (cursor.next() != null) {
            // On to the next.
            continue;
        }
    }

    private static SusdbSource source(String url, @Nullable String username, @Nullable String password) {
        return new SusdbSource(url, username, password, 1_000_000);
    }

    private String files(SusdbLayout layout) throws SQLException {
        return files(layout, SampleRevisions.all());
    }

    private String files(SusdbLayout layout, List<UpdateRevision> revisions) throws SQLException {
        String url = "jdbc:hsqldb:file:" + folder.resolve("susdb");
        try (Connection connection = DriverManager.getConnection(url, "SA", PASSWORD);
                Statement statement = connection.createStatement()) {
            SusdbWriter.createSchema(connection, layout);
            new SusdbWriter(connection, layout).write(revisions);
            statement.execute("SHUTDOWN");
        }
        return url;
    }

    /** Names, times and bytes of all files of the folder. */
    private TreeMap<String, String> content() throws Exception {
        TreeMap<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                content.put(file.getFileName().toString(), describe(file));
            }
        }
        return content;
    }

    private static String describe(Path file) throws Exception {
        FileTime time = Files.getLastModifiedTime(file);
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        return time + " " + HexFormat.of().formatHex(hash);
    }
}
