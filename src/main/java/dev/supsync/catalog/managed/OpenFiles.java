package dev.supsync.catalog.managed;

import dev.supsync.catalog.susdb.SusdbErrors;
import dev.supsync.catalog.susdb.SusdbUrl;
import dev.supsync.embedded.FileLease;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A use of HSQLDB's files. The first one in this process locks them against others and opens them; the last one shuts the
 * database down and gives them free. So whoever writes and whoever reads may come and go in any order.
 */
final class OpenFiles implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OpenFiles.class);

    /** Each file's own lock: one that is slow to open or to shut down holds up nobody else. Never removed. */
    private static final Map<Path, Object> LOCKS = new ConcurrentHashMap<>();

    private static final Map<Path, Shared> OPEN = new ConcurrentHashMap<>();

    /** What still shuts a database down. */
    private static final Map<Path, Thread> CLOSING = new ConcurrentHashMap<>();

    private static final long SHUTDOWN_MILLISECONDS = 60_000;
    private static final long CACHE_SHARE = 16;
    private static final long LEAST_CACHE_KILOBYTES = 10_000;
    private static final long MOST_CACHE_KILOBYTES = 400_000;
    private static final long ROWS_PER_KILOBYTE = 5;

    /** A database that is open. */
    private static final class Shared {
        private final FileLease lease;
        private final Connection keeper;
        private int users;

        Shared(FileLease lease, Connection keeper) {
            this.lease = lease;
            this.keeper = keeper;
        }
    }

    private final Path path;
    private final boolean first;
    private final AtomicBoolean closed = new AtomicBoolean();

    private OpenFiles(Path path, boolean first) {
        this.path = path;
        this.first = first;
    }

    static OpenFiles use(SusdbUrl url, ManagedSource where) {
        String file = url.path();
        Path path = Path.of(file.startsWith("~") ? System.getProperty("user.home") + file.substring(1) : file)
                .toAbsolutePath()
                .normalize();
        synchronized (lock(path)) {
            Shared shared = OPEN.get(path);
            boolean first = shared == null;
            if (shared == null) {
                shared = open(path, url, where);
                OPEN.put(path, shared);
            }
            shared.users++;
            return new OpenFiles(path, first);
        }
    }

    /** What everybody connects to the files with. */
    static String url(SusdbUrl url) {
        long cache = Math.max(
                LEAST_CACHE_KILOBYTES,
                Math.min(Runtime.getRuntime().maxMemory() / CACHE_SHARE / 1024, MOST_CACHE_KILOBYTES));
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put("hsqldb.tx", "mvcc");
        defaults.put("hsqldb.write_delay", "false");
        defaults.put("hsqldb.lock_file", "false"); // the lease's lock ends with its process, HSQLDB's some time later
        defaults.put("hsqldb.log_size", "200");
        defaults.put("hsqldb.cache_size", Long.toString(cache));
        defaults.put("hsqldb.cache_rows", Long.toString(cache * ROWS_PER_KILOBYTE));
        String text = url.text();
        for (Map.Entry<String, String> property : defaults.entrySet()) {
            text = url.with(property.getKey(), property.getValue(), text);
        }
        return text;
    }

    boolean isFirst() {
        return first;
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
                shutDown(path, shared);
            }
        }
    }

    private static Object lock(Path path) {
        return LOCKS.computeIfAbsent(path, p -> new Object());
    }

    private static Shared open(Path path, SusdbUrl url, ManagedSource where) {
        Thread closing = CLOSING.get(path);
        if (closing != null) {
            await(closing); // if it takes longer, its lock is found taken
        }
        FileLease lease = FileLease.takeCatalog(path);
        try {
            Connection keeper =
                    DriverManager.getConnection(url(url), ManagedDatabase.properties(where.susdb(), url.dialect()));
            return new Shared(lease, keeper);
        } catch (SQLException e) {
            lease.close();
            throw SusdbErrors.connecting(e, "Catalog", url.name(), "open its files");
        }
    }

    /**
     * HSQLDB's SHUTDOWN can wait for its own background for ever; what is committed is on the disk already. The files are given
     * free when it has ended, or with this process: who opens them sooner would write them together with it.
     */
    private static void shutDown(Path path, Shared shared) {
        Thread thread = new Thread(
                () -> {
                    try (Connection keeper = shared.keeper;
                            Statement statement = keeper.createStatement()) {
                        statement.execute("SHUTDOWN");
                    } catch (SQLException e) {
                        log.debug("shutting a catalog down: {}", e.getMessage());
                    } finally {
                        shared.lease.close();
                        CLOSING.remove(path, Thread.currentThread());
                    }
                },
                "catalog-shutdown");
        thread.setDaemon(true);
        CLOSING.put(path, thread);
        thread.start();
        await(thread);
    }

    private static void await(Thread closing) {
        try {
            closing.join(SHUTDOWN_MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
