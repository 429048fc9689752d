package dev.supsync.embedded;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The lock of an embedded database: the operating system's, on a file beside it. It ends with its process, however that
 * dies, so that a dead holder is replaced at once. Must be taken before the database is opened.
 */
public final class FileLease implements AutoCloseable {

    /** Far behind the text, so that the file can be read where locks are mandatory. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    /**
     * What this process holds. Asking the operating system again would give the lock away: POSIX releases all locks of
     * a process on a file as soon as it closes any descriptor of it.
     */
    private static final Map<Path, Holder> HELD = new ConcurrentHashMap<>();

    private final Path file;
    private final FileChannel channel;

    private FileLease(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the lock, without waiting.
     *
     * @param database the database's file, without extension; its folder is created when missing
     * @throws SupsyncException {@link ErrorCode#SITE_BUSY} naming who holds it since when
     */
    public static FileLease take(Path database) {
        return take("site database", database);
    }

    /**
     * As {@link #take(Path)}, for the files of a catalog that supsync owns. What an interrupted creation left of them, and HSQLDB
     * could not open, is cleared away.
     */
    public static FileLease takeCatalog(Path database) {
        FileLease lease = take("catalog", database);
        try {
            IncompleteCreation.clear(database);
            return lease;
        } catch (RuntimeException e) {
            lease.close();
            throw e;
        }
    }

    private static FileLease take(String what, Path database) {
        Path file = database.toAbsolutePath().normalize().resolveSibling(database.getFileName() + ".supsync.lock");
        try {
            Path folder = file.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
                file = folder.toRealPath().resolve(file.getFileName()); // one name, whatever links lead to it
            }
            return take(what, database, file);
        } catch (IOException e) {
            throw new SupsyncException(
                    ErrorCode.SITE_UNREACHABLE,
                    "The lock file " + file + " of the " + what + " cannot be written: " + e + ".",
                    "Check that the folder can be written by the user who runs supsync, and that its disk has room.",
                    e);
        }
    }

    private static FileLease take(String what, Path database, Path file) throws IOException {
        Holder self = Holder.current(Instant.now());
        Holder other = HELD.putIfAbsent(file, self);
        if (other != null) {
            throw busy(what, database, other);
        }
        @Nullable FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
            if (lock == null) {
                throw busy(what, database, Holder.decode(read(channel)).orElse(null));
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(self.encode().getBytes(StandardCharsets.UTF_8)), 0);
            return new FileLease(file, channel);
        } catch (IOException | RuntimeException e) {
            if (channel != null) {
                channel.close();
            }
            HELD.remove(file, self);
            throw e;
        }
    }

    /** Gives the lock back. The file stays: deleting it could take a later holder's lock away. */
    @Override
    public void close() {
        if (!channel.isOpen()) {
            return;
        }
        try {
            channel.close(); // before others may try: it takes all locks of this process away
        } catch (IOException e) {
            System.getLogger(FileLease.class.getName()).log(System.Logger.Level.DEBUG, "closing " + file, e);
        } finally {
            HELD.remove(file);
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1_000);
        channel.read(buffer, 0);
        return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
    }

    private static SupsyncException busy(String what, Path database, @Nullable Holder holder) {
        return new SupsyncException(
                ErrorCode.SITE_BUSY,
                "The " + what + " " + database + " is in use by "
                        + (holder == null ? "another process that did not leave its name" : holder) + ".",
                "Wait until it has ended, then run the command again.");
    }
}
