package dev.supsync.error;

import org.jspecify.annotations.Nullable;

/**
 * An error for a person: what went wrong and where (the message), and what to do about it (the remedy). Control
 * characters of foreign data are replaced when it is made.
 */
public class SupsyncException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String remedy;

    /**
     * @param code the code of the published table
     * @param message what was found, what was expected, and where: file, row, update or site
     * @param remedy what to do next, as a sentence
     */
    public SupsyncException(ErrorCode code, String message, String remedy) {
        this(code, message, remedy, null);
    }

    /** The same, with the exception that led to it. */
    public SupsyncException(ErrorCode code, String message, String remedy, @Nullable Throwable cause) {
        super(Printable.of(message), cause);
        this.code = code;
        this.remedy = Printable.of(remedy);
    }

    /** The error that an exception is to a person; a defect of supsync, if it is none that is foreseen. */
    public static SupsyncException of(Throwable failure) {
        return failure instanceof SupsyncException known ? known : internal(failure);
    }

    /** The error of what should not happen: too little memory, or a defect of supsync. */
    public static SupsyncException internal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError) {
                return new SupsyncException(
                        ErrorCode.INTERNAL,
                        "There is not enough memory.",
                        "Give the program more: java -Xmx1g -jar supsync.jar …",
                        failure);
            }
        }
        return new SupsyncException(
                ErrorCode.INTERNAL,
                failure.toString(),
                "This is a defect of supsync. Use --verbose for the stack trace, and report it.",
                failure);
    }

    /** The code of the published table. */
    public ErrorCode code() {
        return code;
    }

    /** What to do next, as a sentence. */
    public String remedy() {
        return remedy;
    }

    /** The message, never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
