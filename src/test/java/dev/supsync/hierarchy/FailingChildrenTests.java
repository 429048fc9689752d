package dev.supsync.hierarchy;

import static dev.supsync.hierarchy.Family.column;
import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.status.RunError;
import dev.supsync.status.RunResult;
import dev.supsync.sync.StopSignal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(60, TimeUnit.SECONDS)) {
                throw new AssertionError("it waits for its slow sibling");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static ChildSite told(ChildSite site, CountDownLatch delivered) {
        return new ChildSite() {
            @Override
            public String code() {
                return site.code();
            }

            @Override
            public Delivery deliver(Parent parent, StopSignal stop) {
                Delivery delivery = site.deliver(parent, stop);
                delivered.countDown();
                return delivery;
            }

            @Override
            public boolean look(Parent parent, StopSignal stop) {
                return site.look(parent, stop);
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
