package dev.supsync.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.supsync.hierarchy.Delivery;
import dev.supsync.lease.SiteLease;
import dev.supsync.metadata.UpdateId;
import dev.supsync.report.StatusQuery;
import dev.supsync.runtime.Following;
import dev.supsync.runtime.HierarchyReport;
import dev.supsync.runtime.Standing;
import dev.supsync.runtime.Synchronizer;
import dev.supsync.service.SiteResult.Result;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.status.RunResult;
import dev.supsync.sync.StopSignal;
import dev.supsync.sync.SyncListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The services of a hierarchy: requests go down from site to site, and each site makes up for its own failures. */
class HierarchyServiceTests {

    @TempDir
    Path folder;

    private ServedTree tree;

    @BeforeEach
    void serve() throws IOException {
        tree = new ServedTree(folder);
    }

    @AfterEach
    void close() {
        tree.close();
    }

    @Test
    void eachSiteWaitsForItsParentsRequest() throws IOException {
        for (String child : List.of("SS1", "PS2", "PS1")) {
            assertThat(tree.tick(child))
                    .as("%s has no first run of its own", child)
                    .isFalse();
        }
        assertThat(tree.tick("CS1")).isTrue();
        assertThat(tree.requests("PS1")).containsExactly("WAITING PARENT 12:00:00");
        assertThat(tree.requests("PS2")).containsExactly("WAITING PARENT 12:00:00");
        assertThat(tree.requests("SS1")).isEmpty();
        assertThat(tree.tick("PS1")).isTrue();
        assertThat(tree.requests("SS1")).containsExactly("WAITING PARENT 12:00:00");
        assertThat(tree.tick("SS1")).isTrue();
        assertThat(tree.tick("PS2")).isTrue();
        assertEqualAt(1);
        assertThat(tree.messages("CS1")).containsExactly("6701", "6704", "6705", "6702");
        for (String child : List.of("PS1", "PS2", "SS1")) {
            assertThat(tree.messages(child)).as(child).containsExactly("6701", "6704", "6702");
            assertThat(tree.requests(child)).as(child).containsExactly("DONE PARENT 12:00:00");
        }
        tree.tickAll();
        assertThat(tree.messages("SS1")).as("nothing is left").hasSize(3);
    }

    @Test
    void aFailedChildTriesAgainByItselfAndItsSubtreeWaits() throws IOException {
        tree.tickAll();
        tree.publish(5);
        Path policy = folder.resolve("policy/PS1.json");
        Files.delete(policy);
        Files.createDirectories(policy.resolve("in the way"));
        tree.request();
        assertThat(tree.tick("CS1")).isTrue();
        tree.tick("PS1");
        assertThat(tree.messages("PS1")).endsWith("6701", "6704", "6703");
        assertThat(tree.requests("PS1")).endsWith("WAITING RETRY 13:00:00");
        tree.tickAll();
        assertThat(tree.version("PS2")).as("its sibling goes on").isEqualTo(2);
        assertThat(tree.version("PS1")).isEqualTo(1);
        assertThat(tree.views("PS1")).as("the data came before").isEqualTo(tree.views("CS1"));
        assertThat(tree.requests("SS1")).as("nothing is sent further down").hasSize(1);
        assertThat(tree.views("SS1")).isNotEqualTo(tree.views("CS1"));

        Files.delete(policy.resolve("in the way"));
        Files.delete(policy);
        tree.clock.pass(Duration.ofMinutes(60).minusMillis(1));
        tree.tickAll();
        assertThat(tree.version("PS1")).isEqualTo(1);
        tree.clock.pass(Duration.ofMillis(1));
        tree.serve("PS1"); // the retry survives a restart
        tree.tickAll();
        assertEqualAt(2);
        assertThat(tree.column("PS1", "SELECT COUNT(*) FROM SUP_REQUEST WHERE STATE IN ('WAITING', 'RUNNING')"))
                .containsExactly("0");
    }

