/** What a site's database tells a person: reading only, in bounded pages. */
@NullMarked
package dev.supsync.report;

import org.jspecify.annotations.NullMarked;
