/** Records that could not be read: kept with their reason and text, tried again next time. */
@NullMarked
package dev.supsync.quarantine;

import org.jspecify.annotations.NullMarked;
