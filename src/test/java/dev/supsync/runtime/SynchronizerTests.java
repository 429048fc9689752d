package dev.supsync.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supsync.catalog.SampleRevisions;
import dev.supsync.catalog.export.ExportWriter;
import dev.supsync.config.Configuration;
import dev.supsync.config.SiteSettings;
import dev.supsync.config.SoftwareUpdatePoint;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.embedded.DatabaseFiles;
import dev.supsync.embedded.FileLease;
import dev.supsync.embedded.FilesKind;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.report.SiteStatus;
import dev.supsync.report.StatusQuery;
import dev.supsync.status.Run;
import dev.supsync.status.RunError;
import dev.supsync.status.RunResult;
import dev.supsync.sync.StopSignal;
import dev.supsync.sync.SyncListener;
import dev.supsync.sync.SyncReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run leaves behind when it cannot even start. */
class SynchronizerTests {

    @TempDir
    Path folder;

    private SupsyncSettings settings;
    private @Nullable SiteRuntime open;

    @BeforeEach
    void configure() throws IOException {
        Path file = Files.writeString(
                folder.resolve("supsync.yml"),
                """
                supsync:
                  sites:
                    CS1:
                      database: {url: "jdbc:hsqldb:file:data/CS1", username: sa}
                      software-update-point:
                        server: sup1.contoso.example
                        catalog: {export: day-1.cab}
                  scope: {products: [Windows], classifications: [Security Updates]}
                """);
        settings = Configuration.load(file, Map.of());
    }

    @Test
    void aCatalogThatCannotBeOpenedIsAFailedRun() throws IOException {
        SyncReport report = run(new StopSignal());
        assertThat(report.result()).isEqualTo(RunResult.FAILED);
        assertThat(report.site()).isEqualTo("CS1");
        RunError error = Objects.requireNonNull(report.error());
        assertThat(error.code()).isEqualTo("SUP-2000");
        assertThat(error.message()).contains("day-1.cab");

        SiteStatus status = status().orElseThrow();
        assertThat(status.condition()).isEqualTo(SiteStatus.Condition.FAILED);
        assertThat(status.runs()).extracting(Run::result).containsExactly(RunResult.FAILED);
        assertThat(status.runs().get(0).error()).isEqualTo(error);
        assertThat(status.points()).extracting(SiteStatus.Point::lastState).containsExactly(6703);
        assertThat(messages()).containsExactly(6701, 6703);

        write();
        assertThat(run(new StopSignal()).result()).isEqualTo(RunResult.SUCCEEDED);
    }

    @Test
    void anInterruptedRunOutlivesACatalogThatCannotBeOpened() throws IOException {
        write();
        StopSignal stop = new StopSignal();
        SyncReport stopped = run(stop, new SyncListener() {
            @Override
            public void phase(Phase phase) {
                stop.request();
            }
        });
        assertThat(stopped.result()).isEqualTo(RunResult.STOPPED);
        assertThat(status().orElseThrow().condition()).isEqualTo(SiteStatus.Condition.INTERRUPTED);

        Path away = folder.resolve("away.cab");
        Files.move(folder.resolve("day-1.cab"), away);
        assertThat(run(new StopSignal()).result()).isEqualTo(RunResult.FAILED);
        SiteStatus between = status().orElseThrow();
        assertThat(between.condition()).isEqualTo(SiteStatus.Condition.INTERRUPTED);
        assertThat(between.runs()).hasSize(1);

        Files.move(away, folder.resolve("day-1.cab"));
        SyncReport continued = run(new StopSignal());
        assertThat(continued.result()).isEqualTo(RunResult.SUCCEEDED);
        assertThat(continued.resumed()).isTrue();
        assertThat(status().orElseThrow().runs()).hasSize(1);
    }

