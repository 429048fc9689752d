package dev.supsync.config;

/** A password: it is never printed. */
public record Secret(String value) {

    /** No password. */
    public static final Secret EMPTY = new Secret("");

    @Override
    public String toString() {
        return "****";
    }
}
