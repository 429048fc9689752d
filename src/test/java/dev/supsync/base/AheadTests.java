package dev.supsync.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AheadTests {

    /** Counts to a number; tells where it was opened and closed. */
    private static class Numbers implements Ahead.Source<Integer> {

        private final int last;
        private final AtomicInteger read = new AtomicInteger();
        private final List<String> threads = new ArrayList<>();
        private final AtomicBoolean closed = new AtomicBoolean();

        Numbers(int last) {
            this.last = last;
        }

        Numbers open() {
            threads.add(Thread.currentThread().getName());
            return this;
        }

        @Override
        public @Nullable Integer next() {
            assertThat(closed).isFalse();
            int number = read.incrementAndGet();
            return number > last ? null : (Integer) number;
        }

        @Override
        public void close() {
            assertThat(closed.getAndSet(true)).isFalse();
            threads.add(Thread.currentThread().getName());
        }
    }

    @Test
    void givesAllElementsInTheirOrderAndThenNullForEver() {
        Numbers numbers = new Numbers(20);
        try (Ahead<Integer> ahead = new Ahead<>("reader", 3, numbers::open)) {
            for (int i = 1; i <= 20; i++) {
                assertThat(ahead.take(() -> {})).isEqualTo(i);
            }
            assertThat(ahead.take(() -> {})).isNull();
            assertThat(ahead.take(() -> {})).isNull();
            await().untilTrue(numbers.closed);
        }
        assertThat(numbers.read).as("the end is asked for once").hasValue(21);
        assertThat(numbers.threads).containsExactly("reader", "reader");
    }

    @Test
    void readsSoManyAheadAndNoMore() {
        Numbers numbers = new Numbers(20);
        try (Ahead<Integer> ahead = new Ahead<>("reader", 3, numbers::open)) {
            await().untilAsserted(() -> assertThat(numbers.read).hasValue(3));
            assertThat(ahead.take(() -> {})).isEqualTo(1);
            await().untilAsserted(() -> assertThat(numbers.read).hasValue(4));
        }
        assertThat(numbers.read).hasValue(4);
        assertThat(numbers.closed).isTrue();
    }

    @Test
    void throwsWhatTheSourceThrewAfterWhatItGaveBefore() {
        Numbers numbers = new Numbers(20) {
            @Override
            public @Nullable Integer next() {
                Integer number = super.next();
                if (Integer.valueOf(3).equals(number)) {
                    throw new IllegalArgumentException("three");
                }
                return number;
            }
        };
        try (Ahead<Integer> ahead = new Ahead<>("reader", 3, numbers::open)) {
            assertThat(ahead.take(() -> {})).isEqualTo(1);
            assertThat(ahead.take(() -> {})).isEqualTo(2);
            assertThatThrownBy(() -> ahead.take(() -> {})).hasMessage("three");
        }
        assertThat(numbers.read).as("nobody asks a source that failed").hasValue(3);
        assertThat(numbers.closed).isTrue();
    }

    @Test
    void theCheckEndsTheWaitingOfTheTaker() {
        CountDownLatch never = new CountDownLatch(1);
        Ahead<Integer> ahead = new Ahead<>("reader", 1, () -> () -> {
            uninterruptibly(never, new AtomicBoolean());
            return null;
        });
        assertThatThrownBy(() -> ahead.take(() -> {
                    throw new IllegalStateException("asked to stop");
                }))
                .hasMessage("asked to stop");
        never.countDown();
        ahead.close();
    }

    /** An interrupt would close an embedded database, or the file of an export, that the thread is reading. */
    @Test
    void closingWaitsForTheReadUnderWayAndDoesNotInterruptIt() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        AtomicBoolean sourceClosed = new AtomicBoolean();
        Ahead<Integer> ahead = new Ahead<>("reader", 3, () -> new Ahead.Source<>() {
            @Override
            public Integer next() {
                reading.countDown();
                uninterruptibly(end, interrupted);
                return 1;
            }

            @Override
            public void close() {
                sourceClosed.set(true);
            }
        });
        reading.await();
        AtomicBoolean closed = new AtomicBoolean();
        AtomicBoolean stillInterrupted = new AtomicBoolean();
        Thread closer = new Thread(() -> {
            ahead.close();
            stillInterrupted.set(Thread.currentThread().isInterrupted());
            closed.set(true);
        });
        closer.start();
        await().until(() -> closer.getState() == Thread.State.TIMED_WAITING);
        closer.interrupt(); // somebody else is impatient
        await().until(() -> closer.getState() == Thread.State.TIMED_WAITING && !closer.isInterrupted());
        assertThat(closed).isFalse();
        assertThat(sourceClosed).isFalse();

        end.countDown();
        closer.join();
        assertThat(closed).isTrue();
        assertThat(sourceClosed).as("nothing uses the source any more").isTrue();
        assertThat(interrupted).as("the reading thread was interrupted").isFalse();
        assertThat(stillInterrupted)
                .as("the caller still knows of its interrupt")
                .isTrue();
    }

    private static void uninterruptibly(CountDownLatch latch, AtomicBoolean interrupted) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
        }
    }
}
