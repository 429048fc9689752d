package dev.supsync.lifecycle;

import java.time.Instant;

/**
 * What supersedes an update, as far as the rule asks.
 *
 * @param since the creation of the oldest update that supersedes it directly; of the oldest nearest one, if the way leads
 *     through others that count no more
 * @param onlyByServicePacks whether each way to it begins or passes at a service pack
 */
public record Superseding(Instant since, boolean onlyByServicePacks) {}
