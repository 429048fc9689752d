package dev.supsync.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.catalog.SampleRevisions;
import dev.supsync.catalog.export.ExportWriter;
import dev.supsync.config.Configuration;
import dev.supsync.config.SiteSettings;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.runtime.Synchronizer;
import dev.supsync.service.SiteResult.Result;
import dev.supsync.status.RunResult;
import dev.supsync.sync.StopSignal;
import dev.supsync.sync.SyncListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hierarchy of embedded databases, which one process takes through. */
class HierarchySyncTests {

    @TempDir
    Path folder;

    private SupsyncSettings settings;

    @BeforeEach
    void configure() throws IOException {
        new ExportWriter().writeCabinet(folder.resolve("day.cab"), SampleRevisions.all());
        Path file = Files.writeString(
                folder.resolve("supsync.yml"),
                """
                supsync:
                  sites:
                    CS1:
                      type: central
                      database: {url: "jdbc:hsqldb:file:data/CS1", username: sa, password: ""}
                      software-update-point: {server: sup1, catalog: {export: day.cab}}
                    PS1: {parent: CS1, database: {url: "jdbc:hsqldb:file:data/PS1", username: sa, password: ""}}
                    PS2: {parent: CS1, database: {url: "jdbc:hsqldb:file:data/PS2", username: sa, password: ""}}
                    SS1: {type: secondary, parent: PS1, database: {url: "jdbc:hsqldb:file:data/SS1", username: sa, password: ""}}
                  scope: {products: [Windows], classifications: [Security Updates], languages: [en, de]}
                """);
        settings = Configuration.load(file, Map.of());
    }

    /** Whatever ends a child's thread: what a catalog's driver lacks is no exception, but an error. */
    @Test
    void aChildWhoseThreadEndsInAnErrorHasFailed() {
        SyncListener broken = new SyncListener() {
            @Override
            public void note(String sentence) {
                if (sentence.startsWith("Site PS1: ")) {
                    throw new NoClassDefFoundError("dev/supsync/Missing");
                }
            }
        };
        List<SiteResult> results = synchronize(broken);
        assertThat(results)
                .extracting(result -> result.site() + " " + result.result())
                .containsExactly("PS1 " + Result.FAILED, "PS2 " + Result.SUCCEEDED);
        assertThat(Objects.requireNonNull(results.get(0).error()).message()).contains("dev/supsync/Missing");
    }

    private List<SiteResult> synchronize(SyncListener listener) {
        SiteSettings top = settings.tree().top();
        StopSignal stop = new StopSignal();
        Synchronizer synchronizer = new Synchronizer(settings, top, Clock.systemUTC(), listener, stop);
        assertThat(synchronizer.full(false).result()).isEqualTo(RunResult.SUCCEEDED);
        return new HierarchySync(settings, Clock.systemUTC(), listener, stop).follow(top, synchronizer.deliveries());
    }
}
