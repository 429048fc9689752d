package dev.supsync.site.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supsync.embedded.DatabaseFiles;
import dev.supsync.embedded.FileLease;
import dev.supsync.embedded.FilesKind;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.site.TestSite;
import dev.supsync.site.jdbc.SiteUrl.Kind;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.hsqldb.DatabaseManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class SharedDatabaseTests {

    @TempDir
    Path folder;

    private String url;
    private Path file;

    @BeforeEach
    void name() {
        url = "jdbc:hsqldb:file:" + folder.resolve("CS1");
        file = folder.resolve("CS1.supsync.service");
    }

    @Test
    void othersHaveItAsLongAsItIsShared() throws Exception {
        SiteDatabase owner = SiteDatabase.open(url, "sa", "");
        TestSite.prepare(owner);
        String address;
        try (SharedDatabase shared = SharedDatabase.of(owner)) {
            assertThat(shared).isNotNull();
            address = Files.readString(file).strip();
            assertThat(address).matches("jdbc:hsqldb:hsql://127\\.0\\.0\\.1:\\d+/[0-9a-f]{64}");
            try (var connection = DriverManager.getConnection(address, "sa", "");
                    var rows = connection.createStatement().executeQuery("SELECT SITE_CODE FROM SUP_SITE")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("CS1");
            }
        }
        assertThat(file).doesNotExist();
        assertThatThrownBy(() -> DriverManager.getConnection(address, "sa", "")).isInstanceOf(SQLException.class);
        assertThat(SharedDatabase.connect(url, "sa", "")).isEmpty();
        try (SiteDatabase again = SiteDatabase.open(url, "sa", "")) {
            assertThat(TestSite.rows(again, "SELECT SITE_CODE FROM SUP_SITE")).hasSize(1);
        }
    }

    @Test
    void withoutThePasswordNobodyGetsIt() throws Exception {
        try (SharedDatabase shared = SharedDatabase.of(SiteDatabase.open(url, "sa", ""))) {
            assertThat(shared).isNotNull();
            String address = Files.readString(file).strip();
            String server = address.substring(0, address.lastIndexOf('/') + 1);
            for (String guess : new String[] {"", "CS1", "x", "0".repeat(64)}) {
                assertThatThrownBy(() -> DriverManager.getConnection(server + guess, "sa", ""))
                        .as(guess)
                        .isInstanceOf(SQLException.class);
            }
        }
    }

    @Test
    void onlyItsUserReadsTheFile() throws IOException {
        try (SharedDatabase shared = SharedDatabase.of(SiteDatabase.open(url, "sa", ""))) {
            assertThat(shared).isNotNull();
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void thisProcessUsesItDirectlyButAsOneOfMany() throws IOException {
        try (SharedDatabase shared = SharedDatabase.of(SiteDatabase.open(url, "sa", ""))) {
            assertThat(shared).isNotNull();
            String password = Files.readString(file).strip().replaceFirst(".*/", "");
            try (SiteDatabase other = SharedDatabase.connect(url, "sa", "").orElseThrow()) {
                assertThat(other.kind()).isEqualTo(Kind.SERVER);
                assertThat(other.url().effective()).startsWith("jdbc:hsqldb:file:");
                assertThat(other.name()).contains("CS1").doesNotContain(password);
            }
            try (SiteDatabase next = SharedDatabase.connect(url, "sa", "").orElseThrow()) {
                assertThat(next.clock()).as("closing one left it open").isNotNull();
            }
        }
    }

    @Test
    void whatAKilledServiceLeftLeadsNowhere() throws IOException {
        Files.writeString(file, "jdbc:hsqldb:hsql://127.0.0.1:9/" + "0".repeat(64) + "\n");
        assertThat(SharedDatabase.connect(url, "sa", "")).isEmpty();
        FileLease.take(FilesKind.SITE, new DatabaseFiles(folder.resolve("CS1"))).close();
        assertThat(file).doesNotExist();
    }

    @Test
    void whatTheOwnerHasGivenBackIsNotOpenedAgain() {
        SiteDatabase owner = SiteDatabase.open(url, "sa", "");
        FileLease lease = Objects.requireNonNull(owner.lease());
        DataSource afterTheOwner = new DriverManagerDataSource(owner.url().effective()) {
            @Override
            public Connection getConnection(String username, String password) throws SQLException {
                owner.close(); // the other thread is as quick as that
                return super.getConnection(username, password);
            }
        };

        assertThatThrownBy(() -> new LeasedFiles(afterTheOwner, lease).getConnection("sa", ""))
                .isInstanceOfSatisfying(
                        SupsyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LEASE_LOST))
                .hasMessageContaining("has been closed");
        assertThat(DatabaseManager.getDatabaseURIs().toString()).doesNotContain(folder.toString());
        assertThatThrownBy(() -> SiteDatabase.open(owner.url().shared(), "sa", "", lease))
                .hasMessageContaining("has been closed");
        SiteDatabase.open(url, "sa", "").close();
    }
}
