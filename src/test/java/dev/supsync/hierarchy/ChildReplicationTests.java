package dev.supsync.hierarchy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.lease.SiteLease;
import dev.supsync.site.TestSite;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.status.RunResult;
import dev.supsync.sync.StopSignal;
import dev.supsync.sync.SyncListener;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChildReplicationTests {

    private SiteDatabase database;

    @BeforeEach
    void create() {
        database = TestSite.inMemory();
        TestSite.prepare(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** More children than a site has connections: all of them read of it, and then read ahead. */
    @Test
    void noChildKeepsAConnectionOfItsParentWhileItWaits() {
        CyclicBarrier all = new CyclicBarrier(6);
        List<ChildSite> children = IntStream.range(0, 6)
                .mapToObj(number -> child("P0" + number, all))
                .toList();
        try (SiteLease lease = SiteLease.take(database, Duration.ofMinutes(1), Duration.ofSeconds(10))) {
            Parent parent = new Parent(database, lease, "CS1", Clock.systemUTC(), SyncListener.SILENT);
            List<Delivery> deliveries =
                    new ChildReplication(parent, Duration.ofMinutes(1), new StopSignal()).run(children);
            assertThat(deliveries).hasSize(6).allSatisfy(delivery -> assertThat(delivery.result())
                    .as(String.valueOf(delivery.error()))
                    .isEqualTo(RunResult.SUCCEEDED));
        }
        assertThat(new ChildLinks(database).all()).extracting(ChildLink::site).hasSize(6);
    }

    private static ChildSite child(String code, CyclicBarrier all) {
        return new TestChildSite(code) {
            @Override
            public Delivery deliver(Parent parent, StopSignal stop) {
                read(parent);
                await(all);
                CompletableFuture.runAsync(() -> read(parent), work -> new Thread(work, "ahead").start())
                        .orTimeout(2, TimeUnit.MINUTES)
                        .join();
                return Delivery.succeeded(code, 1, null, 1);
            }
        };
    }

    private static void read(Parent parent) {
        parent.database().each("SELECT SITE_CODE FROM SUP_SITE", row -> assertThat(row.getString(1))
                .isEqualTo("CS1"));
    }

    private static void await(CyclicBarrier all) {
        try {
            all.await(2, TimeUnit.MINUTES);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