    @Test
    void everyRunIsInTheLogOfTheSite() throws IOException {
        run(new StopSignal());
        write();
        run(new StopSignal());
        List<String> log = Files.readAllLines(folder.resolve("logs/CS1/wsyncmgr.log"));
        assertThat(log)
                .allMatch(line -> line.matches(
                        ".+  \\$\\$<SMS_WSUS_SYNC_MANAGER><[-0-9]+ [:.0-9]+[-+]\\d{3}><thread=\\d+ \\(0x[0-9A-F]+\\)>"))
                .anyMatch(line -> line.startsWith("Sync failed: ") && line.contains("day-1.cab"))
                .anyMatch(line -> line.startsWith("sync: SMS synchronizing updates, processed "))
                .anyMatch(line ->
                        line.matches("Set content version of update source \\{[-0-9A-F]+} for site CS1 to 1 .*"));
        assertThat(log.stream().filter(line -> line.startsWith("Starting Sync")))
                .hasSize(2);
        assertThat(log.stream().filter(line -> line.startsWith("Sync time: 0d00h")))
                .hasSize(2);
    }

    @Test
    void aHeldDatabaseRefuses() {
        try (FileLease other = FileLease.take(
                FilesKind.SITE, new DatabaseFiles(SiteRuntime.file(site()).orElseThrow()))) {
            SyncReport report = run(new StopSignal());
            assertThat(other).isNotNull();
            assertThat(report.result()).isEqualTo(RunResult.REFUSED);
            assertThat(Reports.exitStatus(report)).isEqualTo(3);
            assertThat(Objects.requireNonNull(report.error()).message()).contains("process", "since");
        }
    }

    @Test
    void whatASourceLacksCountsWhereItsCatalogIsManaged() throws IOException {
        Path export = new ExportWriter().writeFolder(folder.resolve("export"), SampleRevisions.all());
        Path metadata = export.resolve("metadata.txt");
        String text = Files.readString(metadata);
        int last = text.lastIndexOf("\r\n", text.length() - 3) + 2;
        Files.writeString(metadata, text.substring(0, last));
        for (int limit = 0; limit <= 1; limit++) {
            settings = Configuration.load(
                    Files.writeString(
                            folder.resolve("supsync.yml"),
                            """
                            supsync:
                              limits: {quarantine: %d}
                              sites:
                                CS1:
                                  database: {url: "jdbc:hsqldb:file:data/CS1", username: sa}
                                  software-update-point:
                                    server: sup1
                                    catalog: {database: {url: "jdbc:hsqldb:file:data/W1", username: sa}, managed: true, source: {export: export}}
                            """
                                    .formatted(limit)),
                    Map.of());
            SyncReport report = run(new StopSignal());
            if (limit == 0) {
                RunError error = Objects.requireNonNull(report.error());
                assertThat(error.code()).isEqualTo(ErrorCode.QUARANTINE_LIMIT.code());
                assertThat(error.message()).contains("1 records of ", "export", "limit of 0");
            } else {
                assertThat(report.result()).isEqualTo(RunResult.SUCCEEDED);
            }
        }
    }

    @Test
    void anotherPointIsTriedAgainThoughTheSitesLastRunFailed() throws IOException {
        write();
        settings = Configuration.load(
                Files.writeString(
                        folder.resolve("supsync.yml"),
                        """
                        supsync:
                          sites:
                            CS1:
                              database: {url: "jdbc:hsqldb:file:data/CS1", username: sa}
                              software-update-points:
                                active:
                                  server: sup1
                                  catalog: {database: {url: "jdbc:hsqldb:file:data/W1", username: sa}, managed: true, source: {export: day-1.cab}}
                                replicas:
                                  - server: sup1b
                                    catalog: {database: {url: "jdbc:hsqldb:file:data/W2", username: sa}, managed: true}
                          scope: {products: [Windows], classifications: [Security Updates]}
                        """),
                Map.of());
        Path broken = Files.writeString(
                Files.createDirectories(folder.resolve("data")).resolve("W2.script"), "no database");
        assertThat(run(new StopSignal()).result()).isEqualTo(RunResult.SUCCEEDED);
        assertThat(messages()).endsWith(6702, 6706, 6703);
        Files.delete(broken);
        Files.delete(folder.resolve("day-1.cab"));
        assertThat(run(new StopSignal()).result()).isEqualTo(RunResult.FAILED);
        int before = messages().size();
        followUp(Duration.ZERO);
        assertThat(messages()).as("before its time").hasSize(before);
        followUp(Duration.ofHours(2));
        assertThat(messages()).hasSize(before + 1).endsWith(6706);
        followUp(Duration.ofHours(4));
        assertThat(messages()).as("it has succeeded").hasSize(before + 1);
    }

