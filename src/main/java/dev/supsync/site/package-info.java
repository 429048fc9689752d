/** The port to a site database: the records that a synchronization leaves there. Sees metadata; knows no catalog. */
@NullMarked
package dev.supsync.site;

import org.jspecify.annotations.NullMarked;
