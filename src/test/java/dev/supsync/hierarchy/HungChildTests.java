package dev.supsync.hierarchy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.export.CatalogExport;
import dev.supsync.catalog.export.ExportOptions;
import dev.supsync.catalog.export.ExportWriter;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.lease.SiteLease;
import dev.supsync.site.HsqldbServer;
import dev.supsync.site.Schemas;
import dev.supsync.site.SiteIdentity;
import dev.supsync.site.ViewSnapshot;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.site.jdbc.SiteSetup;
import dev.supsync.site.jdbc.SiteUrl;
import dev.supsync.status.RunError;
import dev.supsync.status.RunResult;
import dev.supsync.sync.SiteFixture;
import dev.supsync.sync.StopSignal;
import dev.supsync.sync.SyncListener;
import dev.supsync.sync.World;
import dev.supsync.testing.Gate;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A child whose server has stopped to answer keeps neither its siblings nor its parent. */
class HungChildTests {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T03:00:00Z"), ZoneOffset.UTC);
    private static final Duration SILENCE = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private final SiteFixture parent = SiteFixture.inMemory();
    private final StopSignal stop = new StopSignal();
    private final HsqldbServer server = new HsqldbServer().migrated();
    private Gate gate;
    private String url;

    @BeforeEach
    void prepare() throws IOException {
        URI address = URI.create(server.url().substring("jdbc:hsqldb:".length()));
        gate = new Gate(address.getPort());
        url = "jdbc:hsqldb:hsql://127.0.0.1:" + gate.port() + address.getPath();
        try (SiteDatabase database = SiteDatabase.open(server.url(), "sa", "")) {
            prepare(database, "PS1");
        }
    }

    private void fill() throws IOException {
        World world = World.withCategories().fill(1_000, 2_500);
        Path export = new ExportWriter().writeFolder(folder.resolve("export"), world.revisions());
        try (Catalog catalog = CatalogExport.open(export, ExportOptions.in(folder.resolve("work")))) {
            assertThat(parent.sync(catalog, SiteFixture.scope(List.of("Microsoft"), List.of("Security Updates")))
                            .result())
                    .isEqualTo(RunResult.SUCCEEDED);
        }
    }

    @AfterEach
    void close() throws Exception {
        gate.close();
        server.close();
        parent.close();
    }

    @Test
    void itIsGivenUpAndItsSiblingIsNot() throws Exception {
        fill();
        String memory = "jdbc:hsqldb:mem:site" + UUID.randomUUID();
        try (SiteDatabase sibling = SiteDatabase.open(memory, "sa", "")) {
            prepare(sibling, "PS2");
            List<ChildSite> children = List.of(
                    new DatabaseChild("PS1", () -> new Door(SiteDatabase.open(url, "sa", ""))),
                    new DatabaseChild("PS2", () -> new Door(sibling)));
            gate.silentAfter(200_000);

            Duration patient = Duration.ofSeconds(10); // the sibling may be slow
            List<Delivery> deliveries = deliver(children, patient);
            assertThat(deliveries).extracting(Delivery::result).containsExactly(RunResult.FAILED, RunResult.SUCCEEDED);
            assertThat(deliveries.get(0).error())
                    .extracting(RunError::message)
                    .isEqualTo("The site PS1 has not answered for 10 seconds.");
            assertThat(link().status()).isEqualTo(LinkStatus.DEGRADED);
            assertThat(link().nextTry()).isEqualTo(CLOCK.instant().plusSeconds(60));
            assertThat(ViewSnapshot.of(sibling)).isEqualTo(parent.views());
        }
    }

