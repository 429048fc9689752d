package dev.supsync.config;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The code of a site.
 *
 * @param value exactly three characters, each A to Z or 0 to 9
 */
public record SiteCode(String value) implements Comparable<SiteCode> {

    private static final Pattern FORM = Pattern.compile("[A-Z0-9]{3}");

    public SiteCode {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a site code of exactly three characters, each A to Z or 0 to 9");
        }
    }

    /**
     * Reads a code in any case.
     *
     * @throws IllegalArgumentException with what a code looks like
     */
    public static SiteCode parse(String text) {
        return new SiteCode(text.toUpperCase(Locale.ROOT));
    }

    @Override
    public int compareTo(SiteCode other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
