/** Why an update is, or is not, in a site; and what a catalog offers. Reads both ends, writes nothing. */
@NullMarked
package dev.supsync.explain;

import org.jspecify.annotations.NullMarked;
