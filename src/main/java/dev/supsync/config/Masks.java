package dev.supsync.config;

import dev.supsync.error.Secrets;
import java.util.regex.Pattern;

/** Hides what must not be printed. */
final class Masks {

    private static final Pattern PASSWORD = Pattern.compile(
            "((?:password|pwd|secret|token)[^;?&=]*=)(\\{(?:[^}]|}})*}|[^;]*)", Pattern.CASE_INSENSITIVE);

    private Masks() {}

    /** A JDBC URL, or any text that may be one, with the values of its password options, and who logs in, hidden. */
    static String url(String text) {
        return Secrets.hidden(PASSWORD.matcher(text).replaceAll("$1****"));
    }
}
