/** supsync keeps the software-update metadata of a hierarchy of sites in step with WSUS. */
@NullMarked
package dev.supsync;

import org.jspecify.annotations.NullMarked;
