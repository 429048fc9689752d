package dev.supsync.metadata;

/** The MSRC severity, with the number that Configuration Manager gives it in v_UpdateInfo. */
public enum Severity {
    UNSPECIFIED(0, "None", "Unspecified"),
    LOW(2, "Low", "Low"),
    MODERATE(6, "Moderate", "Moderate"),
    IMPORTANT(8, "Important", "Important"),
    CRITICAL(10, "Critical", "Critical");

    private final int number;
    private final String displayName;
    private final String text;

    Severity(int number, String displayName, String text) {
        this.number = number;
        this.displayName = displayName;
        this.text = text;
    }

    /** v_UpdateInfo.Severity: 0, 2, 6, 8 or 10. */
    public int number() {
        return number;
    }

    /** v_UpdateInfo.SeverityName. */
    public String displayName() {
        return displayName;
    }

    /** The value as metadata writes it. */
    public String text() {
        return text;
    }

    /**
     * The severity that metadata writes so; an empty text means unspecified.
     *
     * @throws IllegalArgumentException with the values that are known
     */
    public static Severity parse(String text) {
        String value = text.strip();
        if (value.isEmpty()) {
            return UNSPECIFIED;
        }
        for (Severity severity : values()) {
            if (severity.text.equalsIgnoreCase(value)) {
                return severity;
            }
        }
        throw new IllegalArgumentException(
                "severity " + XmlErrors.quote(text) + " is none of Critical, Important, Moderate, Low and Unspecified");
    }
}
