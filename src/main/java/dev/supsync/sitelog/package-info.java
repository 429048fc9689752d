/** Each site's wsyncmgr.log, in the format and the words of a site server. */
@NullMarked
package dev.supsync.sitelog;

import org.jspecify.annotations.NullMarked;
