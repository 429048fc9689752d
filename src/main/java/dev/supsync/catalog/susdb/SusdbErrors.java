package dev.supsync.catalog.susdb;

import dev.supsync.embedded.DamagedFiles;
import dev.supsync.embedded.DatabaseFiles;
import dev.supsync.embedded.FileErrors;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.Printable;
import dev.supsync.error.SupsyncException;
import dev.supsync.jdbc.DriverOptions;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;

/** Turns what a driver says into an error for a person: which database, what failed, and what helps. */
public final class SusdbErrors {

    // https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors
    private static final int FILEGROUP_FULL = 1105;
    private static final int LOG_FULL = 9002;

    private SusdbErrors() {}

    /**
     * What a failure of a WSUS database means to a person.
     *
     * @param what what was tried, for example "read revisions"
     */
    static SupsyncException of(SQLException e, SusdbUrl url, String what) {
        return of(e, "WSUS database", url, what);
    }

    /**
     * What a failure of a database means to a person.
     *
     * @param kind what it is: "WSUS database"
     * @param what what was tried, for example "read revisions"
     */
    public static SupsyncException of(SQLException e, String kind, SusdbUrl url, String what) {
        String name = url.name();
        Path files = url.isFile() ? DatabaseFiles.of(url.path()).path() : null;
        boolean isFull = e.getErrorCode() == FILEGROUP_FULL || e.getErrorCode() == LOG_FULL;
        if (isFull || FileErrors.noSpace(e, files).isPresent()) {
            return new SupsyncException(
                    ErrorCode.NO_SPACE,
                    kind + " " + name + ": cannot " + what + ", because its disk has no room left: " + reason(e)
                            + number(e),
                    "Make room, then run the same command again.",
                    e);
        }
        String ending = DamagedFiles.ending(e).orElse(null);
        if (ending != null) {
            return new SupsyncException(
                    ErrorCode.CATALOG_DAMAGED,
                    kind + " " + name + ": cannot " + what + ", because the file " + name + ending + " is damaged: "
                            + reason(e) + number(e),
                    "Restore the backup of the database's files, all of them together, or copy them again from where"
                            + " they were made, while no program has them open.",
                    e);
        }
        return new SupsyncException(
                ErrorCode.CATALOG_UNREACHABLE,
                kind + " " + name + ": cannot " + what + ": " + reason(e) + number(e),
                remedy(e, url.isFile()),
                e);
    }

    /**
     * The same of an attempt to connect, which also fails by a mistake in the URL.
     *
     * @param what what the connection is for
     */
    public static SupsyncException connecting(SQLException e, String kind, SusdbUrl url, String what) {
        return DriverOptions.mistake(e, kind + " " + url.name()).orElseGet(() -> of(e, kind, url, what));
    }

    /** Whether the connection is gone, so that a new one may succeed where this one did not. */
    static boolean isLost(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("08") || e.getErrorCode() == -1303;
    }

    private static String reason(SQLException e) {
        return Printable.bare(String.valueOf(e.getMessage()).strip());
    }

    private static String number(SQLException e) {
        return " (error " + e.getErrorCode() + ", state " + e.getSQLState() + ")";
    }

    private static String remedy(SQLException e, boolean isFile) {
        String message = reason(e).toLowerCase(Locale.ROOT);
        switch (e.getErrorCode()) {
            case 18456, 18452, -4000, -4001:
                return "Check the user name and the password; the server must allow this way of logging in.";
            case 18487, 18488:
                return "The password has expired: set a new one, and configure it here.";
            case 4060, 916, 911:
                return "Check the name of the database (of a WSUS server it is SUSDB), and map the login to a user of"
                        + " it with the role db_datareader.";
            case 18461, 924, 942, 922, 927:
                return "The database is offline, being restored, or in single-user mode for maintenance: try again when"
                        + " that has ended.";
            case 229, 230:
                return "Give the login's user in this database the role db_datareader.";
            case -465:
                return "Check the path: HSQLDB's files are named without their ending (susdb for susdb.script).";
            case -451:
                return "Another program has these files open: end it, or copy the files and read the copy.";
            default:
                break;
        }
        if (message.contains("pkix") || message.contains("ssl") || message.contains("certificate")) {
            return "The server's certificate is not trusted: add its issuer to a trust store and name that in the URL"
                    + " (trustStore=…), or, on a network that is trusted, set trustServerCertificate=true.";
        }
        if (isLost(e)) {
            return "Check that the server runs, that its name and port are right, that TCP/IP is enabled for it, and"
                    + " that no firewall is between.";
        }
        if ("HYT00".equals(e.getSQLState()) || message.contains("timed out")) {
            return "The database is too busy, or lacks indexes: try again later, or set queryTimeout in the URL.";
        }
        return isFile
                ? "Try again. If it fails at the same place, the files may be damaged: restore their backup, or copy them again."
                : "Look up the database's error number, and try again.";
    }
}
