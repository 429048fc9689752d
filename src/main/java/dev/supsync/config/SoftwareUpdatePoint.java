package dev.supsync.config;

/**
 * The role of a site that owns a catalog.
 *
 * @param server its name
 * @param catalog where its metadata is read
 */
public record SoftwareUpdatePoint(String server, CatalogSettings catalog) {}
