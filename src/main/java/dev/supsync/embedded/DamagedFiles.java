package dev.supsync.embedded;

import java.io.IOException;
import java.io.InputStream;
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

    private static final String INCOMPLETE = "not complete";

    /** What proves that content is damaged, whenever it is read. */
    private static final List<String> PROOFS =
            List.of("eofexception", "end of file", "wrong database file version", "rowinput", INCOMPLETE);

    /** What the script's loading says when the data that it refers to are what is damaged. */
    private static final List<String> OF_DATA =
            List.of(".data", "eofexception", "end of file", "wrong database file version", "rowinput");

    /** Reasons of the operating system, for which nothing is damaged: in English, since in other languages the file is asked. */
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

        DamageException(String ending, SQLException cause) {
            super(cause.getMessage(), cause.getSQLState(), cause.getErrorCode(), cause);
            this.ending = ending;
        }
    }

    /**
     * What an attempt to open files failed of. HSQLDB reads and checks all of them then, so that its errors tell of damage where
     * nothing else explains them: no room, or a file that may not be read or written.
     *
     * @param written whether they are opened to write them
     * @return which {@link #ending} knows, if the files are damaged; else the failure itself
     */
    public static SQLException opening(SQLException failure, DatabaseFiles files, boolean written) {
        if (isOfSystem(failure) || FileErrors.noSpace(failure, files.path()).isPresent()) {
            return failure;
        }
        String ending = numbered(failure).orElse(null);
        if (ending == null || (!isProved(failure) && !isUsable(files.file(ending), written))) {
            return failure;
        }
        return new DamageException(ending, failure);
    }

    /** Whether a file can be read as it should be; one that is missing is not kept from anybody. */
    private static boolean isUsable(Path file, boolean written) {
        if (!Files.exists(file)) {
            return true;
        }
        try (InputStream in = Files.newInputStream(file)) {
            in.readNBytes(1);
        } catch (IOException e) {
            return false;
        }
        return !written || Files.isWritable(file);
    }

    /**
     * The ending of the file that an exception says is damaged; empty if it says nothing of that. While a database is in use, a
     * fault of its files is only damage if what was read proves it: a disk that fails for a moment has damaged nothing.
     */
    public static Optional<String> ending(SQLException failure) {
        if (failure instanceof DamageException damage) {
            return Optional.of(damage.ending);
        }
        if (!isProved(failure)
                || isOfSystem(failure)
                || FileErrors.noSpace(failure).isPresent()) {
            return Optional.empty();
        }
        return numbered(failure);
    }

    private static Optional<String> numbered(SQLException failure) {
        String text = words(failure);
        return switch (failure.getErrorCode()) {
            case SCRIPT_LINE, SCRIPT -> Optional.of(OF_DATA.stream().anyMatch(text::contains) ? ".data" : ".script");
            case DATA -> Optional.of(text.contains(INCOMPLETE) ? ".script" : ".data");
            case INPUT, NO_BACKUP -> Optional.of(".data");
            case LOG -> Optional.of(".log");
            default -> Optional.empty();
        };
    }

    private static boolean isProved(SQLException failure) {
        return PROOFS.stream().anyMatch(words(failure)::contains);
    }

    private static boolean isOfSystem(SQLException failure) {
        return OF_SYSTEM.stream().anyMatch(words(failure)::contains);
    }

    private static String words(Throwable failure) {
        StringBuilder words = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            words.append(cause).append('\n');
        }
        return words.toString().toLowerCase(Locale.ROOT);
    }
}
