package dev.supsync.embedded;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A look at files that are only read, which HSQLDB itself does not take: whoever writes them meanwhile changes them under the reader. */
public final class FilesInUse {

    /** HSQLDB's own number for it. */
    private static final int LOCKED = -451;

    private FilesInUse() {}

    /**
     * Fails if another program has the files open to write them. This one may: then both use the same database.
     *
     * @throws SQLException with HSQLDB's error number of a lock that is held
     */
    public static void refuse(DatabaseFiles files) throws SQLException {
        refuse(files, Clock.systemUTC());
    }

    static void refuse(DatabaseFiles files, Clock clock) throws SQLException {
        LckFile found;
        try {
            found = LckFile.find(files.file(".lck")).orElse(null);
        } catch (IOException e) {
            return; // HSQLDB tells better what cannot be read
        }
        if (found != null && found.isFile() && found.isAlive(clock.instant()) && !OpenDatabase.isOpen(files)) {
            Instant sign = found.modified().truncatedTo(ChronoUnit.SECONDS);
            throw new SQLException(
                    "another program has the files open: its lock " + files.file(".lck") + " shows a sign of life from "
                            + sign,
                    "S1000",
                    LOCKED);
        }
    }
}
