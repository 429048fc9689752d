package dev.supsync.site;

import static dev.supsync.site.SampleUpdates.id;
import static dev.supsync.site.SampleUpdates.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a site database promises of several writers and readers at once. */
@Timeout(600)
abstract class SiteConcurrencyContract extends SiteContract {

    private static final int WRITERS = 2;
    private static final int CHUNKS = 25;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterAll
    void stopThreads() {
        threads.shutdownNow();
    }

    /** Whoever follows the change numbers never has to go back. */
    @Test
    void changeNumbersRiseInTheOrderOfCommits() throws Exception {
        List<Future<?>> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            int first = writer * CHUNKS;
            writers.add(threads.submit(() -> {
                for (int chunk = 0; chunk < CHUNKS; chunk++) {
                    insert(plain(id(2L * (first + chunk))), plain(id(2L * (first + chunk) + 1)));
                }
            }));
        }

        List<Long> followed = new ArrayList<>();
        boolean done = false;
        while (!done) {
            done = writers.stream().allMatch(Future::isDone);
            long last = followed.isEmpty() ? 0 : followed.get(followed.size() - 1);
            followed.addAll(
                    numbers("SELECT CHANGE_NUMBER FROM SUP_UPDATE WHERE CHANGE_NUMBER > " + last + " ORDER BY 1"));
        }
        for (Future<?> writer : writers) {
            writer.get();
        }

        assertThat(followed)
                .hasSize(2 * WRITERS * CHUNKS)
                .isEqualTo(numbers("SELECT CHANGE_NUMBER FROM SUP_UPDATE ORDER BY 1"));
    }

    /** A chunk that verified its fence is committed before anybody else has the site. */
    @Test
    void theFenceHoldsUntilTheCommit() throws Exception {
        CountDownLatch written = new CountDownLatch(1);
        CompletableFuture<Boolean> commit = new CompletableFuture<>();
        Future<?> writer = threads.submit(() -> inTransaction(() -> {
            store().apply(fence(), inserting(plain(id(1))), NOW);
            written.countDown();
            commit.join();
        }));
        assertThat(written.await(5, TimeUnit.MINUTES)).isTrue();
        Future<?> taker = threads.submit(() -> inTransaction(
                () -> database().jdbc().update("UPDATE SUP_LEASE SET TOKEN = TOKEN + 1 WHERE LEASE_ID = 1")));

        assertThatThrownBy(() -> taker.get(Duration.ofMillis(300).toMillis(), TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
        commit.complete(true);
        writer.get();
        taker.get();

        assertThat(store().lookup(List.of(id(1)))).hasSize(1);
        assertThatThrownBy(() -> insert(plain(id(2))))
                .isInstanceOfSatisfying(
                        SupsyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LEASE_LOST));
    }
}
