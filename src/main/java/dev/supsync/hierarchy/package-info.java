/**
 * Sites below sites: what goes down to them, how one of them synchronizes, the further software update points of a site, what
 * clients are told, and the states that travel up.
 */
@NullMarked
package dev.supsync.hierarchy;

import org.jspecify.annotations.NullMarked;
