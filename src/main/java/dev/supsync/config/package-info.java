/** Reads the configuration and job files, and reports all their mistakes at once. Sees scope, metadata and errors. */
@NullMarked
package dev.supsync.config;

import org.jspecify.annotations.NullMarked;
