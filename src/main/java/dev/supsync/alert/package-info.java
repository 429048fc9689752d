/** Alerts of a site: raised, cancelled, and told once each to the log, a webhook and by mail. */
@NullMarked
package dev.supsync.alert;

import org.jspecify.annotations.NullMarked;
