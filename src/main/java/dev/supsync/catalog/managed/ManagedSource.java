package dev.supsync.catalog.managed;

import dev.supsync.catalog.susdb.SusdbSource;
import dev.supsync.catalog.susdb.SusdbUrl;
import org.jspecify.annotations.Nullable;

/**
 * Where a catalog of supsync's own is, and whose it is.
 *
 * @param url {@code jdbc:sqlserver:…} or {@code jdbc:hsqldb:…}; relative paths are resolved already
 * @param username null when the URL says who logs in
 * @param password null when none is needed; never printed
 * @param documentSize the longest update document that is kept and read, in characters
 * @param siteCode the site of the software update point
 * @param serverName the software update point
 */
public record ManagedSource(
        String url,
        @Nullable String username,
        @Nullable String password,
        long documentSize,
        String siteCode,
        String serverName) {

    SusdbSource susdb() {
        return new SusdbSource(url, username, password, documentSize);
    }

    /** The name of server and database; neither user nor password. */
    @Override
    public String toString() {
        return new SusdbUrl(url).name();
    }
}
