package dev.supsync.site;

import com.zaxxer.hikari.HikariDataSource;
import dev.supsync.site.jdbc.SiteDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.hsqldb.server.Server;

/** An HSQLDB server in this process, with databases in memory. */
public final class HsqldbServer implements AutoCloseable {

    private final Server server = new Server();
    private final int port = freePort();
    private final Map<String, String> memories = new LinkedHashMap<>();

    /** With one database. */
    public HsqldbServer() {
        this("CS1");
    }

    /** With a database of each of these names. */
    public HsqldbServer(String... databases) {
        server.setSilent(true);
        server.setLogWriter(new PrintWriter(Writer.nullWriter()));
        server.setErrWriter(new PrintWriter(Writer.nullWriter()));
        server.setAddress("127.0.0.1");
        server.setPort(port);
        for (int i = 0; i < databases.length; i++) {
            server.setDatabaseName(i, databases[i]);
            String memory = "mem:" + UUID.randomUUID();
            memories.put(databases[i], "jdbc:hsqldb:" + memory);
            server.setDatabasePath(i, memory + ";hsqldb.tx=mvcc");
        }
        server.start();
    }

    /** Makes the tables of all databases from within, in a tenth of the time that it takes a client. */
    public HsqldbServer migrated() {
        for (String memory : memories.values()) {
            // closing the site database would shut down the server's
            SiteDatabase database = SiteDatabase.open(memory, "sa", "");
            try (HikariDataSource pool = (HikariDataSource) database.dataSource()) {
                Schemas.make(database);
            }
        }
        return this;
    }

    /** One database from within: without the tenth of a second that the server takes for each connection. */
    public String memory(String database) {
        return String.valueOf(memories.get(database));
    }

    /** Where clients of the only database connect. */
    public String url() {
        return url("CS1");
    }

    /** Where clients of one database connect. */
    public String url(String database) {
        return "jdbc:hsqldb:hsql://127.0.0.1:" + port + "/" + database;
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
