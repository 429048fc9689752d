package dev.supsync.site;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.UUID;
import org.hsqldb.server.Server;

/** An HSQLDB server in this process, with one database in memory. */
public final class HsqldbServer implements AutoCloseable {

    private final Server server = new Server();
    private final int port = freePort();

    public HsqldbServer() {
        server.setSilent(true);
        server.setLogWriter(new PrintWriter(Writer.nullWriter()));
        server.setErrWriter(new PrintWriter(Writer.nullWriter()));
        server.setAddress("127.0.0.1");
        server.setPort(port);
        server.setDatabaseName(0, "CS1");
        server.setDatabasePath(0, "mem:" + UUID.randomUUID() + ";hsqldb.tx=mvcc");
        server.start();
    }

    /** Where clients connect. */
    public String url() {
        return "jdbc:hsqldb:hsql://127.0.0.1:" + port + "/CS1";
    }

    @Override
    public void close() {
        server.shutdown();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
