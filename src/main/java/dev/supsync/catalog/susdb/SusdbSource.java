package dev.supsync.catalog.susdb;

import org.jspecify.annotations.Nullable;

/**
 * Where a WSUS database is.
 *
 * @param url {@code jdbc:sqlserver:…} or {@code jdbc:hsqldb:…}; relative paths are resolved already
 * @param username null when the URL says who logs in
 * @param password null when none is needed; never printed
 * @param documentSize the longest update document that is read, in characters
 */
public record SusdbSource(String url, @Nullable String username, @Nullable String password, long documentSize) {

    public SusdbSource {
        if (documentSize < 1) {
            throw new IllegalArgumentException("document size " + documentSize + " is less than 1");
        }
    }

    /** The name of server and database; neither user nor password. */
    @Override
    public String toString() {
        return new SusdbUrl(url).name();
    }
}
