/** One writer per site: a row of its database with a heartbeat and a fencing token. */
@NullMarked
package dev.supsync.lease;

import org.jspecify.annotations.NullMarked;
