package dev.supsync.embedded;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.hsqldb.Database;
import org.hsqldb.DatabaseManager;
import org.hsqldb.DatabaseType;
import org.jspecify.annotations.Nullable;

/**
 * A database that HSQLDB has open in this process: with or without connections, as after a login that it refused. No connection
 * is needed to close it, nor the rights of its user.
 */
final class OpenDatabase {

    private static final long LOOK_NANOSECONDS = Duration.ofMillis(20).toNanos();

    private OpenDatabase() {}

    static boolean isOpen(DatabaseFiles files) {
        return find(files) != null;
    }

    /**
     * Closes it, and returns when HSQLDB has let go of the files.
     *
     * @param immediately whether only to let go of them, as a kill does
     */
    static void close(DatabaseFiles files, boolean immediately) {
        Database database = find(files);
        if (database != null) {
            database.close(immediately ? Database.CLOSEMODE_IMMEDIATELY : Database.CLOSEMODE_NORMAL);
            while (find(files) == database) { // somebody else is closing it
                LockSupport.parkNanos(LOOK_NANOSECONDS);
            }
        }
    }

    private static @Nullable Database find(DatabaseFiles files) {
        return DatabaseManager.lookupDatabaseObject(DatabaseType.DB_FILE, files.toString());
    }
}
