package dev.supsync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.catalog.Catalog;
import dev.supsync.error.ErrorCode;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.scope.ScopeSettings;
import dev.supsync.status.RunResult;
import dev.supsync.status.RunStore;
import dev.supsync.sync.FaultyConnections.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run that is interrupted anywhere, and the same command again, end in the same site as one that is not. */
class RestartTests extends SyncSuite {

    private static final int CHUNK = 8;

    private Path first;
    private Path second;
    private SyncReport undisturbed;
    private Map<String, List<String>> views;
    private List<String> changes;
    private int commits;

    @BeforeEach
    void runUndisturbed() {
        first = export(Days.first().revisions());
        second = export(Days.second().revisions());
        List<FaultyConnections> counters = new ArrayList<>();
        try (SiteFixture fixture = yesterday()) {
            fixture.connections(source -> {
                counters.add(new FaultyConnections(source, Fault.REFUSED, 0));
                return counters.get(0);
            });
            undisturbed = run(fixture);
            views = fixture.views();
            changes = fixture.changes();
        }
        commits = counters.get(0).commits();
        assertThat(succeeded(undisturbed).contentVersion()).isEqualTo(2);
        assertThat(counts(undisturbed))
                .containsKeys("INSERTED", "UPDATED", "UNCHANGED", "SKIPPED", "OUT_OF_SCOPE", "EXPIRED", "SUPERSEDED");
    }

    @ParameterizedTest
    @EnumSource
    void interruptedAtEveryCommit(Fault fault) {
        assertThat(commits).isGreaterThan(20);
        int continued = 0;
        for (int commit = 1; commit <= commits; commit++) {
            int failing = commit;
            try (SiteFixture fixture = yesterday()) {
                fixture.connections(source -> new FaultyConnections(source, fault, failing));
                String where = fault + " at commit " + commit + " of " + commits;
                assertThat(isInterrupted(fixture) || published(fixture))
                        .as(where)
                        .isTrue();
                fixture.connections(source -> source);
                SyncReport again = succeeded(run(fixture));
                assertThat(fixture.views()).as(where).isEqualTo(views);
                assertThat(again.contentVersion()).as(where).isEqualTo(2);
                if (again.resumed()) {
                    continued++;
                    assertThat(fixture.changes()).as(where).isEqualTo(changes);
                    assertThat(counts(again)).as(where).isEqualTo(counts(undisturbed));
                }
                assertThat(new RunStore(fixture.database()).last())
                        .hasValueSatisfying(r -> assertThat(r.open()).as(where).isFalse());
            }
        }
        assertThat(continued).as("continued runs of %d", commits).isGreaterThan(commits - 12);
    }

    private boolean isInterrupted(SiteFixture fixture) {
        try {
            return run(fixture).result() == RunResult.FAILED;
        } catch (RuntimeException e) {
            return true; // not even the run could be remembered
        }
    }

    private static boolean published(SiteFixture fixture) {
        return fixture.column("SELECT ContentVersion FROM v_SoftwareUpdateSource")
                .equals(List.of("2"));
    }

    @Test
    void interruptedByTheCatalogAtEveryFourthRecord() {
        int records = Days.second().revisions().size();
        for (int record = 1; record <= records; record += 4) {
            try (SiteFixture fixture = yesterday();
                    Catalog catalog = open(second)) {
                int failing = record;
                SyncReport failed = fixture.sync(
                        new WatchedCatalog(catalog, n -> {
                            if (n == failing) {
                                throw new IllegalStateException("record " + n + " cannot be reached");
                            }
                        }),
                        WINDOWS);
                assertThat(failed.result()).isEqualTo(RunResult.FAILED);
                SyncReport again = succeeded(run(fixture));
                assertThat(again.resumed()).isTrue();
                assertThat(counts(again)).as("record %d", record).isEqualTo(counts(undisturbed));
                assertThat(fixture.views()).as("record %d", record).isEqualTo(views);
                assertThat(fixture.changes()).as("record %d", record).isEqualTo(changes);
            }
        }
    }

