package dev.supsync.embedded;

import java.io.DataInputStream;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code NAME.lck} holds, by which HSQLDB programs keep each other from a database's files: eight letters, then the time of
 * the last heartbeat, which its holder writes every ten seconds. The format and its times are those of HSQLDB 2.7.3's
 * {@code org.hsqldb.persist.LockFile}.
 *
 * @param isFile false for a folder, a link, or anything else that HSQLDB never makes
 * @param beat the last heartbeat, milliseconds since 1970; null if it holds none
 * @param modified when the file was last written
 */
record LckFile(boolean isFile, long length, @Nullable Long beat, Instant modified) {

    /** How long a heartbeat counts, before and after its time. */
    static final Duration LIFE = Duration.ofMillis(10_100);

    private static final byte[] MAGIC = "HSQLLOCK".getBytes(StandardCharsets.US_ASCII);
    private static final int LENGTH = MAGIC.length + Long.BYTES;

    /**
     * Reads it, by calls that an interrupt does not disturb; empty if there is none.
     *
     * @throws IOException if there is one that cannot be read: then nothing is known
     */
    static Optional<LckFile> read(Path file) throws IOException {
        LckFile found = about(file).orElse(null);
        if (found == null || !found.isFile || found.length != LENGTH) {
            return Optional.ofNullable(found);
        }
        try {
            return Optional.of(new LckFile(true, LENGTH, beat(file), found.modified));
        } catch (NoSuchFileException e) {
            return Optional.empty(); // it has gone meanwhile
        }
    }

    /** The same, for whoever judges others: one that cannot be read counts by the file system alone. */
    static Optional<LckFile> find(Path file) throws IOException {
        try {
            return read(file);
        } catch (IOException e) {
            return about(file);
        }
    }

    private static Optional<LckFile> about(Path file) throws IOException {
        try {
            BasicFileAttributes about =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return Optional.of(new LckFile(
                    about.isRegularFile(),
                    about.size(),
                    null,
                    about.lastModifiedTime().toInstant()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** How a lock is read. */
    interface Reader {
        Optional<LckFile> read(Path file) throws IOException;
    }

    private static @Nullable Long beat(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new FileInputStream(file.toFile()))) {
            ByteBuffer content = ByteBuffer.wrap(in.readNBytes(LENGTH));
            boolean hsqldbs =
                    content.remaining() == LENGTH && ByteBuffer.wrap(MAGIC).equals(content.slice(0, MAGIC.length));
            return hsqldbs ? content.getLong(MAGIC.length) : null;
        } catch (FileNotFoundException e) {
            if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new NoSuchFileException(file.toString());
            }
            throw e;
        }
    }

    /**
     * Makes it.
     *
     * @return false if there is one already
     */
    static boolean create(Path file, long beat) throws IOException {
        if (!file.toFile().createNewFile()) {
            return false;
        }
        try {
            write(file, beat);
            return true;
        } catch (IOException e) {
            Files.deleteIfExists(file); // an empty one would keep others away
            throw e;
        }
    }

    /** Writes a heartbeat. */
    static void write(Path file, long beat) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.write(ByteBuffer.allocate(LENGTH).put(MAGIC).putLong(beat).array());
        }
    }

    /** Whether it was written by whoever remembers these beats. */
    boolean isOf(Beats beats) {
        return isFile && (beat != null ? beats.include(beat) : length == 0 && beats.isCreating());
    }

    /** Whether a program that is still there has written it: by what it says, or else by the file system. */
    boolean isAlive(Instant now) {
        return isNear(now, modified) || (beat != null && isNear(now, Instant.ofEpochMilli(beat)));
    }

    private static boolean isNear(Instant now, Instant time) {
        return Duration.between(time, now).abs().compareTo(LIFE) <= 0;
    }
}
