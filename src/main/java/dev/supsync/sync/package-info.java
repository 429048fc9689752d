/**
 * A synchronization: from a plan (catalog, scope, site) to a report, as one restartable Spring Batch job. The only package
 * that sees Spring Batch.
 */
@NullMarked
package dev.supsync.sync;

import org.jspecify.annotations.NullMarked;
