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
}
