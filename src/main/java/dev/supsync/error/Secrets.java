package dev.supsync.error;

import java.util.regex.Pattern;

/** Hides what must not be printed. */
public final class Secrets {

    /**
     * What stands behind the name of a secret in a URL or a connection string, to the end of the option: a value may hold blanks and
     * commas. What is hidden already ends where it ends, and so does what is quoted.
     */
    private static final Pattern NAMED = Pattern.compile(
            "((?:password|passwd|pwd|secret|token)[\\w-]*\\s*=[ \\t]*)"
                    + "(\\{(?:[^}]|}})*}|\\*{4}(?![^;,&\\s\"'.:)])|[^;&\"\\r\\n]*)",
            Pattern.CASE_INSENSITIVE);

    /** What stands before the host of a URL. */
    private static final Pattern USER = Pattern.compile("(://)[^/\\s@?#]*:[^/\\s]*@");

    private Secrets() {}

    /**
     * With the values of what is called a password, or the like, hidden, and who logs in by a URL. Where words follow the last option
     * of a URL on the same line, nothing tells them from its value: they are hidden, too.
     */
    public static String hidden(String text) {
        return USER.matcher(NAMED.matcher(text).replaceAll("$1****")).replaceAll("$1****@");
    }
}
