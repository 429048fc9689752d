package dev.supsync.embedded;

import dev.supsync.error.ErrorCode;

/** What HSQLDB's files hold: messages and codes of errors differ by it. */
public enum FilesKind {
    /** The database of a site. */
    SITE("site database", ErrorCode.SITE_UNREACHABLE),
    /** A catalog of supsync's own. */
    CATALOG("catalog", ErrorCode.CATALOG_UNREACHABLE);

    private final String words;
    private final ErrorCode unreachable;

    FilesKind(String words, ErrorCode unreachable) {
        this.words = words;
        this.unreachable = unreachable;
    }

    /** The code of files that cannot be read or written. */
    ErrorCode unreachable() {
        return unreachable;
    }

    @Override
    public String toString() {
        return words;
    }
}
