package dev.supsync.metadata;

/** What a revision describes: the values of {@code Properties/@UpdateType} and of {@code tbProperty.UpdateType}. */
public enum UpdateType {
    CATEGORY("Category"),
    DETECTOID("Detectoid"),
    SOFTWARE("Software"),
    DRIVER("Driver");

    private final String text;

    UpdateType(String text) {
        this.text = text;
    }

    /** The value as metadata writes it. */
    public String text() {
        return text;
    }

    /**
     * The type that metadata writes so.
     *
     * @throws IllegalArgumentException with the values that are known
     */
    public static UpdateType parse(String text) {
        for (UpdateType type : values()) {
            if (type.text.equalsIgnoreCase(text.strip())) {
                return type;
            }
        }
        throw new IllegalArgumentException(
                "update type " + XmlErrors.quote(text) + " is none of Category, Detectoid, Software and Driver");
    }
}
