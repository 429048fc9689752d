package dev.supsync.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.config.Configuration;
import dev.supsync.config.SupsyncSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sites whose database servers take connections and say nothing. */
class HierarchyReportTests {

    private static final int SECONDARIES = 12;

    @TempDir
    Path folder;

    /** The server hangs up when all sites are connected to it at once, and not before. */
    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES) // one after the other they would never get there
    void sitesAreLookedAtSideBySide() throws IOException {
        try (Silent server = new Silent(SECONDARIES)) {
            assertUnreachable(HierarchyReport.read(settings(server), Clock.systemUTC()));
        }
    }

    @Test
    void whoSaysNothingIsUnreachable() throws IOException {
        try (Silent server = new Silent(Integer.MAX_VALUE)) {
            List<Standing> standings =
                    HierarchyReport.read(settings(server), Clock.systemUTC(), Duration.ofMillis(200));
            assertUnreachable(standings);
            assertThat(Objects.requireNonNull(standings.get(1).lastError()).message())
                    .isEqualTo("The site S00 does not answer.");
        }
    }

    private static void assertUnreachable(List<Standing> standings) {
        assertThat(standings).extracting(Standing::site).containsExactlyElementsOf(codes());
        assertThat(standings.subList(1, standings.size())).allSatisfy(standing -> assertThat(
                        Objects.requireNonNull(standing.lastError()).code())
                .isEqualTo("SUP-3000"));
    }

    private static List<String> codes() {
        List<String> codes = new ArrayList<>(List.of("PS1"));
        IntStream.range(0, SECONDARIES).mapToObj("S%02d"::formatted).forEach(codes::add);
        return codes;
    }

    private SupsyncSettings settings(Silent server) throws IOException {
        StringBuilder text = new StringBuilder(
                """
                supsync:
                  scope: {products: [Windows], classifications: [Security Updates]}
                  sites:
                    PS1: {database: {url: "jdbc:hsqldb:file:data/PS1", username: sa}, software-update-point: {server: sup1, catalog: {export: day.cab}}}
                """);
        for (String code : codes().subList(1, SECONDARIES + 1)) {
            text.append("    %s: {type: secondary, parent: PS1, database: {url: \"%s/%s\", username: sa}}%n"
                    .formatted(code, server.url(), code));
        }
        return Configuration.load(Files.writeString(folder.resolve("supsync.yml"), text), Map.of());
    }

    private static final class Silent implements AutoCloseable {

        private final ServerSocket door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        private final List<Socket> sockets = Collections.synchronizedList(new ArrayList<>());

        /**
         * @param most hangs up when so many are connected
         */
        Silent(int most) throws IOException {
            Thread thread = new Thread(() -> accept(most), "silent-server");
            thread.setDaemon(true);
            thread.start();
        }

        String url() {
            return "jdbc:hsqldb:hsql://127.0.0.1:" + door.getLocalPort();
        }

        private void accept(int most) {
            try {
                while (true) {
                    sockets.add(door.accept());
                    if (sockets.size() >= most) {
                        hangUp();
                    }
                }
            } catch (IOException e) {
                // closed
            }
        }

        private void hangUp() {
            synchronized (sockets) {
                for (Socket socket : sockets) {
                    try {
                        socket.close();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
        }

        @Override
        public void close() throws IOException {
            door.close();
            hangUp();
        }
    }
}
