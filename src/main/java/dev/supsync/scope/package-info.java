/** Which products, classifications and languages a site wants, and the verdict on every update. Sees metadata and errors. */
@NullMarked
package dev.supsync.scope;

import org.jspecify.annotations.NullMarked;
