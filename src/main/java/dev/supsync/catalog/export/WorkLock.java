package dev.supsync.catalog.export;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The lock of a work folder: the operating system's, on a file in it, so that it is free as soon as its process is dead. */
final class WorkLock implements Closeable {

    static final String NAME = "lock";

    /** Whoever takes one, gives one back, or looks whether one is free holds this. */
    static final Object MONITOR = new Object();

    /**
     * The files that this process holds, by what the file system knows them by. They are never opened again: POSIX releases
     * all locks of a process on a file as soon as it closes any descriptor of it.
     */
    private static final Set<Object> HELD = new HashSet<>();

    private final FileChannel channel;
    private final @Nullable Object key;

    private WorkLock(FileChannel channel, @Nullable Object key) {
        this.channel = channel;
        this.key = key;
    }

    /** That of a new folder; null if another process took it for a dead one's, and may have removed it. */
    static @Nullable WorkLock create(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        return create(
                () -> FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                Files.getFileAttributeView(file, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS));
    }

    static @Nullable WorkLock create(Opening opening, BasicFileAttributeView view) throws IOException {
        FileChannel channel;
        try {
            channel = opening.open();
        } catch (NoSuchFileException e) {
            return null; // the folder has gone already
        }
        boolean isSeen = false;
        try {
            BasicFileAttributes seen = view.readAttributes();
            isSeen = seen.isRegularFile();
            return isSeen ? hold(channel, seen.fileKey(), view) : null;
        } catch (NoSuchFileException e) {
            return null;
        } finally {
            if (!isSeen) {
                channel.close();
            }
        }
    }

    /**
     * That of a dead process.
     *
     * @return null if a process holds it, this one or another, and if it is no plain file
     * @throws IOException if there is none, or it goes at this moment
     */
    static @Nullable WorkLock take(OpenFolder folder) throws IOException {
        return hold(folder.view(NAME), () -> folder.openToWrite(NAME));
    }

    /** Opens the file. */
    interface Opening {
        FileChannel open() throws IOException;
    }

    private static @Nullable WorkLock hold(BasicFileAttributeView view, Opening opening) throws IOException {
        BasicFileAttributes seen = view.readAttributes();
        Object key = seen.fileKey();
        if (!seen.isRegularFile() || (key != null && HELD.contains(key))) {
            return null;
        }
        return hold(opening.open(), key, view);
    }

    /** Takes the lock of an open file; closes that one if it is not to be had. */
    private static @Nullable WorkLock hold(FileChannel channel, @Nullable Object key, BasicFileAttributeView view)
            throws IOException {
        boolean held = false;
        try {
            held = channel.tryLock() != null
                    && Objects.equals(key, view.readAttributes().fileKey());
        } catch (OverlappingFileLockException e) {
            held = false; // this process holds it, where files have no key
        } finally {
            if (!held) {
                channel.close();
            }
        }
        if (!held) {
            return null;
        }
        if (key != null) {
            HELD.add(key);
        }
        return new WorkLock(channel, key);
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            if (key != null) {
                HELD.remove(key);
            }
        }
    }
}
