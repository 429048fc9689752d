package dev.supsync.catalog.export;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A private folder that lives as long as the process: it holds a locked file, and the next process removes the folders
 * whose lock is free.
 */
public final class WorkFolder implements Closeable {

    static final String PREFIX = "supsync-export-";
    private static final String LOCK = "lock";
    private static final int ATTEMPTS = 10;

    private final Path path;
    private final FileChannel lock;

    private WorkFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Makes a folder that only this account may read, after removing those of dead processes. */
    public static WorkFolder create(Path parent) throws IOException {
        Files.createDirectories(parent);
        removeStale(parent);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Path path = Files.createTempDirectory(parent, PREFIX);
            FileChannel lock = lock(path, StandardOpenOption.CREATE_NEW);
            if (lock != null) {
                return new WorkFolder(path, lock);
            }
        }
        throw new IOException("no folder in " + parent + " could be locked: others remove them again");
    }

    public Path path() {
        return path;
    }

    public Path file(String name) {
        return path.resolve(name);
    }

    @Override
    public void close() throws IOException {
        removeContent(path);
        lock.close();
        removeAll(path);
    }

    /** What cannot be removed stays for the next time. */
    private static void removeStale(Path parent) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path folder : folders) {
                if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                    removeIfDead(folder);
                }
            }
        }
    }

    private static void removeIfDead(Path folder) {
        try (FileChannel lock = lock(folder, StandardOpenOption.WRITE)) {
            if (lock == null) {
                return;
            }
            removeContent(folder);
        } catch (IOException e) {
            // Not ours, or being made or removed by another process this moment.
            return;
        }
        try {
            removeAll(folder);
        } catch (IOException e) {
            return;
        }
    }

    /** The locked file of a folder; null if another holds it, or has removed it. */
    private static @Nullable FileChannel lock(Path folder, StandardOpenOption option) throws IOException {
        Path file = folder.resolve(LOCK);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, option);
        boolean held = false;
        try {
            FileLock lock = channel.tryLock();
            held = lock != null && Files.exists(file);
        } catch (OverlappingFileLockException e) {
            held = false;
        } finally {
            if (!held) {
                channel.close();
            }
        }
        return held ? channel : null;
    }

    private static void removeContent(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (!file.endsWith(LOCK)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static void removeAll(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(LOCK));
        Files.deleteIfExists(folder);
    }
}
