package dev.supsync.embedded;

import java.util.List;
import java.util.Optional;

/** What ends a path, or puts something else in its place, in an HSQLDB URL: HSQLDB would open other files than these. */
public final class UrlCuts {

    /** What HSQLDB 2.7.3's {@code DatabaseURL} looks for. */
    private static final List<String> CUTS = List.of(";", "${", "?user=", "&password=");

    private UrlCuts() {}

    /** The first of them in a path; empty if HSQLDB takes the path as it is. */
    public static Optional<String> in(String path) {
        return CUTS.stream().filter(path::contains).findFirst();
    }
}
