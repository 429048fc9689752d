package dev.supsync.hierarchy;

import static dev.supsync.hierarchy.Family.column;
import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.status.RunError;
import dev.supsync.status.RunResult;
import dev.supsync.sync.FaultyConnections;
import dev.supsync.sync.FaultyConnections.Fault;
import dev.supsync.sync.StopSignal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A parent and its children: none waits for another, and each has a link of its own. */
class FailingChildrenTests {

    private static final ChildSite DEAD = new DatabaseChild("PS9", () -> {
        throw new SupsyncException(ErrorCode.SITE_UNREACHABLE, "PS9 cannot be reached.", "Start it.");
    });

    @TempDir
    Path folder;

    private Family family;

    @BeforeEach
    void synchronizeParent() {
        family = new Family(folder);
        family.world.fill(100, 5);
        family.synchronizeParent();
    }

    @AfterEach
    void close() {
        family.close();
    }

    @Test
    void aSlowOneAndADeadOneKeepNobodyWaiting() {
        SiteDatabase quick = family.child("PS1");
        SiteDatabase slow = family.child("PS2");
        CountDownLatch delivered = new CountDownLatch(1);
        ChildSite first = new DatabaseChild("PS2", () -> {
            await(delivered);
            return Family.open(slow);
        });
        ChildSite last = told(Family.reached("PS1", quick), delivered);
        List<Delivery> deliveries = family.deliver(first, DEAD, last);
        assertThat(deliveries)
                .extracting(d -> d.site() + " " + d.result())
                .containsExactly("PS2 SUCCEEDED", "PS9 FAILED", "PS1 SUCCEEDED");
        family.assertSame(quick, "the quick one");
        family.assertSame(slow, "the slow one");
        assertThat(links()).containsExactly("PS1 HEALTHY 0", "PS2 HEALTHY 0", "PS9 DEGRADED 1");
    }

