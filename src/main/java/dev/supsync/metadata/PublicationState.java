package dev.supsync.metadata;

/** Whether the publisher still offers an update: {@code Properties/@PublicationState}, {@code tbProperty.PublicationState}. */
public enum PublicationState {
    /** 0 in SUSDB; also what an absent attribute means. */
    PUBLISHED("Published"),
    /** 1 in SUSDB. */
    EXPIRED("Expired"),
    /** 2 in SUSDB; offered to test servers, treated as published. */
    IN_TESTING("InTesting");

    private final String text;

    PublicationState(String text) {
        this.text = text;
    }

    /** The value as metadata writes it. */
    public String text() {
        return text;
    }
}
