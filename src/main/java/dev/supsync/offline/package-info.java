/**
 * Packages for sites without a connection: written at one site, carried, verified and applied at another; and the keys
 * that sign them.
 */
@NullMarked
package dev.supsync.offline;

import org.jspecify.annotations.NullMarked;
