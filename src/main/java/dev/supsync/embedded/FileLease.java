package dev.supsync.embedded;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.FileFault;
import dev.supsync.error.SupsyncException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The right to open an HSQLDB database's files, which one program has at a time. It is taken before they are opened, and given
 * back when HSQLDB has shut down.
 *
 * <p>Two locks make it. The operating system's, on a file beside the database, ends with its process, however that dies: it tells
 * one supsync from another. HSQLDB's own tells of all other programs, and keeps them out.
 */
public final class FileLease implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(FileLease.class.getName());
    private static final String LOCK = ".supsync.lock";

    /** What this process has. */
    private static final Map<Path, FileLease> MINE = new ConcurrentHashMap<>();

    private final NamedFiles what;
    private final DatabaseFiles files;
    private final Holder self;
    private final ProcessLock process;
    private final HsqldbLock hsqldb;
    private final Heartbeat heartbeat;
    private final EmbeddedShutdown shutdown = new EmbeddedShutdown();
    private final AtomicBoolean closed = new AtomicBoolean();

    private FileLease(NamedFiles what, DatabaseFiles files, Holder self, ProcessLock process, HsqldbLock hsqldb) {
        this.what = what;
        this.files = files;
        this.self = self;
        this.process = process;
        this.hsqldb = hsqldb;
        this.heartbeat = new Heartbeat(what.toString(), hsqldb);
    }

    /**
     * Takes the files, without waiting for another program. What an interrupted creation left of them, and HSQLDB could not open,
     * is cleared away, and so is what a killed service left.
     *
     * @param kind what they are
     * @param database the database's files; their folder is created when missing
     * @throws SupsyncException {@link ErrorCode#SITE_BUSY} naming who has them since when
     */
    public static FileLease take(FilesKind kind, DatabaseFiles database) {
        return take(kind, database, Clock.systemUTC());
    }

    static FileLease take(FilesKind kind, DatabaseFiles database, Clock clock) {
        NamedFiles what = new NamedFiles(kind, database);
        try {
            DatabaseFiles files = database.real(); // one name, whatever links lead to it
            FileLease before = MINE.get(files.path());
            if (before != null) {
                before.shutdown.await();
            }
            FileLease lease = open(what, files, clock);
            MINE.put(files.path(), lease);
            return lease;
        } catch (IOException e) {
            throw FileErrors.unwritable(
                    kind.unreachable(), "lock file " + database.file(LOCK) + " of the " + what, database.path(), e);
        }
    }

    private static FileLease open(NamedFiles what, DatabaseFiles files, Clock clock) throws IOException {
        Holder self = Holder.current(clock.instant());
        ProcessLock process;
        try {
            process = ProcessLock.take(files.file(LOCK));
        } catch (ProcessLock.HeldException e) {
            throw busy(what, holder(files, e.text()));
        }
        try {
            SharedAddress.delete(files.path()); // whoever shared them is dead
            HsqldbLock hsqldb = HsqldbLock.take(
                    what,
                    files,
                    Beats.find(process.found()),
                    clock,
                    beats -> process.write(self.encode() + "\n" + beats.encode() + "\n"));
            FileLease lease = new FileLease(what, files, self, process, hsqldb);
            try {
                IncompleteCreation.clear(what, files);
                return lease;
            } catch (RuntimeException e) {
                lease.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            process.close();
            throw e;
        }
    }

    /**
     * Fails if the files are not this lease's any more: it was given back, or another HSQLDB program may have opened them,
     * because this process stalled for longer than a heartbeat lives.
     *
     * @throws SupsyncException {@link ErrorCode#LEASE_LOST}; another code if HSQLDB's lock cannot be read
     */
    public void verify() {
        if (closed.get()) {
            throw new SupsyncException(
                    ErrorCode.LEASE_LOST,
                    "The " + what + " has been closed.",
                    "Run the command again: it continues after the last committed chunk.");
        }
        try {
            if (hsqldb.isHeld()) {
                return;
            }
        } catch (IOException e) {
            throw new SupsyncException(
                    what.kind().unreachable(),
                    "The lock " + files.file(".lck") + " of the " + what + " cannot be read: " + FileFault.reason(e)
                            + ".",
                    "Run the same command again: it continues after the last committed chunk. If it stays so, look which"
                            + " program keeps that file, and whether this process may open more files.",
                    e);
        }
        throw new SupsyncException(
                ErrorCode.LEASE_LOST,
                "Another HSQLDB program has opened the " + what + " while this process stalled.",
                "Close that program, then run the command again: it continues after the last committed chunk.");
    }

    /**
     * As {@link #verify}, for whoever has just connected: HSQLDB opens files again that were closed meanwhile. If they are not this
     * lease's any more, it lets go of them at once, and writes nothing.
     */
    public void verifyOpened() {
        try {
            verify();
        } catch (SupsyncException e) {
            FileLease next = MINE.get(files.path());
            if (e.code() == ErrorCode.LEASE_LOST && (next == null || next == this)) {
                OpenDatabase.close(files, true);
            }
            throw e;
        }
    }

    /** The same as {@link #closeAfter} with nothing to do before. */
    @Override
    public void close() {
        closeAfter(() -> {});
    }

    /**
     * Shuts HSQLDB down if it has the files open, and gives them back when that has really ended, or with this process: whoever
     * opened them sooner would write them together with HSQLDB. Waits for a minute at most.
     *
     * @param first what closes the connections
     */
    public void closeAfter(Runnable first) {
        if (closed.compareAndSet(false, true)) {
            shutdown.run(() -> shutDown(first));
        }
    }

    private void shutDown(Runnable first) {
        try {
            first.run();
        } finally {
            try {
                // after another program has written them, they may not be written any more
                OpenDatabase.close(files, !isHeld());
            } finally {
                release();
            }
        }
    }

    /** Whether no other HSQLDB program can have opened the files since they were taken. */
    public boolean isHeld() {
        try {
            return hsqldb.isHeld();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "reading the lock of the " + what, e);
            return true;
        }
    }

    private void release() {
        heartbeat.close();
        try (process) {
            hsqldb.release();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "The lock of the {0} could not be given back: {1}", what, e);
        } finally {
            MINE.remove(files.path(), this);
        }
    }

    private static @Nullable Holder holder(DatabaseFiles files, String text) {
        FileLease mine = MINE.get(files.path());
        return mine != null ? mine.self : Holder.find(text).orElse(null);
    }

    private static SupsyncException busy(NamedFiles what, @Nullable Holder holder) {
        return new SupsyncException(
                ErrorCode.SITE_BUSY,
                "The " + what + " is in use by "
                        + (holder == null ? "another process that did not leave its name" : holder) + ".",
                "Wait until it has ended, then run the command again.");
    }
}
