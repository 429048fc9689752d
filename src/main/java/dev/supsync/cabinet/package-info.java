/**
 * Reads Microsoft cabinet files: the exports of WSUS, the offline scan catalogue and the small cabinets in which WSUS
 * keeps its XML. Members are streamed; nothing is written to disk. The package depends on the JDK alone.
 *
 * <p>Written from [MS-CAB] (cabinet file format), [MS-MCI] (MSZIP) and "Microsoft LZX Data Compression Format" with the
 * clarifications of [MS-PATCH] (LZX DELTA). Section numbers in the comments are those of [MS-CAB] unless said otherwise.
 */
@NullMarked
package dev.supsync.cabinet;

import org.jspecify.annotations.NullMarked;