    @Test
    void stoppedAfterEveryChunk() {
        AtomicInteger all = new AtomicInteger();
        for (int chunk = 1; chunk <= Math.max(1, all.get()); chunk++) {
            try (SiteFixture fixture = yesterday()) {
                AtomicInteger seen = new AtomicInteger();
                StopSignal signal = new StopSignal();
                int stopping = chunk;
                fixture.stop(signal);
                fixture.listener(new SyncListener() {
                    @Override
                    public void progress(Phase phase, long done, long total) {
                        if (seen.incrementAndGet() == stopping) {
                            signal.request();
                        }
                    }
                });
                SyncReport stopped = run(fixture);
                assertThat(stopped.result()).isEqualTo(RunResult.STOPPED);
                assertThat(stopped.error()).isNotNull().satisfies(e -> assertThat(e.code())
                        .isEqualTo(ErrorCode.STOPPED.code()));
                AtomicInteger rest = new AtomicInteger();
                fixture.stop(new StopSignal());
                fixture.listener(new SyncListener() {
                    @Override
                    public void progress(Phase phase, long done, long total) {
                        rest.incrementAndGet();
                    }
                });
                SyncReport again = succeeded(run(fixture));
                all.compareAndSet(0, chunk + rest.get());
                assertThat(again.resumed()).isTrue();
                assertThat(again.startedAt()).isEqualTo(stopped.startedAt());
                assertThat(counts(again)).as("chunk %d", chunk).isEqualTo(counts(undisturbed));
                assertThat(fixture.views()).as("chunk %d", chunk).isEqualTo(views);
                assertThat(fixture.changes()).as("chunk %d", chunk).isEqualTo(changes);
                assertThat(again.contentVersion()).isEqualTo(2);
            }
        }
        assertThat(all.get()).isGreaterThan(4);
    }

    @Test
    void anotherCatalogScopeOrOptionStartsAnew() {
        ScopeSettings wider = SiteFixture.scope(List.of("Microsoft"), List.of("Security Updates"));
        SyncOptions other = new SyncOptions(99, 20, false, Duration.ofSeconds(1));
        List<UpdateRevision> third = Days.second().put(Rev.update(170)).revisions();
        try (SiteFixture fixture = yesterday()) {
            stopEarly(fixture);
            expectAnew(fixture, export(third), WINDOWS, SiteFixture.DEFAULTS, "catalog changed");
            stopEarly(fixture);
            expectAnew(fixture, second, wider, SiteFixture.DEFAULTS, "scope changed");
            stopEarly(fixture);
            expectAnew(fixture, second, WINDOWS, other, "options changed");
            stopEarly(fixture);
            expectAnew(fixture, export(third), wider, other, "catalog and scope and options changed");
        }
    }

    private void expectAnew(
            SiteFixture fixture, Path export, ScopeSettings scope, SyncOptions options, String difference) {
        fixture.notes().clear();
        try (Catalog catalog = open(export)) {
            SyncReport report = succeeded(fixture.sync(catalog, scope, options));
            assertThat(report.resumed()).isFalse();
            assertThat(fixture.notes()).anyMatch(n -> n.contains(difference));
        }
        try (SiteFixture fresh = SiteFixture.inMemory();
                Catalog catalog = open(export)) {
            succeeded(fresh.sync(catalog, scope, options));
            assertThat(fixture.column("SELECT Title FROM v_UpdateInfo WHERE IsExpired = FALSE ORDER BY Title"))
                    .isEqualTo(fresh.column("SELECT Title FROM v_UpdateInfo WHERE IsExpired = FALSE ORDER BY Title"));
        }
    }

    private void stopEarly(SiteFixture fixture) {
        StopSignal signal = new StopSignal();
        fixture.stop(signal);
        fixture.listener(new SyncListener() {
            @Override
            public void progress(Phase phase, long done, long total) {
                if (phase == Phase.UPDATES) {
                    signal.request();
                }
            }
        });
        assertThat(run(fixture).result()).isEqualTo(RunResult.STOPPED);
        fixture.stop(new StopSignal());
        fixture.listener(SyncListener.SILENT);
    }

    /** A site that was synchronized the day before. */
    private SiteFixture yesterday() {
        SiteFixture fixture = SiteFixture.inMemory();
        fixture.chunk(CHUNK);
        try (Catalog catalog = open(first)) {
            succeeded(fixture.sync(catalog, WINDOWS));
        }
        return fixture;
    }

    private SyncReport run(SiteFixture fixture) {
        try (Catalog catalog = open(second)) {
            return fixture.sync(catalog, WINDOWS);
        }
    }
}
