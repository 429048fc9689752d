/** Update metadata as the field knows it, and the parser of update XML. Sees nothing of supsync. */
@NullMarked
package dev.supsync.metadata;

import org.jspecify.annotations.NullMarked;
