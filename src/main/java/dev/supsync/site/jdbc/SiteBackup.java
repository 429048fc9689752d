package dev.supsync.site.jdbc;

import dev.supsync.embedded.DatabaseFiles;
import dev.supsync.embedded.HotCopy;
import dev.supsync.error.SupsyncException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A backup of an embedded site database that may be in use, and written: its state at the last commit before the backup began.
 *
 * <p>HSQLDB's {@code NOT BLOCKING} waits for nobody and keeps nobody waiting. Its other way waits until no transaction is open, keeps
 * all new ones waiting meanwhile, and closes and opens the database's own log: on a full disk it could leave a running service without
 * one.
 */
public final class SiteBackup {

    /** org.hsqldb.error.ErrorCode of HSQLDB 2.7.3, as JDBC shows it. */
    private static final int BACKUP_ERROR = -470;

    private static final Duration LOOK = Duration.ofMillis(200);
    private static final long MEGABYTE = 1 << 20;
    private static final String CHANGES = "SELECT CHANGE_NUMBER FROM SUP_SITE";

    private final SiteDatabase database;
    private final DatabaseFiles files;
    private final Consumer<Duration> pause;

    /**
     * @param files of the database, which this process or another one of this machine has open
     * @param pause waits for so long, and throws to stop
     */
    public SiteBackup(SiteDatabase database, DatabaseFiles files, Consumer<Duration> pause) {
        this.database = database;
        this.files = files;
        this.pause = pause;
    }

    /**
     * Makes it. The copy is opened once: HSQLDB replays its log then, and nothing of it is left to be done when it is restored.
     *
     * @param username the user of the database, as it was opened
     * @return the content version that it holds
     * @throws SupsyncException {@link dev.supsync.error.ErrorCode#BACKUP_FAILED} if it cannot be written, or is not whole; no file
     *     is left then
     */
    public long write(BackupFile backup, @Nullable String username, String password) {
        try {
            DatabaseFiles copied =
                    new DatabaseFiles(backup.folder().resolve(files.path().getFileName()));
            HotCopy copy = new HotCopy(copied);
            long before = copy(backup.folder());
            copy.restorePages();
            long version = open(backup, copied, username, password, before);
            if (!copy.isClosed()) {
                throw backup.failed("its copy could not be closed in time");
            }
            backup.finish(copy, () -> pause.accept(Duration.ZERO));
            return version;
        } catch (IOException | SQLException e) {
            throw backup.unwritten(e);
        }
    }

    private long copy(Path folder) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            long before = number(statement, CHANGES);
            copy(statement, folder);
            number(statement, CHANGES); // who shuts the database down while it is copied ends this session first
            checkpointIfMissed(statement);
            return before;
        }
    }

    private void copy(Statement statement, Path folder) throws SQLException {
        String path = folder.toString().replace("'", "''");
        while (true) {
            try {
                statement.execute("BACKUP DATABASE TO '" + path + "/' NOT BLOCKING AS FILES");
                return;
            } catch (SQLException e) {
                boolean isBusy = e.getErrorCode() == BACKUP_ERROR
                        && String.valueOf(e.getMessage()).contains("in progress");
                if (!isBusy) {
                    throw e;
                }
                pause.accept(LOOK); // a checkpoint, or somebody else's backup
            }
        }
    }

    /** A checkpoint that comes due while HSQLDB copies fails, and HSQLDB 2.7.3 starts no other one by itself after that. */
    private void checkpointIfMissed(Statement statement) throws SQLException {
        long limit = number(
                statement,
                "SELECT PROPERTY_VALUE FROM INFORMATION_SCHEMA.SYSTEM_PROPERTIES WHERE PROPERTY_NAME ="
                        + " 'hsqldb.log_size'");
        if (limit > 0 && files.logSize() >= limit * MEGABYTE) {
            statement.execute("CHECKPOINT");
        }
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private static long open(
            BackupFile backup, DatabaseFiles copied, @Nullable String username, String password, long before)
            throws SQLException {
        try (SiteDatabase copy = SiteDatabase.open("jdbc:hsqldb:file:" + copied, username, password);
                Connection connection = copy.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            long found = number(statement, CHANGES);
            if (found < before) {
                throw backup.failed("its copy ends at change " + found + ", and the database had change " + before);
            }
            return number(statement, "SELECT CONTENT_VERSION FROM SUP_SITE");
        } catch (SupsyncException e) {
            throw backup.unopened(e);
        }
    }
}
