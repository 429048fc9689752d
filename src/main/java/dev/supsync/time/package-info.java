/** What a wall clock can and cannot have said, as pure functions. Sees nothing. */
@NullMarked
package dev.supsync.time;

import org.jspecify.annotations.NullMarked;
