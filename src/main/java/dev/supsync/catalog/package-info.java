/** The port to a catalog of update metadata: where updates come from. Sees metadata and cabinets. */
@NullMarked
package dev.supsync.catalog;

import org.jspecify.annotations.NullMarked;
