/** When something recurs, as pure functions of time zones; what became due, and what was missed. Sees nothing. */
@NullMarked
package dev.supsync.schedule;

import org.jspecify.annotations.NullMarked;
