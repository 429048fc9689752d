/** What tests of every package share. */
@NullMarked
package dev.supsync.testing;

import org.jspecify.annotations.NullMarked;
