/** Generates catalogs that look like real ones: the sample data, and large ones for benchmarks. */
@NullMarked
package dev.supsync.samples;

import org.jspecify.annotations.NullMarked;
