package dev.supsync.cabinet;

import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A cabinet cannot be read. The message names the file and, where known, the member and the place, says what was found,
 * what was expected and what to do about it.
 */
public class CabinetException extends IOException {

    private static final long serialVersionUID = 1L;

    /** What to do about a file whose bytes are not those its writer wrote. */
    static final String COPY_AGAIN = "The file is cut off or damaged: copy it again from where it came";

    public CabinetException(String message) {
        super(message);
    }

    public CabinetException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Damage: the bytes contradict the format. */
    static CabinetException damaged(String file, String format, Object... arguments) {
        return new CabinetException(
                printable(file) + ": " + String.format(Locale.ROOT, format, arguments) + ". " + COPY_AGAIN);
    }

    /** The operating system refused. */
    static CabinetException unreadable(String file, IOException cause) {
        return new CabinetException(
                printable(file) + ": cannot be read (" + cause.getClass().getSimpleName() + ": "
                        + printable(String.valueOf(cause.getMessage()))
                        + "). Check that the file is there and may be read",
                cause);
    }

    /** The text without characters that could forge or garble a line of a log. */
    static String printable(String text) {
        StringBuilder clean = null;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            int length = Character.charCount(point);
            if (!isPrintable(point)) {
                if (clean == null) {
                    clean = new StringBuilder(text.length()).append(text, 0, i);
                }
                clean.append('?');
            } else if (clean != null) {
                clean.appendCodePoint(point);
            }
            i += length;
        }
        return clean == null ? text : clean.toString();
    }

    private static boolean isPrintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
