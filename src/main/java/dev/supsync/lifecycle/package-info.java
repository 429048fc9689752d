/** Why an update is expired, and which updates are superseded, as pure functions. Sees metadata. */
@NullMarked
package dev.supsync.lifecycle;

import org.jspecify.annotations.NullMarked;
