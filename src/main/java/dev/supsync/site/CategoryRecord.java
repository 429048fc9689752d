package dev.supsync.site;

import dev.supsync.metadata.CategoryType;
import dev.supsync.metadata.Digest;
import dev.supsync.metadata.RevisionKey;
import dev.supsync.metadata.UpdateId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A category as a site keeps it.
 *
 * @param type null when neither the metadata nor the tree tells; no view shows it then
 * @param parent null for a root
 * @param texts by Windows LCID, ascending
 * @param content the digest of all of it
 */
public record CategoryRecord(
        RevisionKey key,
        @Nullable CategoryType type,
        @Nullable UpdateId parent,
        int defaultLcid,
        boolean prohibitsSubcategories,
        boolean prohibitsUpdates,
        @Nullable Integer displayOrder,
        boolean expired,
        List<UpdateRecord.Text> texts,
        Digest content) {}
