package dev.supsync.hierarchy;

import static dev.supsync.hierarchy.Family.column;
import static dev.supsync.hierarchy.Family.messages;
import static dev.supsync.hierarchy.Family.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.error.ErrorCode;
import dev.supsync.hierarchy.Family.Own;
import dev.supsync.metadata.UpdateId;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.status.Counter;
import dev.supsync.status.RunError;
import dev.supsync.status.RunResult;
import dev.supsync.sync.FaultyConnections;
import dev.supsync.sync.FaultyConnections.Fault;
import dev.supsync.sync.StopSignal;
import dev.supsync.sync.SyncReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A child's own synchronization, on its parent's request: its statuses, its failures, and its continuation. */
class ChildSyncTests {

    private static final String REQUESTS = "SELECT STATE FROM SUP_REQUEST ORDER BY REQUEST_ID";
    private static final String RUNS = "SELECT RESULT FROM SUP_RUN ORDER BY RUN_ID";

    @TempDir
    Path folder;

    private Family family;

    @BeforeEach
    void synchronizeParent() {
        family = new Family(folder);
        family.world.fill(100, 20);
        family.synchronizeParent();
    }

    @AfterEach
    void close() {
        family.close();
    }

    private SiteDatabase delivered() {
        SiteDatabase child = family.child("PS1");
        assertThat(family.deliver(Family.reached("PS1", child)))
                .extracting(Delivery::result)
                .containsExactly(RunResult.SUCCEEDED);
        return child;
    }

    @Test
    void takesItsParentsContentVersionAndAnswersItsRequest() {
        SiteDatabase child = delivered();
        assertThat(version(child)).as("the data is there, the version not yet").isZero();
        assertThat(column(child, REQUESTS)).containsExactly("WAITING");
        SyncReport report = family.synchronize(child, new Own(new TestPoint("sup2"), new TestPoint("sup2b")));
        assertThat(report.result()).isEqualTo(RunResult.SUCCEEDED);
        assertThat(report.contentVersion()).isEqualTo(1);
        assertThat(version(child)).isEqualTo(1);
        assertThat(column(child, REQUESTS)).containsExactly("DONE");
        assertThat(messages(child)).containsExactly("6701", "6704", "6706", "6702");
        family.assertSame(child, "after it");
    }

    @Test
    void tellsOfLicenseTermsThatItsOwnPointsLack() {
        SiteDatabase child = delivered();
        UpdateId held =
                new UpdateId(UUID.fromString(column(child, "SELECT CI_UniqueID FROM v_UpdateInfo ORDER BY CI_UniqueID")
                        .get(0)));
        UpdateId unknown = new UpdateId(new UUID(7, 7));
        TestPoint active = new TestPoint("sup2").lacking(held, unknown);
        TestPoint other = new TestPoint("sup2b").lacking(held);
        SyncReport report = family.synchronize(child, new Own(active, other));
        assertThat(report.result()).isEqualTo(RunResult.SUCCEEDED);
        assertThat(report.status()).isEqualTo(6708);
        assertThat(report.counts().get(Counter.WITHOUT_LICENSE_TERMS)).isEqualTo(1);
        assertThat(version(child)).isEqualTo(1);
        assertThat(messages(child)).endsWith("6706", "6708");
        assertThat(column(child, "SELECT STATE || ' ' || STATUS FROM SUP_REQUEST"))
                .containsExactly("DONE 6708");
        assertThat(column(child, "SELECT LAST_STATE FROM SUP_SYNC_STATUS ORDER BY SERVER_NAME"))
                .containsExactly("6708", "6708");

        family.synchronize(child, new Own(active.lacking(), other.lacking()));
        assertThat(messages(child)).endsWith("6702");
        assertThat(column(child, "SELECT LAST_STATE FROM SUP_SYNC_STATUS ORDER BY SERVER_NAME"))
                .containsExactly("6702", "6702");
    }

    @Test
    void tellsThatItsCatalogDiffers() {
        SiteDatabase child = delivered();
        TestPoint point = new TestPoint("sup2").differing("3 updates are missing");
        assertThat(family.synchronize(child, new Own(point)).result()).isEqualTo(RunResult.SUCCEEDED);
        assertThat(messages(child)).containsExactly("6701", "6704", "6707", "6702");
        assertThat(column(
                        child,
                        "SELECT s.InsStrValue FROM v_StatMsgInsStrings s JOIN v_StatusMessage m ON m.RecordID ="
                                + " s.RecordID WHERE m.MessageID = 6707 ORDER BY s.InsStrIndex"))
                .startsWith("sup2", "sup1.contoso.example");
    }

