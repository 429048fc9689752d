package dev.supsync.site;

import java.time.Instant;
import java.util.UUID;

/**
 * A state of a site that its children may have: what a successful synchronization has left.
 *
 * @param changeNumber the site's last change in it
 * @param stamp random: the same number of another history has another one
 * @param contentVersion the site's content version in it
 */
public record Publication(long changeNumber, UUID stamp, int contentVersion, Instant publishedAt) {}