    @Test
    void parentsRequestsAreCoalescedAndSurvive() throws IOException {
        tree.tick("CS1");
        tree.publish(1);
        tree.request();
        tree.tick("CS1");
        assertThat(tree.requests("PS1")).as("one that waits covers another").hasSize(1);
        tree.serve("PS1");
        tree.serve("SS1");
        tree.tickAll();
        assertEqualAt(2);
        assertThat(tree.messages("PS1")).hasSize(3);
    }

    @Test
    void whatADeadServiceHadClaimedIsTaken() throws IOException {
        tree.tick("CS1");
        tree.database("PS1")
                .jdbc()
                .update("UPDATE SUP_REQUEST SET STATE = 'RUNNING', CLAIM_ID = REQUEST_ID, CLAIMED_AT = REQUESTED_AT");
        tree.publish(1);
        tree.request();
        tree.tick("CS1");
        assertThat(tree.requests("PS1")).as("what was begun covers nothing").hasSize(2);
        tree.serve("PS1");
        tree.tickAll();
        assertEqualAt(2);
        assertThat(tree.requests("PS1")).allMatch(request -> request.startsWith("DONE"));
    }

    @Test
    void aChildThatWasBusyIsFollowedUpSoon() {
        tree.tick("CS1");
        try (SiteLease other = SiteLease.take(tree.database("SS1"), Duration.ofSeconds(30), Duration.ofSeconds(5))) {
            tree.tick("PS1");
            other.verify();
        }
        assertThat(tree.requests("SS1")).isEmpty();
        tree.tick("PS1");
        assertThat(tree.requests("SS1")).as("not at once").isEmpty();
        tree.clock.pass(Duration.ofSeconds(10));
        assertThat(tree.tick("PS1")).as("no synchronization of its own").isFalse();
        assertThat(tree.requests("SS1")).hasSize(1);
        tree.tickAll();
        assertEqualAt(1);
    }

    /** It is written by somebody else, who does not end: a first load takes as long. */
    @Test
    void aSlowChildKeepsNeitherItsParentNorItsSibling() throws Exception {
        tree.tickAll();
        try (Locked slow = new Locked(tree.database("PS1"))) {
            tree.publish(5);
            tree.request();
            assertThat(within(() -> tree.begin("CS1")))
                    .as("it does not wait for the child")
                    .isTrue();
            await().atMost(ServedTree.PATIENCE).until(() -> tree.requests("PS2").contains("WAITING PARENT 12:00:00"));
            assertThat(tree.isIdle("CS1")).isFalse();
            assertThat(isOver()).as("who waits for the run waits for the child").isFalse();
            await("status shows it, and no more the other one")
                    .atMost(ServedTree.PATIENCE)
                    .until(() -> new StatusQuery(tree.database("CS1"))
                            .read(1, 0)
                            .replicating()
                            .keySet()
                            .equals(Set.of("PS1")));
            assertThat(HierarchyReport.read(tree.settings, tree.clock))
                    .filteredOn(standing -> standing.replicatingSince() != null)
                    .extracting(Standing::site)
                    .containsExactly("PS1");
            try (SiteLease run = SiteLease.take(tree.database("CS1"), Duration.ofSeconds(30), Duration.ofSeconds(5))) {
                run.verify(); // a cleanup, or a marking of deployments
            }
            assertThat(tree.tick("PS2")).isTrue();
            assertThat(tree.version("PS2")).isEqualTo(2);

            tree.publish(5);
            tree.request();
            assertThat(within(() -> tree.begin("CS1")))
                    .as("it synchronizes again")
                    .isTrue();
            assertThat(tree.version("CS1")).isEqualTo(3);
            await().atMost(ServedTree.PATIENCE).until(() -> tree.requests("PS2").contains("WAITING PARENT 12:00:00"));
            assertThat(tree.tick("PS2")).isTrue();
            assertThat(tree.views("PS2")).isEqualTo(tree.views("CS1"));
            assertThat(tree.version("PS1")).isEqualTo(1);
            slow.release();
        }
        await().atMost(ServedTree.PATIENCE).until(() -> tree.isIdle("CS1"));
        tree.tickAll();
        assertEqualAt(3);
        assertThat(isOver()).isTrue();
    }

