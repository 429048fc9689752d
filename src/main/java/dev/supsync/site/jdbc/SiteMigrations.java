package dev.supsync.site.jdbc;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import java.sql.SQLException;
import java.util.Arrays;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** Brings a site database to the schema that this program knows; refuses one that a newer program has written. */
public final class SiteMigrations {

    private static final String HISTORY = "SUP_SCHEMA_HISTORY";

    /** The version that brought the table of the fingerprint. */
    private static final String FINGERPRINT = "19";

    private SiteMigrations() {}

    /**
     * Runs what is missing. Can be repeated after a kill at any place.
     *
     * @throws SupsyncException {@link ErrorCode#SITE_NEWER} if the schema is newer
     */
    public static void migrate(SiteDatabase database) {
        use(database, flyway -> {
            refuseNewer(database, flyway);
            if (Arrays.stream(flyway.info().all()).anyMatch(i -> i.getState().isFailed())) {
                flyway.repair();
            }
            if (hasFingerprint(flyway) && flyway.info().pending().length > 0) {
                // before a kill can leave it to a program that does not know the rest
                SchemaFingerprint.forget(database);
            }
            flyway.migrate();
            return true;
        });
        SchemaFingerprint.write(database);
    }

    private static boolean hasFingerprint(Flyway flyway) {
        MigrationInfo current = flyway.info().current();
        return current != null && current.getVersion().isAtLeast(FINGERPRINT);
    }

    /** Whether the database has supsync's schema, in the version that this program knows. Changes nothing. */
    public static boolean isCurrent(SiteDatabase database) {
        return SchemaFingerprint.isIn(database) || isUpToDate(database);
    }

    /** As {@link #isCurrent(SiteDatabase)}; false also if the end of the last migration was not noted, because of a kill. */
    public static boolean isSettled(SiteDatabase database) {
        return SchemaFingerprint.isIn(database);
    }

    private static boolean isUpToDate(SiteDatabase database) {
        return use(database, flyway -> {
            refuseNewer(database, flyway);
            return flyway.info().pending().length == 0;
        });
    }

    /** Whether supsync has never prepared the database. Changes nothing. */
    public static boolean isMissing(SiteDatabase database) {
        return !SchemaFingerprint.isIn(database)
                && use(database, flyway -> flyway.info().applied().length == 0);
    }

    private interface Use {
        boolean of(Flyway flyway);
    }

    private static boolean use(SiteDatabase database, Use use) {
        try (FlywayConnections connections = new FlywayConnections(database.dataSource())) {
            return use.of(flyway(database, connections));
        } catch (FlywayException | SQLException e) {
            throw database.translate(e);
        }
    }

    private static Flyway flyway(SiteDatabase database, DataSource connections) {
        return Flyway.configure()
                .dataSource(connections)
                .locations("classpath:" + database.dialect().migrations())
                .table(HISTORY)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .validateOnMigrate(true)
                .cleanDisabled(true)
                .load();
    }

    private static void refuseNewer(SiteDatabase database, Flyway flyway) {
        for (MigrationInfo info : flyway.info().applied()) {
            boolean future =
                    info.getState() == MigrationState.FUTURE_SUCCESS || info.getState() == MigrationState.FUTURE_FAILED;
            if (future) {
                throw new SupsyncException(
                        ErrorCode.SITE_NEWER,
                        database.name() + " has schema version " + info.getVersion()
                                + ", which is newer than this program knows.",
                        "Use the version of supsync that wrote it, or a later one.");
            }
        }
    }
}