    @Test
    void aRunThatHasEndedStaysSoThoughItsLastSignOfLifeIsLost() throws IOException {
        write();
        assertThat(run(new StopSignal()).result()).isEqualTo(RunResult.SUCCEEDED);
        SyncListener breaking = new SyncListener() {
            @Override
            public void phase(Phase phase) {
                if (phase == Phase.PUBLICATION) {
                    change("CREATE TRIGGER LOST BEFORE UPDATE ON SUP_CLOCK SIGNAL SQLSTATE '45000'");
                }
            }
        };
        try (SiteRuntime serving = SiteRuntime.forServing(site())) {
            open = serving;
            assertThat(run(new StopSignal(), breaking).result()).isEqualTo(RunResult.SUCCEEDED);
        }
        assertThat(messages()).endsWith(6702);
    }

    private void change(String sql) {
        Objects.requireNonNull(open).database().jdbc().execute(sql);
    }

    @Test
    void anotherPointMayLackAsMuchOfItsSourceAsTheActiveOne() throws IOException {
        Path export = new ExportWriter().writeFolder(folder.resolve("export"), SampleRevisions.all());
        Path metadata = export.resolve("metadata.txt");
        String text = Files.readString(metadata);
        Files.writeString(metadata, text.substring(0, text.lastIndexOf("\r\n", text.length() - 3) + 2));
        settings = Configuration.load(
                Files.writeString(
                        folder.resolve("supsync.yml"),
                        """
                        supsync:
                          limits: {quarantine: 0}
                          sites:
                            CS1:
                              database: {url: "jdbc:hsqldb:file:data/CS1", username: sa}
                              software-update-points:
                                active: {server: sup1, catalog: {export: export}}
                                replicas:
                                  - server: sup1b
                                    catalog: {database: {url: "jdbc:hsqldb:file:data/W2", username: sa}, managed: true}
                          scope: {products: [Windows], classifications: [Security Updates]}
                        """),
                Map.of());
        SiteSettings site = site();
        SoftwareUpdatePoint replica = site.points().replicas().get(0);
        ManagedPoint point = new ManagedPoint(settings, replica, site.softwareUpdatePoint(), Clock.systemUTC());
        assertThatThrownBy(() -> point.synchronize(SyncListener.SILENT, new StopSignal()))
                .isInstanceOfSatisfying(
                        SupsyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.QUARANTINE_LIMIT))
                .hasMessageContaining("1 records of ")
                .hasMessageContaining("sup1b");
    }

    private void followUp(Duration later) {
        Clock clock = Clock.offset(Clock.systemUTC(), later);
        try (SiteRuntime runtime = SiteRuntime.forServing(site());
                Following following = new Following(site(), clock, SyncListener.SILENT, new StopSignal())) {
            following.begin(settings, runtime.database());
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(following::isIdle);
        }
    }

    private SiteSettings site() {
        return Sites.choose(settings, null, "--site");
    }

    private SyncReport run(StopSignal stop) {
        return run(stop, SyncListener.SILENT);
    }

    private SyncReport run(StopSignal stop, SyncListener listener) {
        return new Synchronizer(settings, site(), Clock.systemUTC(), listener, stop).full(false);
    }

    private Optional<SiteStatus> status() {
        return SiteRuntime.ifSynchronized(site()).map(open -> {
            try (SiteRuntime runtime = open) {
                return new StatusQuery(runtime.database()).read(10, 10);
            }
        });
    }

    private List<Integer> messages() {
        try (SiteRuntime runtime = SiteRuntime.forReading(site())) {
            return runtime.database()
                    .jdbc()
                    .queryForList("SELECT MessageID FROM v_StatusMessage ORDER BY RecordID", Integer.class);
        }
    }

    private void write() throws IOException {
        new ExportWriter().writeCabinet(folder.resolve("day-1.cab"), SampleRevisions.all());
    }
}
