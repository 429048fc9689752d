package dev.supsync.metadata;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads of the element {@code HandlerSpecificData} what it tells of a category, and skips what else handlers need. */
final class CategoryReader {

    static final String CATEGORY = "http://schemas.microsoft.com/msus/2002/12/UpdateHandlers/Category";

    /** What a category is of which the metadata says nothing. */
    static final CategoryInfo UNKNOWN = new CategoryInfo(null, false, false, null);

    private static final List<CategoryType> TYPES = List.of(CategoryType.values());

    private final XmlCursor xml;
    private final Attributes attributes;

    CategoryReader(XmlCursor xml) {
        this.xml = xml;
        this.attributes = new Attributes(xml);
    }

    CategoryInfo read() throws MetadataException {
        CategoryInfo category = null;
        while (xml.nextChild()) {
            if (xml.isIn(CATEGORY) && xml.localName().equals("CategoryInformation")) {
                xml.requireFirst(category);
                category = information();
            }
            xml.skip();
        }
        return category == null ? UNKNOWN : category;
    }

    private CategoryInfo information() throws MetadataException {
        return new CategoryInfo(
                attributes.choice("CategoryType", TYPES, CategoryType::text),
                attributes.flag("ProhibitsSubcategories"),
                attributes.flag("ProhibitsUpdates"),
                displayOrder());
    }

    private @Nullable Integer displayOrder() throws MetadataException {
        Long order = attributes.number("DisplayOrder", Integer.MAX_VALUE);
        return order == null ? null : order.intValue();
    }
}
