package dev.supsync.site.jdbc;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import java.sql.SQLException;
import java.util.Arrays;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;

/** Brings a site database to the schema that this program knows; refuses one that a newer program, or another build, has written. */
public final class SiteMigrations {

    /** Where the scripts are, on the class path. */
    static final String FOLDER = "sql/site";

    private static final String HISTORY = "SUP_SCHEMA_HISTORY";

    private SiteMigrations() {}

    /**
     * Runs what is missing. Can be repeated after a kill at any place.
     *
     * @throws SupsyncException {@link ErrorCode#SITE_NEWER} if the schema is newer, {@link ErrorCode#SITE_OTHER_SCHEMA} if other
     *     scripts of the same versions made it
     */
    public static void migrate(SiteDatabase database) {
        use(database, flyway -> {
            MigrationInfoService found = flyway.info(); // reads and parses the scripts, and asks the database
            refuseOthers(database, found);
            if (Arrays.stream(found.all()).anyMatch(i -> i.getState().isFailed())) {
                flyway.repair();
                found = flyway.info();
            }
            if (hasFingerprint(found) && found.pending().length > 0) {
                // before a kill can leave it to a program that does not know the rest
                SchemaFingerprint.forget(database);
            }
            flyway.migrate();
            return true;
        });
        SchemaFingerprint.write(database);
    }

    private static boolean hasFingerprint(MigrationInfoService found) {
        MigrationInfo current = found.current();
        return current != null && current.getVersion().isAtLeast("1");
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
            MigrationInfoService found = flyway.info();
            refuseOthers(database, found);
            return found.pending().length == 0;
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
                .locations("classpath:" + FOLDER)
                .placeholders(database.dialect().placeholders())
                .table(HISTORY)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .validateOnMigrate(true)
                .cleanDisabled(true)
                .load();
    }

    private static void refuseOthers(SiteDatabase database, MigrationInfoService found) {
        for (MigrationInfo info : found.applied()) {
            boolean known = info.getPhysicalLocation() != null
                    && !info.getPhysicalLocation().isEmpty();
            // a later script that failed may come again in a better form; half of another first one would stay
            boolean counts = info.isVersioned()
                    && known
                    && (!info.getState().isFailed() || !info.getVersion().isNewerThan("1"));
            if (counts && !(info.isChecksumMatching() && info.isDescriptionMatching())) {
                throw new SupsyncException(
                        ErrorCode.SITE_OTHER_SCHEMA,
                        "Another build of supsync made the tables of " + database.name() + ": its script "
                                + info.getScript() + " differs from this program's.",
                        "Use the build that made them, or name an empty database: the next full synchronization fills it.");
            }
        }
        for (MigrationInfo info : found.applied()) {
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
