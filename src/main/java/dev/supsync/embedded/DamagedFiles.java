package dev.supsync.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells that HSQLDB's files are damaged, and which one, where HSQLDB speaks of its tokens, of a refused login, or of the end of a file. */
public final class DamagedFiles {

    // org.hsqldb.error.ErrorCode of HSQLDB 2.7.3, as JDBC shows them
    private static final int SCRIPT_LINE = -25;
    private static final int NO_BACKUP = -454;
    private static final int SCRIPT = -461;
    private static final int DATA = -466;
    private static final int INPUT = -467;
    private static final int LOG = -472;

    /** What the script's loading says when the data that it refers to are what is damaged. */
    private static final List<String> OF_DATA =
            List.of(".data", "eofexception", "end of file", "wrong database file version", "rowinput");

    /** Reasons of the operating system, for which nothing is damaged. */
    private static final List<String> OF_SYSTEM =
            List.of("permission denied", "access is denied", "read-only file system", "too many open files");

    /** Every version writes these two lines; without them HSQLDB takes the database for an empty one. */
    private static final List<Pattern> PROPERTIES = List.of(
            Pattern.compile("(?m)^modified=(no|yes|yes-new-files|no-new-files)\\s*$"),
            Pattern.compile("(?m)^version=\\d+\\.\\d+\\.\\d+"));

    private DamagedFiles() {}

    /**
     * Looks for what HSQLDB would take for an empty database, whose every login it refuses.
     *
     * @throws SQLException which {@link #ending} knows
     */
    public static void refuse(DatabaseFiles files) throws SQLException {
        Path script = files.file(".script");
        Path properties = files.file(".properties");
        try {
            if (!Files.exists(script)) {
                return;
            }
            if (Files.size(script) == 0) {
                throw new DamageException(".script", "it is empty");
            }
            if (Files.exists(properties)) {
                String text = Files.readString(properties, StandardCharsets.ISO_8859_1);
                if (!PROPERTIES.stream().allMatch(line -> line.matcher(text).find())) {
                    throw new DamageException(
                            ".properties", "it does not say which version and state the files are of");
                }
            }
        } catch (IOException e) {
            throw new SQLException(script + ": " + e, e); // HSQLDB could not read them either
        }
    }

    private static final class DamageException extends SQLException {

        private static final long serialVersionUID = 1L;

        private final String ending;

        DamageException(String ending, String reason) {
            super(reason, "S1000", SCRIPT);
            this.ending = ending;
        }
    }

    /** The ending of the file that an exception says is damaged; empty if it says nothing of that. */
    public static Optional<String> ending(SQLException failure) {
        if (failure instanceof DamageException damage) {
            return Optional.of(damage.ending);
        }
        String text = words(failure);
        if (OF_SYSTEM.stream().anyMatch(text::contains)
                || FileErrors.noSpace(failure).isPresent()) {
            return Optional.empty();
        }
        return switch (failure.getErrorCode()) {
            case SCRIPT_LINE, SCRIPT -> Optional.of(OF_DATA.stream().anyMatch(text::contains) ? ".data" : ".script");
            case DATA -> Optional.of(text.contains("not complete") ? ".script" : ".data");
            case INPUT, NO_BACKUP -> Optional.of(".data");
            case LOG -> Optional.of(".log");
            default -> Optional.empty();
        };
    }

    private static String words(Throwable failure) {
        StringBuilder words = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            words.append(cause).append('\n');
        }
        return words.toString().toLowerCase(Locale.ROOT);
    }
}
