package dev.supsync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.catalog.Catalog;
import dev.supsync.status.RunResult;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A run that fails while a thread of its own still reads its catalog and its site. */
class FailedReadTests extends SyncSuite {

    private static final int BATCH = 5;
    private static final long SHORT = 1_000_000;

    /** An interrupt would close the channels of an embedded database just when the failure is to be written there. */
    @Test
    void theRunWaitsForItsReaderAndDoesNotInterruptIt() {
        world.fill(101, 40);
        site.chunk(BATCH);
        Thread run = Thread.currentThread();
        AtomicBoolean failed = new AtomicBoolean();
        AtomicBoolean interrupted = new AtomicBoolean();
        AtomicBoolean closing = new AtomicBoolean();
        AtomicBoolean readerEndedFirst = new AtomicBoolean(true);
        site.listener(new SyncListener() {
            @Override
            public void progress(Phase phase, long done, long total) {
                if (phase == Phase.UPDATES) {
                    failed.set(true);
                    throw new IllegalStateException("the first batch cannot be written");
                }
            }
        });
        Catalog read = new WatchedCatalog(open(world.revisions()), number -> {
            if (number == 2 * BATCH + 2) { // in the third batch, which is read ahead
                while (!failed.get() || !isClosing(run)) {
                    LockSupport.parkNanos(SHORT);
                }
                interrupted.set(Thread.currentThread().isInterrupted());
                readerEndedFirst.set(!closing.get());
            }
        });
        try (read) {
            assertThat(site.sync(read, WINDOWS).result()).isEqualTo(RunResult.FAILED);
            closing.set(true);
        }
        assertThat(failed).isTrue();
        assertThat(interrupted).as("the reading thread was interrupted").isFalse();
        assertThat(readerEndedFirst).as("the run ended after its reader").isTrue();
        assertThat(site.column("SELECT RESULT FROM SUP_RUN")).containsExactly("FAILED");
    }

    private static boolean isClosing(Thread thread) {
        Thread.State state = thread.getState();
        return (state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING)
                && Stream.of(thread.getStackTrace())
                        .anyMatch(frame -> frame.getMethodName().equals("close"));
    }
}
