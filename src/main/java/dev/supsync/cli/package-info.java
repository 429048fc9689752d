/** The command line. Results go to standard output, messages to standard error. */
@NullMarked
package dev.supsync.cli;

import org.jspecify.annotations.NullMarked;
