package dev.supsync.embedded;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A lock of the operating system on a file, which ends with its process, however that dies. The file holds a short text of its
 * holder, which others read. It is never deleted: that could take a later holder's lock away.
 */
final class ProcessLock implements AutoCloseable {

    /** Far behind the text, so that the file can be read where locks are mandatory. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private static final int MOST_TEXT = 1_000;

    /**
     * What this process holds, by path and by the file system's own number. Such a file is never opened a second time: POSIX
     * releases all locks of a process on a file as soon as it closes any descriptor of it.
     */
    private static final Set<Object> HELD = new HashSet<>();

    private final Set<Object> names;
    private final RandomAccessFile open;
    private final String found;

    private ProcessLock(Set<Object> names, RandomAccessFile open, String found) {
        this.names = names;
        this.open = open;
        this.found = found;
    }

    /** Another process holds the lock, or this one. */
    static final class HeldException extends Exception {
        private static final long serialVersionUID = 1L;

        private HeldException(String text) {
            super(text, null, false, false);
        }

        /** What the holder wrote. */
        String text() {
            return String.valueOf(getMessage());
        }
    }

    /** Takes the lock, without waiting. */
    static ProcessLock take(Path file) throws IOException, HeldException {
        Set<Object> names = names(file);
        synchronized (HELD) {
            if (names.stream().anyMatch(HELD::contains)) {
                throw new HeldException("");
            }
            HELD.addAll(names);
        }
        @Nullable ProcessLock taken = null;
        try {
            taken = open(file, names);
            return taken;
        } finally {
            if (taken == null) {
                forget(names);
            }
        }
    }

    private static Set<Object> names(Path file) throws IOException {
        if (!file.toFile().createNewFile()
                && !Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .isRegularFile()) {
            throw new IOException("it is not a regular file");
        }
        Set<Object> names = new HashSet<>();
        names.add(file);
        Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        names.add(key == null ? file.toRealPath() : key);
        return names;
    }

    private static ProcessLock open(Path file, Set<Object> names) throws IOException, HeldException {
        // not a channel: the first interrupted thread that used it would close it, and end the lock
        RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw");
        boolean held = false;
        try {
            String found = text(open);
            FileLock lock = open.getChannel().tryLock(LOCKED_BYTE, 1, false);
            if (lock == null) {
                throw new HeldException(text(open));
            }
            held = true;
            return new ProcessLock(names, open, found);
        } finally {
            if (!held) {
                open.close();
            }
        }
    }

    private static String text(RandomAccessFile open) throws IOException {
        byte[] bytes = new byte[(int) Math.min(open.length(), MOST_TEXT)];
        open.seek(0);
        open.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** What the holder before, who is dead or has closed it, wrote. */
    String found() {
        return found;
    }

    /** Writes a text in place of what is there; on a full disk this works for one that is not longer. */
    synchronized void write(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        open.seek(0);
        open.write(bytes);
        open.setLength(bytes.length);
    }

    /** Gives the lock back. */
    @Override
    public synchronized void close() throws IOException {
        if (names.isEmpty()) {
            return;
        }
        try {
            open.close(); // before others may try: it takes all locks of this process away
        } finally {
            forget(names);
            names.clear();
        }
    }

    private static void forget(Set<Object> names) {
        synchronized (HELD) {
            HELD.removeAll(names);
        }
    }
}
