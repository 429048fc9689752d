package dev.supsync.config;

import org.jspecify.annotations.Nullable;

/**
 * How to reach a database.
 *
 * @param url a JDBC URL; the file of an embedded database is absolute
 * @param username null where the URL or the platform says who logs in
 * @param password empty where none is given
 */
public record DatabaseSettings(String url, @Nullable String username, Secret password) {

    /** Without the passwords that a URL may hold. */
    @Override
    public String toString() {
        return "DatabaseSettings[url=" + Masks.url(url) + ", username=" + username + ", password=" + password + "]";
    }
}
