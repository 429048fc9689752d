package dev.supsync.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.supsync.config.Configuration;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.sync.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the service of a site says of its end. */
class SiteServiceTests {

    @TempDir
    Path folder;

    private final StopSignal stop = new StopSignal();
    private SupsyncSettings settings;

    @BeforeEach
    void configure() throws IOException {
        Path file = Files.writeString(
                folder.resolve("supsync.yml"),
                """
                supsync:
                  sites:
                    CS1:
                      database: {url: "jdbc:hsqldb:file:data/CS1", username: sa, password: ""}
                      software-update-point: {server: sup1, catalog: {export: day-1.cab}}
                  scope: {products: [Windows], classifications: [Security Updates], languages: [en]}
                """);
        settings = Configuration.load(file, Map.of());
    }

    @Test
    void oneThatIsStoppedBeforeItServesSaysSo() {
        stop.request();
        service().run();
        assertThat(log()).content().contains("stopped before it served").doesNotContain("serving", "stopping");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void oneThatIsStoppedAtWorkSaysSo() throws InterruptedException {
        Thread thread = new Thread(service()::run);
        thread.start();
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(log()).content().containsPattern("(?m)^serving "));
        stop.request();
        thread.join();
        assertThat(log()).content().containsPattern("(?m)^stopping ").doesNotContain("stopped");
    }

    private Service service() {
        return new Service(settings, settings.sites().values(), Map.of(), Clock.systemUTC(), stop);
    }

    private Path log() {
        return folder.resolve("logs/CS1/wsyncmgr.log");
    }
}
