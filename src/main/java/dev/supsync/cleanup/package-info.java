/** Cleanups: removes updates that have been expired for long, what nothing needs any more, and a site's old history. */
@NullMarked
package dev.supsync.cleanup;

import org.jspecify.annotations.NullMarked;
