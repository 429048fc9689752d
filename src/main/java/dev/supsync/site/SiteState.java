package dev.supsync.site;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The one row about the site itself.
 *
 * @param code three characters
 * @param languageLcid the Windows LCID of the site language
 * @param contentVersion rises by one with every synchronization that changed what a view shows
 * @param visibleChange the change number of the last change that a view shows
 * @param publishedChange the change number up to which the content version tells
 * @param settledChange the change number at the end of the last successful synchronization
 * @param nextCiId the next local number of an update
 * @param publishedCiId what that was at the end of the last successful synchronization
 * @param catalogName the catalog of the last successful synchronization; null before it
 * @param catalogServerId its WSUS server's ID; null when unknown
 */
public record SiteState(
        String code,
        String name,
        String type,
        int languageLcid,
        UUID lineage,
        int contentVersion,
        long changeNumber,
        long visibleChange,
        long publishedChange,
        long settledChange,
        int nextCiId,
        int publishedCiId,
        @Nullable String catalogName,
        @Nullable UUID catalogServerId) {}
