package dev.supsync.catalog.export;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A folder that was opened without following links, and all that is done in it: where the system can (POSIX), nothing that
 * takes its place afterwards is looked at or removed. Elsewhere (Windows) its path is used each time, and no link is followed.
 */
final class OpenFolder implements Closeable {

    private static final Set<PosixFilePermission> PRIVATE = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final Path path;
    private final DirectoryStream<Path> stream;
    private final @Nullable SecureDirectoryStream<Path> secure;
    private final @Nullable Object key;

    private OpenFolder(Path path, DirectoryStream<Path> stream, boolean isSecure) throws IOException {
        this.path = path;
        this.stream = stream;
        this.secure = isSecure && stream instanceof SecureDirectoryStream<Path> s ? s : null;
        this.key = (secure != null
                        ? secure.getFileAttributeView(BasicFileAttributeView.class)
                                .readAttributes()
                        : Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS))
                .fileKey();
    }

    /**
     * Opens one.
     *
     * @throws IOException also if it is a link, or no folder
     */
    static OpenFolder of(Path path) throws IOException {
        return of(path, true);
    }

    /** As {@link #of(Path)}; as on systems that cannot hold a folder open if that is not wanted. */
    @SuppressWarnings("StreamResourceLeak") // it is closed with the folder
    static OpenFolder of(Path path, boolean isSecure) throws IOException {
        BasicFileAttributes seen = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!seen.isDirectory() || seen.isOther()) {
            throw new NotDirectoryException(path.toString());
        }
        // by its ".": opening a pipe that has taken its place would wait for a writer
        DirectoryStream<Path> stream = Files.newDirectoryStream(path.resolve("."));
        boolean done = false;
        try {
            OpenFolder opened = new OpenFolder(path, stream, isSecure);
            if (!Objects.equals(opened.key, seen.fileKey())) {
                throw new FileSystemException(path.toString(), null, "another one has taken its place");
            }
            done = true;
            return opened;
        } finally {
            if (!done) {
                stream.close();
            }
        }
    }

    /** What the file system knows it by; null where it has no such thing. */
    @Nullable
    Object key() {
        return key;
    }

    /** Whether it is this account's, and nobody else has a right to it, where rights are of that kind. */
    boolean isPrivateOf(UserPrincipal account) throws IOException {
        PosixFileAttributeView posix = secure != null
                ? secure.getFileAttributeView(PosixFileAttributeView.class)
                : Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (posix == null) {
            FileOwnerAttributeView owner =
                    Files.getFileAttributeView(path, FileOwnerAttributeView.class, LinkOption.NOFOLLOW_LINKS);
            return owner != null && account.equals(owner.getOwner());
        }
        PosixFileAttributes attributes = posix.readAttributes();
        return account.equals(attributes.owner()) && attributes.permissions().equals(PRIVATE);
    }

    /** What is said of one of its files; not of what a link points to. */
    BasicFileAttributeView view(String name) {
        return secure != null
                ? secure.getFileAttributeView(Path.of(name), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                : Files.getFileAttributeView(
                        path.resolve(name), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** Opens one of its files; fails if it is a link. */
    FileChannel openToWrite(String name) throws IOException {
        if (secure == null) {
            return FileChannel.open(path.resolve(name), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        }
        SeekableByteChannel opened =
                secure.newByteChannel(Path.of(name), Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
        if (opened instanceof FileChannel channel) {
            return channel;
        }
        opened.close();
        throw new FileSystemException(path.resolve(name).toString(), null, "it cannot be locked");
    }

    /** Removes its files, the lock last; once. A folder in it stays, and fails this. */
    void empty() throws IOException {
        try {
            for (Path file : stream) {
                if (!file.endsWith(WorkLock.NAME)) {
                    delete(file.getFileName());
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        delete(Path.of(WorkLock.NAME));
    }

    private void delete(Path name) throws IOException {
        if (secure != null) {
            secure.deleteFile(name);
        } else {
            Files.deleteIfExists(path.resolve(name));
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
