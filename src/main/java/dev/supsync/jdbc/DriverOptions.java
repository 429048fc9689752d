package dev.supsync.jdbc;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.Printable;
import dev.supsync.error.SupsyncException;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Tells an option that a driver does not understand from a server that does not answer: the one waits for a person, the
 * other is worth a retry.
 */
public final class DriverOptions {

    /** HSQLDB: "Invalid argument in JDBC call", for example of a port that is no number. */
    private static final int HSQLDB_INVALID_ARGUMENT = -423;

    private DriverOptions() {}

    /**
     * The mistake in the URL behind an attempt to connect that failed; empty if the URL is not what failed.
     *
     * <p>SQL Server's driver refuses an option (encrypt=maybe, a port of 99999) before it asks any server: without a number, a
     * state and a cause. What a server or the network says has at least one of them.
     *
     * @param failure what the attempt to connect threw; not what a statement threw
     * @param database its name, without user and password
     * @return with {@link ErrorCode#CONFIGURATION}
     */
    public static Optional<SupsyncException> mistake(SQLException failure, String database) {
        boolean isRefused = failure.getErrorCode() == HSQLDB_INVALID_ARGUMENT
                || (failure.getErrorCode() == 0 && failure.getSQLState() == null && failure.getCause() == null);
        if (!isRefused) {
            return Optional.empty();
        }
        return Optional.of(new SupsyncException(
                ErrorCode.CONFIGURATION,
                "The URL of " + database + " has an option that the driver refuses: " + Printable.sentence(failure),
                "Correct this option of the URL in the configuration, then run the command again.",
                failure));
    }
}
