package dev.supsync.scope;

import dev.supsync.metadata.CategoryType;
import dev.supsync.metadata.UpdateId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A small catalog's categories; identities are numbers. */
final class SampleTree {

    static final UpdateId MICROSOFT = id(1);
    static final UpdateId WINDOWS = id(10);
    static final UpdateId WINDOWS_10 = id(11);
    static final UpdateId WINDOWS_11 = id(12);
    static final UpdateId WINDOWS_PRODUCT = id(13);
    static final UpdateId OFFICE = id(20);
    static final UpdateId OFFICE_2016 = id(21);
    static final UpdateId SILVERLIGHT = id(30);
    static final UpdateId SILVERLIGHT_TOO = id(31);
    static final UpdateId SECURITY = id(100);
    static final UpdateId CRITICAL = id(101);

    private final List<CategoryNode> nodes = new ArrayList<>();

    static UpdateId id(int number) {
        return new UpdateId(new UUID(0, number));
    }

    static SampleTree sample() {
        return new SampleTree()
                .add(MICROSOFT, CategoryType.COMPANY, null, "Microsoft")
                .add(WINDOWS, CategoryType.PRODUCT_FAMILY, MICROSOFT, "Windows")
                .add(WINDOWS_10, CategoryType.PRODUCT, WINDOWS, "Windows 10")
                .add(WINDOWS_11, CategoryType.PRODUCT, WINDOWS, "Windows 11")
                .add(WINDOWS_PRODUCT, CategoryType.PRODUCT, WINDOWS, "Windows")
                .add(OFFICE, CategoryType.PRODUCT_FAMILY, MICROSOFT, "Office")
                .add(OFFICE_2016, CategoryType.PRODUCT, OFFICE, "Office 2016")
                .add(SILVERLIGHT, CategoryType.PRODUCT, OFFICE, "Silverlight")
                .add(SILVERLIGHT_TOO, CategoryType.PRODUCT, WINDOWS, "Silverlight")
                .add(SECURITY, CategoryType.UPDATE_CLASSIFICATION, null, "Security Updates")
                .add(CRITICAL, CategoryType.UPDATE_CLASSIFICATION, null, "Critical Updates");
    }

    SampleTree add(UpdateId id, @Nullable CategoryType type, @Nullable UpdateId parent, String title) {
        return add(id, type, parent, title, false);
    }

    SampleTree add(UpdateId id, @Nullable CategoryType type, @Nullable UpdateId parent, String title, boolean expired) {
        nodes.removeIf(node -> node.id().equals(id));
        nodes.add(new CategoryNode(id, type, parent, title, expired));
        return this;
    }

    SampleTree remove(UpdateId id) {
        nodes.removeIf(node -> node.id().equals(id));
        return this;
    }

    CategoryTree tree() {
        return new CategoryTree(nodes);
    }
}
