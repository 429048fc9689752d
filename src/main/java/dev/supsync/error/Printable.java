package dev.supsync.error;

/** Makes foreign text safe to print: a control character could move a terminal's cursor or forge a line of a log. */
public final class Printable {

    private Printable() {}

    /** The text with every control, line-separating and direction-changing character but the line feed replaced. */
    public static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isUnsafe(text.charAt(i))) {
                return replace(text);
            }
        }
        return text;
    }

    /** As {@link #of(String)}, on one line and at most {@code length} characters long. */
    public static String line(String text, int length) {
        String line = of(text).replace('\n', ' ');
        return line.length() <= length ? line : line.substring(0, Math.max(0, length - 1)) + "…";
    }

    private static String replace(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(isUnsafe(c) ? '\uFFFD' : c);
        }
        return out.toString();
    }

    private static boolean isUnsafe(char c) {
        return (c < 0x20 && c != '\n')
                || (c >= 0x7F && c < 0xA0)
                || c == '\u2028'
                || c == '\u2029'
                || (c >= '\u202A' && c <= '\u202E')
                || (c >= '\u2066' && c <= '\u2069');
    }
}
