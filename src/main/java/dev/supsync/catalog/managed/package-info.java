/**
 * A catalog that supsync owns: a database in the layout of SUSDB, brought up to another catalog, and compared with it. What
 * reads a WSUS database reads this one.
 */
@NullMarked
package dev.supsync.catalog.managed;

import org.jspecify.annotations.NullMarked;
