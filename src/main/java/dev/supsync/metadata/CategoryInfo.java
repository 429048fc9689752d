package dev.supsync.metadata;

import org.jspecify.annotations.Nullable;

/**
 * What only a category has.
 *
 * @param type its kind; null where the metadata gives none (real catalogs hold hundreds of such)
 * @param prohibitsSubcategories whether no category may stand below it
 * @param prohibitsUpdates whether no update may belong to it directly
 * @param displayOrder the place among its siblings; null when not given
 */
public record CategoryInfo(
        @Nullable CategoryType type,
        boolean prohibitsSubcategories,
        boolean prohibitsUpdates,
        @Nullable Integer displayOrder) {}
