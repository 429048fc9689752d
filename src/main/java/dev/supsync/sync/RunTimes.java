package dev.supsync.sync;

import dev.supsync.metadata.Digest;
import dev.supsync.metadata.UpdateId;
import dev.supsync.scope.CategoryTree;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The maximum run time of an update, which no catalog tells: Configuration Manager sets it by category. Two hours for
 * feature updates and service packs, one hour for other updates of Windows and of Microsoft 365 Apps, ten minutes for all
 * others.
 *
 * @see <a href="https://learn.microsoft.com/intune/configmgr/sum/get-started/manage-settings-for-software-updates">Manage
 *     settings for software updates: maximum run time</a>
 */
final class RunTimes {

    private static final int FEATURE = 7_200;
    private static final int WINDOWS = 3_600;
    private static final int OTHER = 600;

    /** All times that there are. */
    static final List<Integer> ALL = List.of(FEATURE, WINDOWS, OTHER);

    private static final Set<UpdateId> FEATURE_CLASSIFICATIONS = Set.of(
            UpdateId.parse("3689bdc8-b205-4af4-8d4a-a63924c5e9d5"), // Upgrades
            UpdateId.parse("68c5b0a3-d1a6-4553-ae49-01d3a7827828")); // Service Packs

    private static final Set<UpdateId> LONG_PRODUCTS = Set.of(
            UpdateId.parse("6964aab4-c5b5-43bd-a17d-ffb4346a8e1d"), // Windows, the family
            UpdateId.parse("30eb551c-6288-4716-9a78-f300ec36d72b")); // Microsoft 365 Apps

    private final Set<UpdateId> longProducts = new HashSet<>(LONG_PRODUCTS);

    RunTimes(CategoryTree tree) {
        LONG_PRODUCTS.forEach(id -> longProducts.addAll(tree.descendants(id)));
    }

    /** The time in seconds for an update of these categories. */
    int seconds(Collection<UpdateId> categories) {
        if (categories.stream().anyMatch(FEATURE_CLASSIFICATIONS::contains)) {
            return FEATURE;
        }
        return categories.stream().anyMatch(longProducts::contains) ? WINDOWS : OTHER;
    }

    /** A digest that changes when one of these products moves to where times are longer, or away from there. */
    Digest fingerprint(Collection<UpdateId> products) {
        return new ContentDigest()
                .addAll(products.stream()
                        .filter(longProducts::contains)
                        .sorted()
                        .toList())
                .digest();
    }
}
