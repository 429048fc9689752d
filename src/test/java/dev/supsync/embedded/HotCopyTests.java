package dev.supsync.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What HSQLDB's {@code BACKUP DATABASE ... NOT BLOCKING AS FILES} leaves if the first change since the last checkpoint comes just after it
 * has read the first page of the data: an old first page, which says that nothing is being changed, and new ones behind it.
 */
class HotCopyTests {

    private static final int ROWS = 4_000;

    /** So few rows are kept in memory that changes reach the file at once. */
    private static final String OPTIONS =
            ";hsqldb.tx=mvcc;hsqldb.write_delay=false;hsqldb.cache_rows=100;hsqldb.cache_size=100;"
                    + "hsqldb.default_table_type=cached;hsqldb.lock_file=false";

    @TempDir
    Path folder;

    private DatabaseFiles copied;

    @BeforeEach
    void copyWhileItIsChanged() throws Exception {
        DatabaseFiles files = new DatabaseFiles(folder.resolve("live/CS1"));
        copied = new DatabaseFiles(
                Files.createDirectories(folder.resolve("copy")).resolve("CS1"));
        try (Connection connection = DriverManager.getConnection(url(files), "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE T (ID INTEGER PRIMARY KEY, V INTEGER, PAD VARCHAR(800))");
            statement.execute("INSERT INTO T SELECT I, 1, REPEAT('x', 600) FROM UNNEST(SEQUENCE_ARRAY(1, " + ROWS
                    + ", 1)) AS N(I)");
            statement.execute("CHECKPOINT");
            Files.copy(files.file(".properties"), copied.file(".properties"));
            Files.copy(files.file(".script"), copied.file(".script"));
            byte[] first = new byte[32];
            try (RandomAccessFile data =
                    new RandomAccessFile(files.file(".data").toFile(), "r")) {
                data.readFully(first);
            }
            statement.execute("UPDATE T SET V = 2, PAD = REPEAT('y', 600) WHERE MOD(ID, 2) = 0");
            Files.copy(files.file(".data"), copied.file(".data"));
            try (RandomAccessFile data =
                    new RandomAccessFile(copied.file(".data").toFile(), "rw")) {
                data.write(first);
            }
            Files.copy(files.file(".backup"), copied.file(".backup"));
            statement.execute("SHUTDOWN IMMEDIATELY");
        }
        assertThat(Files.size(copied.file(".backup"))).isPositive();
    }

    @Test
    void thePagesArePutBack() throws Exception {
        HotCopy copy = new HotCopy(copied);
        copy.restorePages();
        assertThat(copied.file(".backup")).doesNotExist();
        assertThat(rows()).isEqualTo(ROWS + " rows, sum " + ROWS);
        assertThat(copy.isClosed()).isTrue();
    }

    @Test
    void pagesThatAreCutOffAreAnError() throws IOException {
        Path pages = copied.file(".backup");
        try (RandomAccessFile cut = new RandomAccessFile(pages.toFile(), "rw")) {
            cut.setLength(cut.length() - 1);
        }
        assertThatThrownBy(() -> new HotCopy(copied).restorePages()).isInstanceOf(IOException.class);
        assertThat(pages).exists();
    }

    private String rows() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(copied), "sa", "");
                Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("SELECT COUNT(*), SUM(V) FROM T")) {
                rows.next();
                return rows.getInt(1) + " rows, sum " + rows.getInt(2);
            } finally {
                statement.execute("SHUTDOWN");
            }
        }
    }

    private static String url(DatabaseFiles files) {
        return "jdbc:hsqldb:file:" + files + OPTIONS;
    }
}
