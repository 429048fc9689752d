package dev.supsync.config;

import java.util.Optional;
import java.util.regex.Pattern;

/** Puts the environment's variables in place of {@code ${NAME}} and {@code ${NAME:default}}. */
final class Placeholders {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private Placeholders() {}

    /**
     * The text with every placeholder replaced; {@code $$} before a brace stands for one {@code $} that begins
     * none.
     *
     * @throws IllegalArgumentException saying which placeholder has no value, or is not complete
     */
    static String expand(String text, Environment environment) {
        StringBuilder out = new StringBuilder();
        int from = 0;
        int start = text.indexOf("${");
        while (start >= 0) {
            if (start > from && text.charAt(start - 1) == '$') {
                out.append(text, from, start - 1).append("${");
                from = start + 2;
            } else {
                int end = text.indexOf('}', start);
                if (end < 0) {
                    throw new IllegalArgumentException("a placeholder begins with ${ and is not closed by }");
                }
                out.append(text, from, start).append(value(text.substring(start + 2, end), environment));
                from = end + 1;
            }
            start = text.indexOf("${", from);
        }
        return out.append(text, from, text.length()).toString();
    }

    private static String value(String placeholder, Environment environment) {
        int colon = placeholder.indexOf(':');
        String name = colon < 0 ? placeholder : placeholder.substring(0, colon);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a placeholder names no environment variable; write ${NAME} or ${NAME:default}");
        }
        Optional<String> value = environment.value(name);
        if (value.isEmpty() && colon < 0) {
            throw new IllegalArgumentException(
                    "the environment variable " + name + " is not set; set it, or write ${" + name + ":default}");
        }
        return value.orElseGet(() -> placeholder.substring(colon + 1));
    }
}
