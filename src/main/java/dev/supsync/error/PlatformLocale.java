package dev.supsync.error;

import java.nio.charset.Charset;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The locale that the process was started with: of names of files, arguments and variables the JVM knows only its
 * characters. With {@code LC_ALL=C} those are the ones of ASCII.
 */
public final class PlatformLocale {

    private static final String UTF_8 = "UTF-8";
    private static final char LOST = '\uFFFD';

    private PlatformLocale() {}

    /** What to do when a character is lacking: a sentence. */
    public static final String REMEDY =
            "Set LC_ALL to a locale with UTF-8, such as C.UTF-8, in the environment of the program, and start it"
                    + " again.";

    /** Whether it knows all characters. */
    public static boolean isComplete() {
        return encoding().equalsIgnoreCase(UTF_8);
    }

    /** Whether a text that came through it has lost characters. */
    public static boolean hasLost(String text) {
        return !isComplete() && text.indexOf(LOST) >= 0;
    }

    /** The variable that sets it, with its value: "LC_ALL=C". */
    public static String name() {
        Map<String, String> environment = System.getenv();
        for (String variable : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String value = environment.getOrDefault(variable, "");
            if (!value.isEmpty()) {
                return variable + "=" + value;
            }
        }
        return "LC_ALL is not set";
    }

    /** Why a text is no path, to follow "expected": empty if it is one. */
    public static Optional<String> obstacle(String path) {
        try {
            return Path.of(path).toString().equals(path) || canEncode(path) ? Optional.empty() : Optional.of(lacking());
        } catch (InvalidPathException e) {
            return Optional.of(canEncode(path) ? "a path (" + e.getReason() + ")" : lacking());
        }
    }

    private static String lacking() {
        return "a path in the characters of the locale (" + name() + "). " + REMEDY;
    }

    private static boolean canEncode(String text) {
        return isComplete() || Charset.forName(encoding()).newEncoder().canEncode(text);
    }

    private static String encoding() {
        String name = System.getProperty("sun.jnu.encoding", UTF_8);
        return Charset.isSupported(name) ? name : UTF_8;
    }
}
