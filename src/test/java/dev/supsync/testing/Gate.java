package dev.supsync.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A way to a server that can fall silent, as a network does: nothing arrives any more, and nothing says so. */
public final class Gate implements AutoCloseable {

    private static final int BUFFER = 8_192;

    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int target;
    private final List<Socket> sockets = new ArrayList<>();
    private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);

    /** To a port of this machine. */
    public Gate(int target) throws IOException {
        this.target = target;
        start(this::accept);
    }

    /** Where clients connect. */
    public int port() {
        return door.getLocalPort();
    }

    /** Falls silent after so many bytes to the server. */
    public void silentAfter(long bytes) {
        left.set(bytes);
    }

    /** Cuts what is connected, and lets new connections through. */
    public synchronized void open() throws IOException {
        left.set(Long.MAX_VALUE);
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                client.setTcpNoDelay(true); // the server's answers come in small pieces
                server.setTcpNoDelay(true);
                synchronized (this) {
                    sockets.add(client);
                    sockets.add(server);
                }
                start(() -> copy(client, server, true));
                start(() -> copy(server, client, false));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void copy(Socket from, Socket to, boolean counted) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if ((counted ? left.addAndGet(-n) : left.get()) >= 0) {
                    out.write(buffer, 0, n);
                    out.flush();
                }
            }
            if (left.get() >= 0) { // the end is not told either
                from.close();
                to.close();
            }
        } catch (IOException e) {
            // cut
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "gate");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        door.close();
        open();
    }
}
