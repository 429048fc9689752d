package dev.supsync.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.supsync.cli.Program.Result;
import dev.supsync.config.Configuration;
import dev.supsync.config.SiteCode;
import dev.supsync.config.SiteSettings;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.runtime.SiteRuntime;
import dev.supsync.service.Service;
import dev.supsync.site.ViewSnapshot;
import dev.supsync.sync.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service of a site that packages feed, and of the site below it. */
class DisconnectedServiceTests {

    @TempDir
    Path folder;

    private final StopSignal stop = new StopSignal();
    private Path here;
    private Path there;
    private Program exporter;
    private Program importer;
    private SupsyncSettings settings;
    private Thread service;

    @BeforeEach
    void twoHierarchies() throws IOException {
        here = folder.resolve("here");
        there = Files.createDirectories(folder.resolve("there"));
        SampleSite.write(here, 20);
        exporter = new Program(here);
        importer = new Program(there);
        Path file = Files.writeString(
                there.resolve("supsync.yml"),
                """
                supsync:
                  sites:
                    LAB:
                      database: { url: "jdbc:hsqldb:file:data/LAB", username: sa, password: "" }
                      software-update-point:
                        server: sup.lab.example
                        catalog: { database: { url: "jdbc:hsqldb:file:data/W1", username: sa, password: "" }, managed: true, source: none }
                    LB1:
                      type: secondary
                      parent: LAB
                      database: { url: "jdbc:hsqldb:file:data/LB1", username: sa, password: "" }
                      software-update-point:
                        server: sup1.lab.example
                        catalog: { database: { url: "jdbc:hsqldb:file:data/W2", username: sa, password: "" }, managed: true }
                """);
        settings = Configuration.load(file, Map.of());
        service = new Thread(
                () -> new Service(settings, settings.sites().values(), Map.of(), Clock.systemUTC(), stop).run());
    }

    @AfterEach
    void end() throws InterruptedException {
        stop.request();
        service.join(300_000);
        assertThat(service.isAlive()).isFalse();
    }

    @Test
    void waitsForPackagesAndTakesThemFurther() throws IOException {
        service.start();
        for (String site : List.of("LAB", "LB1")) {
            until(() -> !column(site, "SELECT JOB_NAME FROM SUP_SCHEDULE").isEmpty());
            assertThat(column(site, "SELECT REASON FROM SUP_REQUEST")).as(site).isEmpty();
        }
        carry("day-1.pkg.cab");
        until(() -> version("LB1") == 1);
        assertThat(views("LB1")).isEqualTo(views("LAB"));
        assertThat(column("LB1", "SELECT CAST(MessageID AS VARCHAR(10)) FROM v_StatusMessage ORDER BY RecordID"))
                .containsExactly("6701", "6704", "6702");

        SampleSite.write(here, 25);
        carry("day-2.pkg.cab");
        until(() -> version("LB1") == 2);
        assertThat(views("LB1")).isEqualTo(views("LAB"));
        assertThat(views("LAB").get("v_UpdateInfo")).hasSizeGreaterThan(25);
        assertThat(column("LAB", "SELECT RESULT FROM SUP_RUN")).containsExactly("SUCCEEDED", "SUCCEEDED");
        assertThat(column("LAB", "SELECT ALERT_KIND FROM SUP_ALERT")).isEmpty();

        Result asked = importer.run("sync", "full", "--wait");
        assertThat(asked.status()).isEqualTo(2);
        assertThat(asked.err()).contains("is fed by packages");
    }

    @Test
    void aSynchronizationBeforeTheFirstPackageFailsAndHarmsNothing() throws IOException {
        Result early = importer.run("sync", "full", "--site", "LAB");
        assertThat(early.status()).as(early.toString()).isEqualTo(1);
        assertThat(early.err()).contains("SUP-2004");
        carry("day-1.pkg.cab");
        service.start();
        until(() -> version("LB1") == 1);
        assertThat(views("LB1")).isEqualTo(views("LAB"));
    }

    private void carry(String name) throws IOException {
        assertThat(exporter.run("sync", "full").status()).isZero();
        Result written = exporter.run("export", "--output", name, "--for", "lab");
        assertThat(written.status()).as(written.err()).isZero();
        Files.copy(here.resolve(name), there.resolve(name));
        Result imported = importer.run("import-package", name);
        assertThat(imported.status()).as(imported.err()).isZero();
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void until(Condition condition) {
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(condition::holds);
    }

    private int version(String site) {
        return Integer.parseInt(
                column(site, "SELECT CONTENT_VERSION FROM SUP_SITE").get(0));
    }

    private List<String> column(String site, String sql) {
        try (SiteRuntime runtime = SiteRuntime.forReading(site(site))) {
            return List.copyOf(runtime.database().jdbc().queryForList(sql, String.class));
        }
    }

    private Map<String, List<String>> views(String site) {
        try (SiteRuntime runtime = SiteRuntime.forReading(site(site))) {
            return ViewSnapshot.of(runtime.database());
        }
    }

    private SiteSettings site(String code) {
        return settings.site(new SiteCode(code)).orElseThrow();
    }
}