    @Test
    void aFailedPointIsAFailedRunAndTheRequestWaits() {
        SiteDatabase child = delivered();
        TestPoint active = new TestPoint("sup2").failing(ErrorCode.CATALOG_DAMAGED);
        TestPoint replica = new TestPoint("sup2b");
        SyncReport report = family.synchronize(child, new Own(active, replica));
        assertThat(report.result()).isEqualTo(RunResult.FAILED);
        assertThat(Objects.requireNonNull(report.error()))
                .extracting(RunError::code)
                .isEqualTo(ErrorCode.CATALOG_DAMAGED.code());
        assertThat(version(child)).isZero();
        assertThat(replica.synchronizations()).isZero();
        assertThat(column(child, REQUESTS)).containsExactly("WAITING");
        assertThat(messages(child)).containsExactly("6701", "6704", "6703");

        SyncReport again = family.synchronize(child, new Own(active.failing(null), replica));
        assertThat(again.result()).isEqualTo(RunResult.SUCCEEDED);
        assertThat(again.resumed()).isFalse();
        assertThat(column(child, RUNS)).containsExactly("FAILED", "SUCCEEDED");
        assertThat(column(child, REQUESTS)).containsExactly("DONE");
    }

    @Test
    void anotherPointThatFailsHasItsOwnFailureAndRetry() {
        SiteDatabase child = delivered();
        TestPoint replica = new TestPoint("sup2b").failing(ErrorCode.CATALOG_DAMAGED);
        SyncReport report = family.synchronize(child, new Own(new TestPoint("sup2"), replica));
        assertThat(report.result()).isEqualTo(RunResult.SUCCEEDED);
        assertThat(messages(child)).containsExactly("6701", "6704", "6706", "6703", "6702");
        assertThat(column(
                        child,
                        "SELECT ATTEMPTS || ' ' || TIMESTAMPDIFF(SQL_TSI_MINUTE, TIMESTAMP '2026-11-22 03:00:00',"
                                + " NEXT_TRY) FROM SUP_POINT WHERE SERVER_NAME = 'sup2b'"))
                .containsExactly("1 60");
    }

    @Test
    void whatWasStoppedIsContinued() {
        SiteDatabase child = delivered();
        StopSignal stop = new StopSignal();
        TestPoint active = new TestPoint("sup2").during(stop::request);
        SyncReport stopped = family.synchronize(child, new Own(active).until(stop));
        assertThat(stopped.result()).isEqualTo(RunResult.STOPPED);
        assertThat(version(child)).isZero();
        SyncReport again = family.synchronize(child, new Own(active.during(() -> {})));
        assertThat(again.result()).isEqualTo(RunResult.SUCCEEDED);
        assertThat(again.resumed()).isTrue();
        assertThat(column(child, RUNS)).containsExactly("SUCCEEDED");
        assertThat(version(child)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void interruptedAtEveryCommit(Fault fault) {
        int commits = 1;
        int continued = 0;
        for (int commit = 1; commit <= commits; commit++) {
            SiteDatabase child = delivered();
            Own own = new Own(new TestPoint("sup2").differing("something"), new TestPoint("sup2b"));
            int failing = commit;
            List<FaultyConnections> made = new ArrayList<>();
            interrupted(child, own.through(source -> {
                made.add(new FaultyConnections(source, fault, failing));
                return made.get(0);
            }));
            if (made.get(0).commits() >= commit) {
                commits = commit + 1;
            }
            SyncReport again = family.synchronize(child, own);
            String where = fault + " at commit " + commit;
            assertThat(again.result()).as(where).isEqualTo(RunResult.SUCCEEDED);
            continued += again.resumed() ? 1 : 0;
            assertThat(version(child)).as(where).isEqualTo(1);
            assertThat(column(child, REQUESTS)).as(where).containsExactly("DONE");
            assertThat(column(child, "SELECT COUNT(*) FROM SUP_RUN WHERE ENDED_AT IS NULL"))
                    .as(where)
                    .containsExactly("0");
            assertThat(messages(child)).as(where).endsWith("6701", "6704", "6707", "6706", "6702");
            assertThat(column(child, "SELECT COUNT(*) FROM SUP_PUBLICATION"))
                    .as(where)
                    .containsExactly("1");
            family.assertSame(child, where);
        }
        assertThat(commits).isGreaterThan(8);
        boolean isRemembered = fault == Fault.REFUSED; // what ended as a failure begins anew
        assertThat(continued > 0).as("%d continued, of %d", continued, commits).isNotEqualTo(isRemembered);
    }

    private void interrupted(SiteDatabase child, Own own) {
        try {
            family.synchronize(child, own);
        } catch (RuntimeException e) {
            assertThat(version(child))
                    .as("not even the run could be remembered")
                    .isZero();
        }
    }

    @Test
    void aRequestThatWasBegunCoversNoLaterOne() {
        SiteDatabase child = delivered();
        ParentRequests.leave(child, "CS1", java.time.Instant.parse("2026-11-22T04:00:00Z"));
        assertThat(column(child, REQUESTS)).as("a waiting one covers another").containsExactly("WAITING");
        child.jdbc().update("UPDATE SUP_REQUEST SET CLAIMED_AT = REQUESTED_AT");
        ParentRequests.leave(child, "CS1", java.time.Instant.parse("2026-11-22T05:00:00Z"));
        assertThat(column(child, REQUESTS)).containsExactly("WAITING", "WAITING");
    }
}
