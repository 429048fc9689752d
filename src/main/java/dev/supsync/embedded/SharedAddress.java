package dev.supsync.embedded;

import dev.supsync.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The file beside an embedded database that tells how a service shares it. It holds a password: only its user reads it,
 * from its first byte on.
 *
 * @param url a JDBC URL with the password in it
 */
public record SharedAddress(String url) {

    private static final System.Logger LOG = System.getLogger(SharedAddress.class.getName());

    /** What stands beside a database; empty if nothing does, or nothing that this user may read. */
    public static Optional<SharedAddress> read(Path database) {
        try {
            String url = Files.readString(file(database)).strip();
            return url.isEmpty() ? Optional.empty() : Optional.of(new SharedAddress(url));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "{0}: {1}", file(database), e);
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "SharedAddress[****]";
    }

    /** Tells it: whoever calls this holds the file lock. */
    public static void write(Path database, String url) {
        Path file = file(database);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(fresh);
            OwnFiles.createFile(fresh);
            Files.writeString(fresh, url + "\n", StandardOpenOption.WRITE);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw FileErrors.unwritable(
                    ErrorCode.SITE_UNREACHABLE, "file " + file + ", by which commands find the service,", file, e);
        }
    }

    /** Takes it back. */
    public static void delete(Path database) {
        try {
            Files.deleteIfExists(file(database));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "The file {0} cannot be deleted: {1}", file(database), e);
        }
    }

    private static Path file(Path database) {
        return database.resolveSibling(database.getFileName() + ".supsync.service");
    }
}
