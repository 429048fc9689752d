/**
 * Everything about HSQLDB's files that this process opens itself, for site databases and catalogs alike: who may have them,
 * how others find them, and how they are shut down.
 */
@NullMarked
package dev.supsync.embedded;

import org.jspecify.annotations.NullMarked;
