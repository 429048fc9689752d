package dev.supsync.catalog.export;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A private folder that lives as long as the process: it holds a locked file, and the next process removes the folders
 * whose lock is free. On Windows it has the rights of the folder in which it is made; the system's own is the account's.
 */
public final class WorkFolder implements Closeable {

    static final String PREFIX = "supsync-export-";
    private static final String PRIVATE = "rwx------";
    private static final int ATTEMPTS = 10;

    private final Path path;
    private final @Nullable Object key;
    private final WorkLock lock;

    private WorkFolder(Path path, @Nullable Object key, WorkLock lock) {
        this.path = path;
        this.key = key;
        this.lock = lock;
    }

    /**
     * Makes a folder that only this account may read, and removes those of its dead processes.
     *
     * @param parent made if it is missing; others may write to it, too
     */
    public static WorkFolder create(Path parent) throws IOException {
        Files.createDirectories(parent);
        synchronized (WorkLock.MONITOR) {
            WorkFolder made = make(parent);
            DeadFolders.remove(parent, Files.getOwner(made.path, LinkOption.NOFOLLOW_LINKS));
            return made;
        }
    }

    private static WorkFolder make(Path parent) throws IOException {
        FileAttribute<?>[] rights =
                parent.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PRIVATE))
                        }
                        : new FileAttribute<?>[0];
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Path path = Files.createTempDirectory(parent, PREFIX, rights);
            WorkFolder locked = lock(path);
            if (locked != null) {
                return locked;
            }
        }
        throw new IOException("no folder in " + parent + " could be locked: others remove them again");
    }

    private static @Nullable WorkFolder lock(Path path) throws IOException {
        try {
            Object key = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
            WorkLock lock = WorkLock.create(path);
            return lock == null ? null : new WorkFolder(path, key, lock);
        } catch (NoSuchFileException e) {
            return null; // another process took it for a dead one's
        } catch (IOException e) {
            Files.deleteIfExists(path.resolve(WorkLock.NAME)); // the disk is full, say
            Files.deleteIfExists(path);
            throw e;
        }
    }

    public Path path() {
        return path;
    }

    public Path file(String name) {
        return path.resolve(name);
    }

    @Override
    public void close() throws IOException {
        synchronized (WorkLock.MONITOR) {
            try (lock;
                    OpenFolder folder = OpenFolder.of(path)) {
                if (!Objects.equals(folder.key(), key)) {
                    return; // another one has taken its place
                }
                folder.empty();
            } catch (NoSuchFileException e) {
                return; // somebody else tidies up there
            }
            Files.deleteIfExists(path);
        }
    }
}