    @Test
    void aLinkOfAMinuteIn2040IsTriedAtOnceWhenTheClockIsRight() {
        Duration ahead = Duration.ofDays(5_000);
        SiteDatabase child = family.child("PS1");
        family.pass(ahead);
        family.deliver(DEAD, new DatabaseChild("PS1", () -> {
            throw new SupsyncException(ErrorCode.SITE_UNREACHABLE, "PS1 cannot be reached.", "Start it.");
        }));
        assertThat(family.due()).isEmpty();
        family.pass(ahead.negated());
        assertThat(family.due()).containsExactly("PS1", "PS9");

        family.look(Family.reached("PS1", child));
        assertThat(family.due()).as("a look leaves nothing of it").containsExactly("PS1", "PS9");
        family.deliver(DEAD);
        assertThat(family.due()).containsExactly("PS1");
        family.pass(Duration.ofMinutes(2));
        assertThat(family.due()).as("the next tries have their times").containsExactly("PS1", "PS9");
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(5, TimeUnit.MINUTES)) {
                throw new AssertionError("it waits for its slow sibling");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static ChildSite told(ChildSite site, CountDownLatch delivered) {
        return new TestChildSite(site.code()) {
            @Override
            public Delivery deliver(Parent parent, StopSignal stop) {
                Delivery delivery = site.deliver(parent, stop);
                delivered.countDown();
                return delivery;
            }
        };
    }

    @Test
    void aDeadOneIsTriedLessAndLessOftenAndThenHealthyAgain() {
        SiteDatabase child = family.child("PS9");
        for (int failures = 1; failures <= 8; failures++) {
            family.deliver(DEAD);
            assertThat(links()).containsExactly("PS9 " + (failures < 3 ? "DEGRADED " : "ERROR ") + failures);
            Duration wait = Duration.ofMinutes(Math.min(60, 1L << (failures - 1)));
            family.pass(wait.minusMillis(1));
            assertThat(family.due()).isEmpty();
            family.pass(Duration.ofMillis(1));
            assertThat(family.due()).containsExactly("PS9");
        }
        family.look(DEAD);
        assertThat(links()).containsExactly("PS9 ERROR 9");
        family.deliver(Family.reached("PS9", child));
        assertThat(links()).containsExactly("PS9 HEALTHY 0");
        assertThat(family.due()).isEmpty();
        family.assertSame(child, "in the end");
    }

    @Test
    void oneThatIsBeingWrittenIsTriedSoonAndItsLinkIsWell() {
        List<Delivery> deliveries = family.deliver(new DatabaseChild("PS1", () -> {
            throw new SupsyncException(ErrorCode.SITE_BUSY, "PS1 is being synchronized.", "Wait.");
        }));
        assertThat(deliveries).extracting(Delivery::result).containsExactly(RunResult.REFUSED);
        assertThat(links()).containsExactly("PS1 HEALTHY 0");
        assertThat(family.due()).isEmpty();
        family.pass(Duration.ofSeconds(10));
        assertThat(family.due()).containsExactly("PS1");
    }

    @Test
    void whatIsToldOfALinkIsItsLastError() {
        family.deliver(DEAD);
        assertThat(new ChildLinks(family.parent()).all())
                .extracting(ChildLink::error)
                .containsExactly(new RunError("SUP-3000", "PS9 cannot be reached.", "Start it."));
        assertThat(family.parent().jdbc().queryForList("SELECT DELIVERED_RUN FROM SUP_CHILD", Long.class))
                .containsExactly(0L);
    }

    /** Whatever fails at the parent, and at whichever of its commits: also before a child's work was begun. */
    @ParameterizedTest
    @EnumSource(Fault.class)
    void everyChildHasAResultWhereverItsParentFails(Fault fault) {
        List<ChildSite> children =
                Stream.of("PS1", "PS2", "PS3").map(FailingChildrenTests::quick).toList();
        int commits = deliver(children, fault, 0).commits();
        for (int failing = 1; failing <= commits; failing++) {
            deliver(children, fault, failing);
        }
    }

    private FaultyConnections deliver(List<ChildSite> children, Fault fault, int failing) {
        AtomicReference<FaultyConnections> way = new AtomicReference<>();
        SiteDatabase faulty = family.parent().through(source -> {
            way.set(new FaultyConnections(source, fault, failing));
            return way.get();
        });
        List<Delivery> deliveries = family.deliver(faulty, children);
        assertThat(deliveries)
                .as("%s at commit %s", fault, failing)
                .extracting(Delivery::site)
                .containsExactly("PS1", "PS2", "PS3");
        assertThat(deliveries)
                .filteredOn(d -> d.result() != RunResult.SUCCEEDED)
                .as("%s at commit %s", fault, failing)
                .allSatisfy(d -> assertThat(d.error()).isNotNull());
        return Objects.requireNonNull(way.get());
    }

    private static ChildSite quick(String code) {
        return new TestChildSite(code) {
            @Override
            public Delivery deliver(Parent parent, StopSignal stop) {
                return Delivery.succeeded(code, 1, null, 1);
            }
        };
    }

    /** It stalled, and another process took the children on: what it does not know any more, it does not write. */
    @Test
    void whoLostTheLeaseOfChildrenNotesNothing() {
        ChildSite stalled = new TestChildSite("PS1") {
            @Override
            public Delivery deliver(Parent parent, StopSignal stop) {
                parent.database().jdbc().update("UPDATE SUP_LEASE SET TOKEN = TOKEN + 1 WHERE LEASE_ID = 3");
                return Delivery.succeeded("PS1", 1, null, 1);
            }
        };
        assertThat(family.deliver(stalled))
                .extracting(d ->
                        d.result() + " " + Objects.requireNonNull(d.error()).code())
                .containsExactly("FAILED " + ErrorCode.LEASE_LOST.code());
        assertThat(links()).isEmpty();
    }

    /** A run has a lease of its own: it goes on whoever follows with the children. */
    @Test
    void aRunMayBeginWhileChildrenFollow() {
        ChildSite slow = new TestChildSite("PS1") {
            @Override
            public Delivery deliver(Parent parent, StopSignal stop) {
                family.synchronizeParent();
                return Delivery.succeeded("PS1", 1, null, 1);
            }
        };
        assertThat(family.deliver(slow)).extracting(Delivery::result).containsExactly(RunResult.SUCCEEDED);
        assertThat(family.due()).as("the new run is tried at once").containsExactly("PS1");
    }

    @Test
    void aLookThatEndsInAnErrorIsAFailure() {
        ChildSite broken = new TestChildSite("PS1") {
            @Override
            public boolean look(Parent parent, StopSignal stop) {
                throw new NoClassDefFoundError("dev/supsync/Missing");
            }
        };
        assertThat(family.look(broken)).isFalse();
        assertThat(links()).containsExactly("PS1 DEGRADED 1");
    }

    /** Who waits for a turn has opened nothing, and holds no lease. */
    @Test
    void onlySoManyAreOpenAtOnce() throws Exception {
        int children = 3 * Turn.AT_ONCE;
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger opened = new AtomicInteger();
        List<ChildSite> sites = IntStream.range(0, children)
                .mapToObj(number -> "P%02d".formatted(number))
                .map(code -> (ChildSite) new DatabaseChild(code, () -> {
                    opened.incrementAndGet();
                    await(go);
                    throw new SupsyncException(ErrorCode.SITE_UNREACHABLE, code + " is away.", "Wait.");
                }))
                .toList();
        CompletableFuture<List<Delivery>> deliveries =
                CompletableFuture.supplyAsync(() -> family.deliver(family.parent(), sites));
        Awaitility.await()
                .atMost(Duration.ofMinutes(5))
                .until(() -> opened.get() + Turn.waiting(Turn.TRANSFERS) == children);
        assertThat(opened).hasValue(Turn.AT_ONCE);
        go.countDown();
        assertThat(deliveries.get(5, TimeUnit.MINUTES)).hasSize(children);
        assertThat(opened).hasValue(children);
    }

    @Test
    void requestsThatWaitAreOne() {
        SiteDatabase child = family.child("PS1");
        for (int day = 0; day < 3; day++) {
            family.world.fill(200 + day, 1);
            family.synchronizeParent();
            family.deliver(Family.reached("PS1", child));
        }
        assertThat(column(child, "SELECT STATE || ' ' || REASON || ' ' || REQUESTED_BY FROM SUP_REQUEST"))
                .containsExactly("WAITING PARENT CS1");
        family.assertSame(child, "after three days");
    }

    private List<String> links() {
        return new ChildLinks(family.parent())
                .all().stream()
                        .map(link -> link.site() + " " + link.status() + " " + link.attempts())
                        .toList();
    }
}
