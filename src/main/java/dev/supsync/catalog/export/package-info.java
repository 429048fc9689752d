/**
 * The catalog that {@code wsusutil export} writes: a cabinet, zip or folder with metadata.txt and package.xml. Sees
 * catalog, metadata, cabinets and errors.
 */
@NullMarked
package dev.supsync.catalog.export;

import org.jspecify.annotations.NullMarked;
