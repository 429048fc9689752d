package dev.supsync.sync;

import dev.supsync.metadata.Digest;

/**
 * What a run is to do, as the site remembers it.
 *
 * @param digest the same for runs of which one continues the other
 * @param text what the digest is made of, to tell what changed
 */
public record RunPlan(SyncType type, Digest digest, String text) {}
