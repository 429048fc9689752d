package dev.supsync.config;

import java.nio.file.Path;

/** Where a software update point's catalog is. */
public sealed interface CatalogSettings {

    /**
     * A catalog export, as {@code wsusutil export} writes it.
     *
     * @param file a cabinet, a zip, or a folder; absolute
     */
    record Export(Path file) implements CatalogSettings {}

    /** A WSUS database, which is only read. */
    record Database(DatabaseSettings database) implements CatalogSettings {}

    /** A database in the layout of SUSDB that supsync owns: it is written from its source. */
    record Managed(DatabaseSettings database, Source source) implements CatalogSettings {}

    /** What a catalog that supsync owns is synchronized from. */
    sealed interface Source {

        /** A catalog export. */
        record File(Path export) implements Source {}

        /**
         * The software update point above it: that of the parent site, or of a further point of a site the site's
         * active one.
         */
        record Upstream() implements Source {}

        /** Nothing: it is only fed by imports. */
        record None() implements Source {}
    }
}
