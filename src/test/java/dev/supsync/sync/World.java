package dev.supsync.sync;

import dev.supsync.metadata.CategoryType;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateRevision;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a catalog holds at the moment: the latest revision of each update, in the order in which they came. */
public final class World {

    private final Map<UpdateId, UpdateRevision> revisions = new LinkedHashMap<>();

    /** A company with two families, three products, and two classifications. */
    public static World withCategories() {
        return new World()
                .put(
                        Rev.category(Rev.SECURITY, CategoryType.UPDATE_CLASSIFICATION, "Security Updates", null),
                        Rev.category(Rev.CRITICAL, CategoryType.UPDATE_CLASSIFICATION, "Critical Updates", null),
                        Rev.category(Rev.COMPANY, CategoryType.COMPANY, "Microsoft", null),
                        Rev.category(Rev.WINDOWS, CategoryType.PRODUCT_FAMILY, "Windows", Rev.COMPANY),
                        Rev.category(Rev.OFFICE, CategoryType.PRODUCT_FAMILY, "Office", Rev.COMPANY),
                        Rev.category(Rev.WINDOWS_11, CategoryType.PRODUCT, "Windows 11", Rev.WINDOWS),
                        Rev.category(Rev.WINDOWS_10, CategoryType.PRODUCT, "Windows 10", Rev.WINDOWS),
                        Rev.category(Rev.WORD, CategoryType.PRODUCT, "Word 2016", Rev.OFFICE));
    }

    /** Adds them, or replaces what was there of the same updates. */
    public World put(Rev... added) {
        for (Rev rev : added) {
            UpdateRevision revision = rev.build();
            revisions.put(revision.id(), revision);
        }
        return this;
    }

    /** Adds so many updates with these numbers and the following ones. */
    public World fill(long first, int count) {
        for (int i = 0; i < count; i++) {
            put(Rev.update(first + i));
        }
        return this;
    }

    public World remove(long... updates) {
        for (long update : updates) {
            revisions.remove(Rev.id(update));
        }
        return this;
    }

    public World remove(UpdateId id) {
        revisions.remove(id);
        return this;
    }

    public List<UpdateRevision> revisions() {
        return List.copyOf(revisions.values());
    }
}
