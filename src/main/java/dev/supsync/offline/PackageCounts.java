package dev.supsync.offline;

/**
 * What is in a package.
 *
 * @param updates with their content, detectoids and children of bundles among them
 * @param categories products, families, companies and classifications
 * @param removed updates that are to be taken away
 * @param documents update documents, for catalogs
 * @param leftOut updates without a document, because the catalog has lost them and the site has them as expired, imported
 *     or hidden
 */
public record PackageCounts(long updates, long categories, long removed, long documents, long leftOut) {}
