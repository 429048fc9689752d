package dev.supsync.config;

import dev.supsync.error.Printable;

/**
 * A value as text, with the place where it was written.
 *
 * @param path dotted, for example {@code supsync.limits.quarantine}
 * @param fromEnvironment whether a variable of the environment sets it, over what the file says
 */
record Value(String text, Place place, String path, boolean fromEnvironment) {

    private static final int SHOWN = 200;

    /** The value for a message. */
    String shown() {
        return '"' + Printable.line(Masks.url(text), SHOWN) + '"';
    }

    @Override
    public String toString() {
        return path + " at " + place;
    }
}
