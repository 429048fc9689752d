/** What the drivers of both kinds of databases, a site's and a catalog's, have in common. */
@NullMarked
package dev.supsync.jdbc;

import org.jspecify.annotations.NullMarked;
