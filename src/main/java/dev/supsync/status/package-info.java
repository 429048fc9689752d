/** What a site tells about its synchronizations: runs, counts, status messages, the state of its update point. */
@NullMarked
package dev.supsync.status;

import org.jspecify.annotations.NullMarked;
