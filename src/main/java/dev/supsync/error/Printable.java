package dev.supsync.error;

import java.lang.Character.UnicodeScript;
import java.util.Locale;
import java.util.Set;

/**
 * Makes foreign text safe to print. A control character could move a terminal's cursor or forge a line of a log, one that
 * turns the direction of writing or cannot be seen could make one text look like another.
 */
public final class Printable {

    private static final char REPLACEMENT = '\uFFFD';
    private static final char NON_JOINER = '\u200C';
    private static final char JOINER = '\u200D';
    private static final char EMOJI_STYLE = '\uFE0F';
    private static final int QUOTED = 100;

    /** Scripts whose letters neither join nor form ligatures that a joiner would change. */
    private static final Set<UnicodeScript> PLAIN = Set.of(
            UnicodeScript.LATIN,
            UnicodeScript.GREEK,
            UnicodeScript.CYRILLIC,
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.HANGUL,
            UnicodeScript.COMMON,
            UnicodeScript.UNKNOWN);

    private Printable() {}

    /**
     * The text with U+FFFD in place of every character that controls something but the line feed, that cannot be seen
     * (all of the category Cf), that separates lines, that is half of one, or that is none. The joiners U+200C and U+200D
     * stay where scripts such as Persian and Hindi, and sequences of emoji, need them.
     */
    public static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > '~' || (c < ' ' && c != '\n')) {
                return replace(text);
            }
        }
        return text;
    }

    /** As {@link #of(String)}, on one line and at most {@code length} characters long. */
    public static String line(String text, int length) {
        String line = of(text).replace('\n', ' ');
        if (line.length() <= length) {
            return line;
        }
        int end = Math.max(0, length - 1);
        boolean isHalf = end > 0 && Character.isHighSurrogate(line.charAt(end - 1));
        return line.substring(0, isHalf ? end - 1 : end) + "…";
    }

    /** A foreign value for a message: in quotes, on one line, and shortened; its length is told then. */
    public static String quoted(String value) {
        String line = '"' + line(value, QUOTED) + '"';
        return value.length() <= QUOTED ? line : line + String.format(Locale.ROOT, " (%,d characters)", value.length());
    }

    /** The text without the full stops and blanks at its end: for a place within a sentence. */
    public static String bare(String text) {
        return text.replaceAll("[.\\s]+$", "");
    }

    /** The text with one full stop, if it ends without another mark that closes a sentence: for another one to follow. */
    public static String sentence(String text) {
        String bare = bare(text);
        if (bare.isEmpty()) {
            return text.strip();
        }
        return "!?…:".indexOf(bare.charAt(bare.length() - 1)) >= 0 ? bare : bare + ".";
    }

    /** What a failure says as a sentence on one line; its class where it says nothing. */
    public static String sentence(Throwable failure) {
        String message = failure.getMessage();
        String text = message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
        return sentence(text.strip().replaceAll("\\s*\\R\\s*", " "));
    }

    private static String replace(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int before = ' ';
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            int next = i + Character.charCount(point);
            boolean stays =
                    !isUnsafe(point) || (next < text.length() && isJoiner(before, point, text.codePointAt(next)));
            out.appendCodePoint(stays ? point : REPLACEMENT);
            before = point;
            i = next;
        }
        return out.toString();
    }

    private static boolean isUnsafe(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL -> point != '\n';
            case Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }

    private static boolean isJoiner(int before, int point, int after) {
        boolean joinsScript = (point == NON_JOINER || point == JOINER) && joins(before) && joins(after);
        return joinsScript || (point == JOINER && (isSymbol(before) || before == EMOJI_STYLE) && isSymbol(after));
    }

    private static boolean joins(int point) {
        int type = Character.getType(point);
        boolean isMark = type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
        return (isMark || Character.isLetter(point)) && !PLAIN.contains(UnicodeScript.of(point));
    }

    private static boolean isSymbol(int point) {
        int type = Character.getType(point);
        return type == Character.OTHER_SYMBOL || type == Character.MODIFIER_SYMBOL;
    }
}
