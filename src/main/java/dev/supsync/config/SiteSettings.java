package dev.supsync.config;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import org.jspecify.annotations.Nullable;

/**
 * One site.
 *
 * @param name for people
 * @param language the short name of the language in which its views show titles
 * @param parent the site above it; null at the top of the tree
 * @param remote whether another supsync runs it: this one only reaches its database
 * @param siteDatabase null where the site has none, or where it is another supsync's business
 * @param points its software update points
 */
public record SiteSettings(
        SiteCode code,
        String name,
        SiteType type,
        String language,
        @Nullable SiteCode parent,
        boolean remote,
        @Nullable DatabaseSettings siteDatabase,
        UpdatePoints points) {

    /**
     * Its database.
     *
     * @throws SupsyncException if the configuration names none
     */
    public DatabaseSettings database() {
        if (siteDatabase == null) {
            throw new SupsyncException(
                    ErrorCode.CONFIGURATION,
                    "The site " + code + " has no site database in this configuration.",
                    remote
                            ? "Give it a database in the configuration, or run the command where the site runs."
                            : "Name another site: this one has a software update point at most.");
        }
        return siteDatabase;
    }

    /** Its active software update point; null where the site has none. */
    public @Nullable SoftwareUpdatePoint softwareUpdatePoint() {
        return points.active();
    }

    /** The same site with other software update points. */
    public SiteSettings with(UpdatePoints others) {
        return new SiteSettings(code, name, type, language, parent, remote, siteDatabase, others);
    }
}
