package dev.supsync.site.jdbc;

import dev.supsync.embedded.SharedAddress;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hsqldb.server.Server;
import org.hsqldb.server.ServerConstants;
import org.jspecify.annotations.Nullable;

/**
 * Lets the other processes of this machine have an embedded database that this one has open: by HSQLDB's server, on the
 * loopback address. It gives the database to nobody who does not know a random password, which stands in a file beside it
 * that only its user reads. HSQLDB takes the password as the database's name.
 */
public final class SharedDatabase implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final int PASSWORD_BYTES = 32;
    private static final int PORTS_TRIED = 10;

    /** What this process shares, by its URL. Numbers of processes prove nothing: in containers all are 1. */
    private static final Map<String, SiteDatabase> MINE = new ConcurrentHashMap<>();

    private final SiteDatabase owner;
    private final Path file;
    private final Server server;
    private final String url;

    private SharedDatabase(SiteDatabase owner, Path file, Server server, String url) {
        this.owner = owner;
        this.file = file;
        this.server = server;
        this.url = url;
    }

    /**
     * Begins to share.
     *
     * @param owner an embedded file
     */
    public static SharedDatabase of(SiteDatabase owner) {
        Path file = owner.url().path().orElseThrow(() -> new IllegalArgumentException("an embedded file"));
        String password = password();
        Server server = start(owner, password);
        String url = "jdbc:hsqldb:hsql://" + HOST + ":" + server.getPort() + "/" + password;
        SharedDatabase shared = new SharedDatabase(owner, file, server, url);
        try {
            MINE.put(url, owner);
            SharedAddress.write(file, url);
            return shared;
        } catch (RuntimeException e) {
            shared.close();
            throw e;
        }
    }

    /**
     * Connects to an embedded database that a process shares: this one, or another one of this machine.
     *
     * @param url the database's own, of an embedded file
     * @return empty if nobody shares it
     */
    public static Optional<SiteDatabase> connect(String url, @Nullable String username, String password) {
        SiteUrl site = SiteUrl.of(url);
        Optional<SharedAddress> address = site.path().flatMap(SharedAddress::read);
        if (address.isEmpty()) {
            return Optional.empty();
        }
        String shared = address.get().url();
        SiteDatabase mine = MINE.get(shared);
        try {
            return Optional.of(
                    mine == null
                            ? SiteDatabase.open(site.offered(shared), username, password, null)
                            : SiteDatabase.open(site.shared(), username, password, mine.lease()));
        } catch (SupsyncException e) {
            if (e.code() == ErrorCode.SITE_LOGIN) {
                throw e;
            }
            return Optional.empty(); // the file is left of one that was killed, or is ending
        }
    }

    private static Server start(SiteDatabase owner, String password) {
        String path = owner.url().effective().substring("jdbc:hsqldb:".length());
        for (int tried = 1; ; tried++) {
            Server server = new Server();
            server.setSilent(true);
            server.setLogWriter(new PrintWriter(Writer.nullWriter()));
            server.setErrWriter(new PrintWriter(Writer.nullWriter()));
            server.setNoSystemExit(true);
            server.setAddress(HOST);
            server.setPort(freePort()); // HSQLDB tells nobody which port it got
            server.setDatabaseName(0, password);
            server.setDatabasePath(0, path);
            server.start();
            if (server.getState() == ServerConstants.SERVER_STATE_ONLINE) {
                return server;
            }
            if (tried == PORTS_TRIED) {
                throw unable(owner, server.getServerError());
            }
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new SupsyncException(
                    ErrorCode.SITE_UNREACHABLE,
                    "There is no free port on " + HOST + ": " + e + ".",
                    "Check that programs may listen on the loopback address of this machine.",
                    e);
        }
    }

    private static SupsyncException unable(SiteDatabase owner, @Nullable Throwable cause) {
        return new SupsyncException(
                ErrorCode.SITE_UNREACHABLE,
                owner.name() + " cannot be shared on " + HOST + ": " + cause + ".",
                "Check that programs may listen on the loopback address of this machine.",
                cause);
    }

    private static String password() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Ends the sharing, and closes the database. */
    @Override
    public void close() {
        SharedAddress.delete(file);
        MINE.remove(url);
        owner.close(); // the server ends with its only database
        server.stop();
    }
}
