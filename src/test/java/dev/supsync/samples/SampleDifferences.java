package dev.supsync.samples;

import dev.supsync.metadata.UpdateId;
import java.util.Set;

/**
 * What synchronizing one day's catalog after that of the day before changes in a site: all deployable updates. What was
 * expired when it was first seen is not in the site.
 *
 * @param known those in the site after the first day, none of them expired
 * @param inserted new, offered again, or in scope since a product moved
 * @param updated still in scope, with a new revision; the expired ones among them
 * @param expired by their publisher
 * @param vanished gone from the catalog
 * @param outside no longer in scope
 * @param superseded known ones that nothing superseded before
 * @param unsuperseded known ones that nothing supersedes any more
 * @param current those in the site that have no reason of expiry
 */
public record SampleDifferences(
        Set<UpdateId> known,
        Set<UpdateId> inserted,
        Set<UpdateId> updated,
        Set<UpdateId> expired,
        Set<UpdateId> vanished,
        Set<UpdateId> outside,
        Set<UpdateId> superseded,
        Set<UpdateId> unsuperseded,
        Set<UpdateId> current) {}
