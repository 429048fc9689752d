/** One writer per site: an operating-system lock beside an embedded database, a row with a heartbeat on a server. */
@NullMarked
package dev.supsync.lease;

import org.jspecify.annotations.NullMarked;
