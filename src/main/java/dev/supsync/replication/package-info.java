/** What a site sends its children: read by change number, applied at the child, compared. Knows no catalog and no network. */
@NullMarked
package dev.supsync.replication;

import org.jspecify.annotations.NullMarked;
