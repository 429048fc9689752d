package dev.supsync.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A use of a database's files. The first one in this process takes and opens them; the last one shuts the database down and
 * gives them back. So whoever writes and whoever reads may come and go in any order.
 */
public final class SharedFiles implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(SharedFiles.class.getName());

    /** Each file's own lock: one that is slow to open or to shut down holds up nobody else. Never removed. */
    private static final Map<Path, Object> LOCKS = new ConcurrentHashMap<>();

    private static final Map<Path, Shared> OPEN = new ConcurrentHashMap<>();

    private static final class Shared {
        private final FileLease lease;
        private final Connection keeper;
        private int users;

        Shared(FileLease lease, Connection keeper) {
            this.lease = lease;
            this.keeper = keeper;
        }
    }

    /** Opens a database that nobody in this process has open. */
    public interface Opener {
        /** A connection that keeps it open. */
        Connection open() throws SQLException;
    }

    private final Path path;
    private final boolean first;
    private final AtomicBoolean closed = new AtomicBoolean();

    private SharedFiles(Path path, boolean first) {
        this.path = path;
        this.first = first;
    }

    /**
     * Begins to use files.
     *
     * @param kind what they are, as in {@link FileLease#take}
     */
    public static SharedFiles use(FilesKind kind, DatabaseFiles files, Opener opener) throws SQLException {
        Path path = real(kind, files);
        synchronized (lock(path)) {
            Shared shared = OPEN.get(path);
            boolean first = shared == null;
            if (shared == null) {
                shared = open(kind, files, opener);
                OPEN.put(path, shared);
            }
            shared.users++;
            return new SharedFiles(path, first);
        }
    }

    /** One name for the files, whatever links lead to them: as the lease has it. */
    private static Path real(FilesKind kind, DatabaseFiles files) {
        try {
            return files.real().path();
        } catch (IOException e) {
            throw FileErrors.unwritable(kind.unreachable(), "folder of the " + kind + " " + files, files.path(), e);
        }
    }

    /** Whether nobody in this process had the files open, so that whoever wrote them before is gone. */
    public boolean isFirst() {
        return first;
    }

    /** As {@link FileLease#verify}. */
    public void verify() {
        Shared shared = OPEN.get(path);
        if (shared != null) {
            shared.lease.verify();
        }
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        synchronized (lock(path)) {
            Shared shared = OPEN.get(path);
            if (shared != null && --shared.users == 0) {
                OPEN.remove(path);
                shared.lease.closeAfter(() -> close(shared.keeper));
            }
        }
    }

    private static Shared open(FilesKind kind, DatabaseFiles files, Opener opener) throws SQLException {
        FileLease lease = FileLease.take(kind, files);
        try {
            return new Shared(lease, opener.open());
        } catch (SQLException | RuntimeException e) {
            lease.close();
            throw e;
        }
    }

    private static void close(Connection keeper) {
        try {
            keeper.close();
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.DEBUG, "closing a connection", e);
        }
    }

    private static Object lock(Path path) {
        return LOCKS.computeIfAbsent(path, p -> new Object());
    }
}