    private boolean isOver() {
        return Following.isOver(tree.settings, tree.site("CS1"), tree.clock, tree.database("CS1"));
    }

    private static <T> T within(Supplier<T> work) throws Exception {
        return CompletableFuture.supplyAsync(work).get(ServedTree.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Whoever changes this site waits. */
    private static final class Locked implements AutoCloseable {

        private final Connection connection;

        Locked(SiteDatabase database) throws SQLException {
            connection = database.dataSource().getConnection();
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("UPDATE SUP_SITE SET SITE_ID = SITE_ID WHERE SITE_ID = 1");
            }
        }

        void release() throws SQLException {
            connection.rollback();
        }

        @Override
        public void close() throws SQLException {
            connection.rollback();
            connection.close();
        }
    }

    @Test
    void childrenAreTakenOnByOneAtATime() {
        try (SiteLease other =
                SiteLease.takeChildren(tree.database("CS1"), Duration.ofSeconds(30), Duration.ofSeconds(5))) {
            assertThat(tree.tick("CS1")).as("its own run needs another lease").isTrue();
            assertThat(tree.requests("PS1")).isEmpty();
            other.verify();
        }
        tree.tickAll();
        assertEqualAt(1);
    }

    @Test
    void aCommandBesideTheServiceWaitsForItAndTellsWhatBecameOfTheChildren() throws Exception {
        tree.tickAll();
        CompletableFuture<List<Delivery>> command;
        try (Locked slow = new Locked(tree.database("PS1"))) {
            tree.publish(5);
            tree.request();
            assertThat(within(() -> tree.begin("CS1"))).isTrue();
            command = CompletableFuture.supplyAsync(() -> {
                Synchronizer top = new Synchronizer(
                        tree.settings, tree.site("CS1"), tree.clock, SyncListener.SILENT, new StopSignal());
                assertThat(top.full(false).result()).isEqualTo(RunResult.SUCCEEDED);
                return top.deliveries();
            });
            slow.release();
        }
        assertThat(command.get(ServedTree.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .extracting(delivery -> delivery.site() + " " + delivery.result())
                .containsExactly("PS1 SUCCEEDED", "PS2 SUCCEEDED");
        await().atMost(ServedTree.PATIENCE).until(() -> tree.isIdle("CS1"));
        tree.tickAll();
        assertEqualAt(2);
    }

    @Test
    void whatAKilledParentLeftOutIsDoneByTheNext() {
        tree.tick("CS1");
        // as if it had died after its run had ended, and before anything followed
        for (String child : List.of("PS1", "PS2")) {
            tree.database(child).jdbc().update("DELETE FROM SUP_REQUEST");
        }
        tree.database("CS1").jdbc().update("DELETE FROM SUP_CHILD");
        tree.serve("CS1");
        assertThat(tree.tick("CS1")).as("it synchronizes not again").isFalse();
        assertThat(tree.requests("PS1")).containsExactly("WAITING PARENT 12:00:00");
        tree.tickAll();
        assertEqualAt(1);
    }

    @Test
    void aMinuteIn2040LeavesNobodyBelowWaiting() throws IOException {
        tree.tickAll();
        tree.publish(2);
        tree.clock.set("2040-06-01T12:00:00Z");
        tree.database("PS2").jdbc().update("UPDATE SUP_SITE SET SITE_CODE = 'XX1'");
        tree.request();
        tree.tick("CS1");
        assertThat(tree.requests("PS1")).hasSize(2);

        tree.database("PS2").jdbc().update("UPDATE SUP_SITE SET SITE_CODE = 'PS2'");
        tree.clock.set("2026-11-21T12:30:00Z");
        tree.tickAll();
        assertEqualAt(2);
        assertThat(tree.column("CS1", "SELECT COUNT(*) FROM SUP_CHILD WHERE CHECKED_AT > '2026-11-21 13:00:00'"))
                .containsExactly("0");
    }

    @Test
    void whatACleanupRemovesIsRemovedBelow() throws IOException {
        tree.tickAll();
        UpdateId gone = tree.withdraw();
        tree.request();
        tree.tickAll();
        assertEqualAt(2);
        String held = "SELECT UPDATE_ID FROM SUP_UPDATE WHERE UPDATE_ID = '" + gone + "'";
        assertThat(tree.column("SS1", held)).as("expired, and still there").hasSize(1);
        tree.clock.pass(Duration.ofDays(8));
        tree.tasks("CS1").cleanUp(false);
        assertThat(tree.column("CS1", held)).isEmpty();
        tree.request();
        tree.tickAll();
        assertThat(tree.column("SS1", held)).isEmpty();
        assertEqualAt(3);
    }

    @Test
    void theHealthCheckTellsOfALinkInError() {
        for (String site : ServedTree.SITES) {
            assertThat(tree.illnesses(site)).as("%s before its first run", site).isEmpty();
        }
        SiteDatabase other = tree.database("PS2");
        other.jdbc().update("UPDATE SUP_SITE SET SITE_CODE = 'XX1'");
        tree.tick("CS1");
        assertThat(tree.illnesses("CS1")).as("degraded").isEmpty();
        for (int minutes : List.of(1, 2)) {
            tree.clock.pass(Duration.ofMinutes(minutes));
            tree.tick("CS1");
        }
        assertThat(tree.illnesses("CS1")).containsExactly("SUP-6004");
        assertThat(tree.tasks("CS1").checkHealth()).allSatisfy(e -> assertThat(e.getMessage())
                .startsWith("The child site PS2 could not be brought up to date 3 times in a row.")
                .endsWith("(SUP-3003)"));

        other.jdbc().update("UPDATE SUP_SITE SET SITE_CODE = 'PS2'");
        tree.clock.pass(Duration.ofMinutes(4));
        tree.tickAll();
        assertThat(tree.illnesses("CS1")).isEmpty();
        assertEqualAt(1);
    }

    @Test
    void anEmptyCatalogIsAnIllnessOnceTheSiteHasSynchronized() throws IOException {
        tree.tickAll();
        try (SiteDatabase catalog = tree.catalog("W3")) {
            catalog.jdbc().update("UPDATE dbo.tbRevision SET IsLatestRevision = FALSE");
        }
        assertThat(tree.illnesses("PS2")).containsExactly("SUP-2004");
        Files.delete(folder.resolve("day.cab"));
        assertThat(tree.illnesses("CS1")).as("the source of a catalog").containsExactly("SUP-2000");
    }

    @Test
    void aCommandLeavesServedSitesToTheirServices() {
        tree.leave("PS2");
        tree.leave("SS1");
        Synchronizer top =
                new Synchronizer(tree.settings, tree.site("CS1"), tree.clock, SyncListener.SILENT, new StopSignal());
        assertThat(top.full(false).result()).isEqualTo(RunResult.SUCCEEDED);
        List<SiteResult> results = new HierarchySync(tree.settings, tree.clock, SyncListener.SILENT, new StopSignal())
                .follow(tree.site("CS1"), top.deliveries());
        assertThat(results)
                .extracting(result -> result.site() + " " + result.result())
                .containsExactly("PS1 " + Result.REQUESTED, "PS2 " + Result.SUCCEEDED);
        assertThat(tree.version("PS2")).isEqualTo(1);
        assertThat(tree.version("PS1")).isZero();
        assertThat(tree.tick("PS1")).isTrue();
        tree.serve("SS1");
        assertThat(tree.tick("SS1")).isTrue();
        assertEqualAt(1);
    }

    private void assertEqualAt(int version) {
        for (String site : ServedTree.SITES) {
            assertThat(tree.version(site)).as(site).isEqualTo(version);
            assertThat(tree.views(site)).as(site).isEqualTo(tree.views("CS1"));
        }
    }
}
