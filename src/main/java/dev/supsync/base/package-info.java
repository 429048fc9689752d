/** What several packages need and none of them owns: no words of synchronization. */
@NullMarked
package dev.supsync.base;

import org.jspecify.annotations.NullMarked;
