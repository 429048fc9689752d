package dev.supsync.site.jdbc;

import dev.supsync.embedded.DamagedFiles;
import dev.supsync.embedded.FileErrors;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.Printable;
import dev.supsync.error.SupsyncException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Turns what a driver throws into what an administrator can act on. */
final class SiteErrors {

    // https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors
    private static final int LOGIN_FAILED = 18456;
    private static final int CANNOT_OPEN_DATABASE = 4060;
    private static final int FILEGROUP_FULL = 1105;
    private static final int LOG_FULL = 9002;
    private static final int PERMISSION_DENIED = 229;
    private static final int HSQLDB_LOCKED = -451;

    private SiteErrors() {}

    /** The error behind an exception of a database. */
    static SupsyncException translate(SiteUrl url, Throwable failure) {
        return translate(url.name(), url.path().orElse(null), failure);
    }

    /**
     * The same.
     *
     * @param files where an embedded database's files are
     */
    static SupsyncException translate(String database, @Nullable Path files, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = next(cause)) {
            if (cause instanceof SupsyncException known) {
                return known;
            }
            if (isNoSpace(cause, files)) {
                return noSpace(database, cause, failure);
            }
        }
        for (Throwable cause = failure; cause != null; cause = next(cause)) {
            SupsyncException found = find(database, cause, failure);
            if (found != null) {
                return found;
            }
        }
        if (!isOfDatabase(failure)) {
            return SupsyncException.internal(failure);
        }
        return new SupsyncException(
                ErrorCode.SITE_FAILED,
                "A statement on " + database + " failed: " + rootMessage(failure),
                "Run the command again: it continues after the last committed chunk. If it fails at the same place, "
                        + (files == null
                                ? "look into the database server's log."
                                : "the files may be damaged: restore the backup of the database's files."),
                failure);
    }

    private static @Nullable SupsyncException find(String database, Throwable cause, Throwable failure) {
        if (!(cause instanceof SQLException sql)) {
            return null;
        }
        String ending = DamagedFiles.ending(sql).orElse(null);
        if (ending != null) {
            return damaged(database, ending, sql, failure);
        }
        String state = sql.getSQLState() == null ? "" : sql.getSQLState();
        if (sql.getErrorCode() == LOGIN_FAILED || state.startsWith("28")) {
            return new SupsyncException(
                    ErrorCode.SITE_LOGIN,
                    "The login to " + database + " was refused: " + Printable.sentence(sql),
                    "Check the user name and the password of the site's database in the configuration.",
                    failure);
        }
        if (sql.getErrorCode() == CANNOT_OPEN_DATABASE) {
            return new SupsyncException(
                    ErrorCode.SITE_UNREACHABLE,
                    "The server does not open " + database + ": " + Printable.sentence(sql),
                    "Check the database's name, that it exists and is online, and that the login may use it.",
                    failure);
        }
        if (sql.getErrorCode() == PERMISSION_DENIED) {
            return new SupsyncException(
                    ErrorCode.SITE_LOGIN,
                    "The login has not the rights that supsync needs on " + database + ": " + Printable.sentence(sql),
                    "Grant it the rights to create, read and write tables and views in this database.",
                    failure);
        }
        if (sql.getErrorCode() == HSQLDB_LOCKED) {
            return new SupsyncException(
                    ErrorCode.SITE_BUSY,
                    "Another program has " + database + " open: " + Printable.sentence(sql),
                    "Close it, then run the command again.",
                    failure);
        }
        if (isLost(sql, state)) {
            return new SupsyncException(
                    ErrorCode.SITE_UNREACHABLE,
                    "The connection to " + database + " could not be made, or was lost: " + Printable.sentence(sql),
                    "Check that the server runs and can be reached from here, then run the same command again: it"
                            + " continues after the last committed chunk.",
                    failure);
        }
        return null;
    }

    private static SupsyncException noSpace(String database, Throwable cause, Throwable failure) {
        return new SupsyncException(
                ErrorCode.NO_SPACE,
                "The disk of " + database + " has no room left: " + Printable.sentence(cause),
                "Make room, then run the same command again: it continues after the last committed chunk.",
                failure);
    }

    private static SupsyncException damaged(String database, String ending, SQLException cause, Throwable failure) {
        return new SupsyncException(
                ErrorCode.SITE_DAMAGED,
                "The file " + database.replaceFirst("^the database ", "") + ending + " is damaged: "
                        + Printable.sentence(cause),
                "Restore the backup of the database's files, all of them together, then run a full synchronization: see"
                        + " docs/how-to/back-up-and-upgrade.md.",
                failure);
    }

    /** Also by what the pool says, without a state: it closes a connection at the first sign that it is lost. */
    private static boolean isLost(SQLException failure, String state) {
        return state.startsWith("08")
                || failure instanceof SQLTransientConnectionException
                || failure instanceof SQLNonTransientConnectionException
                || "Connection is closed".equals(failure.getMessage());
    }

    private static boolean isNoSpace(Throwable cause, @Nullable Path files) {
        return FileErrors.noSpace(cause, files).filter(found -> found == cause).isPresent()
                || (cause instanceof SQLException sql
                        && (sql.getErrorCode() == FILEGROUP_FULL || sql.getErrorCode() == LOG_FULL));
    }

    private static boolean isOfDatabase(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = next(cause)) {
            if (cause instanceof SQLException
                    || cause instanceof DataAccessException
                    || cause instanceof TransactionException
                    || cause instanceof FlywayException) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Throwable next(Throwable cause) {
        return cause.getCause() == cause ? null : cause.getCause();
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return Printable.sentence(root);
    }
}
