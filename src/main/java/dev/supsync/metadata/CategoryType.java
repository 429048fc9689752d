package dev.supsync.metadata;

/** The kind of a category: {@code CategoryInformation/@CategoryType}, {@code tbCategory.CategoryType}. */
public enum CategoryType {
    COMPANY("Company"),
    PRODUCT_FAMILY("ProductFamily"),
    PRODUCT("Product"),
    UPDATE_CLASSIFICATION("UpdateClassification");

    private final String text;

    CategoryType(String text) {
        this.text = text;
    }

    /** The value as metadata and v_CategoryInfo.CategoryTypeName write it. */
    public String text() {
        return text;
    }

    /**
     * The type that metadata writes so.
     *
     * @throws IllegalArgumentException with the values that are known
     */
    public static CategoryType parse(String text) {
        for (CategoryType type : values()) {
            if (type.text.equalsIgnoreCase(text.strip())) {
                return type;
            }
        }
        throw new IllegalArgumentException("category type " + XmlErrors.quote(text)
                + " is none of Company, ProductFamily, Product and UpdateClassification");
    }
}
