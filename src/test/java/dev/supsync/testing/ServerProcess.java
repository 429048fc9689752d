package dev.supsync.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.hsqldb.server.Server;

/** HSQLDB's server in a process of its own, with one database, CS1, in files: it can be killed. */
public final class ServerProcess {

    private final Process process;
    private final int port;

    private ServerProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts one at a free port; returns when it takes connections. */
    public static ServerProcess start(Path database) throws IOException {
        return start(database, freePort());
    }

    /** Starts one at a port that another one had. */
    public static ServerProcess start(Path database, int port) throws IOException {
        Files.createDirectories(database.toAbsolutePath().getParent());
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        Path.of(Server.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .getPath())
                                .toString(),
                        Server.class.getName(),
                        "--address",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port),
                        "--dbname.0",
                        "CS1",
                        "--database.0",
                        // whoever is killed is replaced at once
                        "file:" + database + ";hsqldb.tx=mvcc;hsqldb.write_delay=false;hsqldb.lock_file=false")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new AssertionError("the server ended: " + process.exitValue());
                    }
                    new Socket(InetAddress.getLoopbackAddress(), port).close();
                    return true;
                });
        return new ServerProcess(process, port);
    }

    /** Where clients connect. */
    public int port() {
        return port;
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL; returns when it has ended. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
