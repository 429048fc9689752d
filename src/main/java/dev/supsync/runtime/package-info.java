/** One context per site: its lock, its database, its catalog, and a run over both. What the commands start. */
@NullMarked
package dev.supsync.runtime;

import org.jspecify.annotations.NullMarked;
