/** The site database over JDBC: connections, migrations, the one dialect seam, and the tables. */
@NullMarked
package dev.supsync.site.jdbc;

import org.jspecify.annotations.NullMarked;