    @Test
    void oneThatStaysAwayIsNotJoinedByAnother() {
        CountDownLatch held = new CountDownLatch(1);
        try (SiteLease lease = lease(parent.database())) {
            assertThatThrownBy(() -> attempt(lease, SILENCE).run(part -> {
                        awaited(held);
                        return true;
                    }))
                    .hasMessage("The site PS1 has not answered for 2 seconds.");
            assertThatThrownBy(() -> tryIt(lease)).hasMessage("The site PS1 still does not answer.");
            held.countDown();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(tryIt(lease)).isEqualTo("back"));
        }
    }

    @Test
    void itGoesOnWhenItAnswersAgain() throws Exception {
        fill();
        gate.silentAfter(200_000);
        DatabaseChild child = new DatabaseChild("PS1", () -> new Door(SiteDatabase.open(url, "sa", "")));
        assertThat(deliver(List.of(child), SILENCE).get(0).result()).isEqualTo(RunResult.FAILED);
        gate.open();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        deliver(List.of(child), PATIENCE).get(0).error())
                .isNull());
        assertThat(link().status()).isEqualTo(LinkStatus.HEALTHY);
        try (SiteDatabase database = SiteDatabase.open(url, "sa", "")) {
            assertThat(ViewSnapshot.of(database)).isEqualTo(parent.views());
            assertThat(database.jdbc().queryForObject("SELECT COUNT(*) FROM SUP_REQUEST", Integer.class))
                    .isEqualTo(1);
        }
    }

    @Test
    void lookingAtItEnds() {
        gate.silentAfter(0);
        DatabaseChild child = new DatabaseChild("PS1", () -> new Door(SiteDatabase.open(url, "sa", "")));
        try (SiteLease lease = lease(parent.database())) {
            assertThat(new ChildReplication(parent(lease), SILENCE, stop).look(List.of(child)))
                    .isFalse();
        }
        assertThat(link().error()).extracting(RunError::message, STRING).contains("has not answered");
    }

    @Test
    void aStopDoesNotWaitForIt() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        try (SiteLease lease = lease(parent.database())) {
            Attempt attempt =
                    new Attempt(parent(lease), "PS1", PATIENCE, Duration.ofMillis(100), stop, never::countDown);
            Thread stopping = new Thread(() -> {
                awaited(begun);
                stop.request();
            });
            stopping.start();
            assertThatThrownBy(() -> attempt.run(part -> {
                        begun.countDown();
                        awaited(never);
                        part.check();
                        return true;
                    }))
                    .isInstanceOfSatisfying(
                            SupsyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STOPPED));
        }
    }

    @Test
    void whatMovesIsNotGivenUp() {
        try (SiteLease lease = lease(parent.database())) {
            Attempt attempt = new Attempt(parent(lease), "PS1", SILENCE, SILENCE, stop, () -> {});
            long end = System.nanoTime() + SILENCE.multipliedBy(2).toNanos();
            Long checks = attempt.run(part -> {
                long[] count = {0};
                await().pollInterval(Duration.ofMillis(20)).until(() -> {
                    part.check();
                    count[0]++;
                    return System.nanoTime() - end > 0;
                });
                return count[0];
            });
            assertThat(checks).isPositive();
        }
    }

    private List<Delivery> deliver(List<ChildSite> children, Duration silence) {
        try (SiteLease lease = lease(parent.database())) {
            return new ChildReplication(parent(lease), silence, stop).run(children);
        }
    }

    private String tryIt(SiteLease lease) {
        return attempt(lease, PATIENCE).run(part -> "back");
    }

    private Attempt attempt(SiteLease lease, Duration silence) {
        return new Attempt(parent(lease), "PS1", silence, stop, () -> {});
    }

    private Parent parent(SiteLease lease) {
        return new Parent(parent.database(), lease, "CS1", CLOCK, SyncListener.SILENT);
    }

    private ChildLink link() {
        return new ChildLinks(parent.database()).all().get(0);
    }

    private static void prepare(SiteDatabase database, String code) {
        Schemas.make(database);
        new SiteSetup(database).ensure(new SiteIdentity(code, "Contoso site " + code, "primary", 1033));
    }

    private static SiteLease lease(SiteDatabase database) {
        return SiteLease.take(database, Duration.ofSeconds(1), Duration.ofMillis(100));
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Door(SiteDatabase database) implements OpenSite {

        @Override
        public SiteLease take() {
            return lease(database);
        }

        @Override
        public void abort() {
            database.abort();
        }

        @Override
        public void keep() {
            // it is closed whatever happened
        }

        @Override
        public void close() {
            if (database.kind() == SiteUrl.Kind.SERVER) {
                database.close(); // one in memory would be lost
            }
        }
    }
}
