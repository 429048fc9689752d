/** Errors that a person reads: a code, what went wrong where, and what to do. Everything may see it; it sees nothing. */
@NullMarked
package dev.supsync.error;

import org.jspecify.annotations.NullMarked;
