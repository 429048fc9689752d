package dev.supsync.error;

import java.util.regex.Pattern;

/** Hides what must not be printed. */
public final class Secrets {

    /** What stands behind the name of a secret in a URL or a connection string. */
    private static final Pattern NAMED = Pattern.compile(
            "((?:password|passwd|pwd|secret|token)[\\w-]*\\s*=\\s*)(\\{(?:[^}]|}})*}|[^;,&\\s]*)",
            Pattern.CASE_INSENSITIVE);

    /** What stands before the host of a URL. */
    private static final Pattern USER = Pattern.compile("(://)[^/\\s@?#]*:[^/\\s]*@");

    private Secrets() {}

    /** With the values of what is called a password, or the like, hidden, and who logs in by a URL. */
    public static String hidden(String text) {
        return USER.matcher(NAMED.matcher(text).replaceAll("$1****")).replaceAll("$1****@");
    }
}
