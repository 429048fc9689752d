package dev.supsync.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.supsync.config.LeaseSettings;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.site.SiteStore;
import dev.supsync.site.TestSite;
import dev.supsync.site.jdbc.JdbcSiteStore;
import dev.supsync.site.jdbc.SiteDatabase;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the lease of a database on a server promises, whatever server it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SiteLeaseContract {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Duration NEVER = Duration.ofMinutes(4);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private SiteDatabase database;

    abstract SiteDatabase open() throws Exception;

    @BeforeAll
    void prepareDatabase() throws Exception {
        database = open();
        TestSite.prepare(database);
    }

    @BeforeEach
    void emptyDatabase() {
        TestSite.empty(database);
    }

    @AfterAll
    void closeDatabase() {
        if (database != null) {
            database.close();
        }
    }

    @Test
    void aSecondHolderIsRefusedWithTheNameOfTheFirst() {
        try (SiteLease first = SiteLease.take(database, LONG, NEVER)) {
            assertThat(first.token()).isPositive();

            assertThatThrownBy(() -> SiteLease.take(database, LONG, NEVER))
                    .isInstanceOfSatisfying(
                            SupsyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SITE_BUSY))
                    .hasMessageContaining(database.name())
                    .hasMessageContaining("process " + ProcessHandle.current().pid() + " on host ")
                    .hasMessageContaining(", since ");
            assertThat(SiteLease.holder(database)).hasValueSatisfying(h -> {
                assertThat(h.pid()).isEqualTo(ProcessHandle.current().pid());
                assertThat(Duration.between(h.since(), database.clock()).abs()).isLessThan(Duration.ofMinutes(5));
            });
            write(first);
        }
        assertThat(SiteLease.holder(database)).isEmpty();
        SiteLease.take(database, LONG, NEVER).close();
    }

    @Test
    void aSecondHolderIsRefusedWhileAChunkIsInFlight() {
        SiteStore store = new JdbcSiteStore(database);
        try (SiteLease first = SiteLease.take(database, LONG, NEVER)) {
            database.inTransaction(() -> {
                store.verify(first);
                CompletableFuture<SiteLease> second =
                        CompletableFuture.supplyAsync(() -> SiteLease.take(database, LONG, NEVER));

                assertThat(second)
                        .failsWithin(PATIENCE)
                        .withThrowableThat()
                        .withMessageContaining("is being synchronized by process ");
                return true;
            });
        }
    }

    @Test
    void aHolderThatStallsInTheMiddleOfAChunkMakesNobodyWaitForEver() {
        try (SiteLease stalled = SiteLease.take(database, LONG, NEVER)) {
            database.inTransaction(() -> {
                stalled.verify();
                CompletableFuture<SiteLease> next = CompletableFuture.supplyAsync(() -> {
                    database.jdbc().update("DELETE FROM SUP_LEASE_HOLDER"); // its time is up
                    return SiteLease.take(database, LONG, NEVER, Duration.ofSeconds(1));
                });

                assertThat(next)
                        .failsWithin(PATIENCE)
                        .withThrowableThat()
                        .withMessageContaining("has not let go of the site");
                return true;
            });
        }
        SiteLease.take(database, LONG, NEVER).close();
    }

    @Test
    void theTokenRisesWithEveryHolder() {
        long first;
        try (SiteLease lease = SiteLease.take(database, LONG, NEVER)) {
            first = lease.token();
        }
        try (SiteLease lease = SiteLease.take(database, LONG, NEVER)) {
            assertThat(lease.token()).isGreaterThan(first);
        }
    }

    @Test
    void whoGivesNoSignOfLifeIsReplacedAndCannotWriteAnyMore() {
        try (SiteLease stalled = SiteLease.take(database, SHORT, NEVER)) {
            try (SiteLease next = await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .ignoreException(SupsyncException.class)
                    .until(() -> SiteLease.take(database, LONG, NEVER), lease -> true)) {
                write(next);

                assertThatThrownBy(() -> write(stalled))
                        .isInstanceOfSatisfying(SupsyncException.class, e -> assertThat(e.code())
                                .isEqualTo(ErrorCode.LEASE_LOST));

                stalled.close();
                assertThat(SiteLease.holder(database))
                        .as("a stalled one gives only its own lease back")
                        .isPresent();
                write(next);
            }
        }
    }

    @Test
    void aHeartbeatKeepsTheLease() {
        try (SiteLease lease = SiteLease.take(database, Duration.ofSeconds(3), Duration.ofMillis(100))) {
            Instant taken = database.clock();
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> {
                assertThat(SiteLease.holder(database)).isPresent();
                return Duration.between(taken, database.clock()).compareTo(Duration.ofSeconds(4)) > 0;
            });
            write(lease);
        }
    }

    @Test
    void theHeartbeatGoesOnWhileAllConnectionsAreInUse() throws Exception {
        HikariDataSource pool = (HikariDataSource) database.dataSource();
        assertThat(pool.getConnectionTimeout())
                .as("whoever waits for a connection must not lose the lease by that")
                .isLessThan(LeaseSettings.DEFAULT.timeout().toMillis());
        List<Connection> used = new ArrayList<>();
        try (SiteDatabase other = open();
                SiteLease lease = SiteLease.take(database, Duration.ofMinutes(1), Duration.ofMillis(100))) {
            assertThat(lease.token()).isPositive();
            for (int i = 0; i < pool.getMaximumPoolSize(); i++) {
                used.add(pool.getConnection());
            }
            assertThat(pool.getHikariPoolMXBean().getIdleConnections()).isZero();
            LocalDateTime first = end(other);
            for (int beats = 0; beats < 3; beats++) {
                LocalDateTime before = end(other);
                await().atMost(PATIENCE).until(() -> end(other).isAfter(before));
            }
            assertThat(end(other)).isAfter(first);
            for (Connection connection : used) {
                connection.close();
            }
        }
    }

    @Test
    void aBeatThatGetsNoConnectionEndsNoneOfTheNext() {
        try (SiteLease lease = SiteLease.take(database, LONG, NEVER)) {
            LocalDateTime before = end(database);
            lease.beat(
                    () -> {
                        throw new OutOfMemoryError("unable to create native thread");
                    },
                    LONG);
            lease.beat(database::reserved, LONG.plusMinutes(1));

            assertThat(end(database)).isAfter(before);
        }
    }

    private static LocalDateTime end(SiteDatabase other) {
        return Objects.requireNonNull(other.jdbc()
                .queryForObject("SELECT EXPIRES_AT FROM SUP_LEASE_HOLDER WHERE LEASE_ID = 1", LocalDateTime.class));
    }

    @Test
    void theDatabasesClockDecides() {
        try (SiteLease lease = SiteLease.take(database, LONG, NEVER)) {
            assertThat(lease.token()).isPositive();
            database.jdbc()
                    .update(
                            "UPDATE SUP_LEASE_HOLDER SET EXPIRES_AT = ?",
                            java.time.LocalDateTime.ofInstant(database.clock(), java.time.ZoneOffset.UTC)
                                    .minusSeconds(1));

            assertThat(SiteLease.holder(database)).isEmpty();
            SiteLease.take(database, LONG, NEVER).close();
        }
    }

    @Test
    void whoDiedUnderAClockThatWasAheadIsReplacedAfterItsTimeout() {
        try (SiteLease dead = SiteLease.take(database, SHORT, NEVER)) {
            endIn2040();
            assertThat(SiteLease.holder(database))
                    .as("nobody who is known to live")
                    .isEmpty();

            long begun = System.nanoTime();
            try (SiteLease next = SiteLease.take(database, LONG, Duration.ofMillis(50))) {
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(SHORT);
                assertThat(next.token()).isGreaterThan(dead.token());
                write(next);
                assertThatThrownBy(() -> write(dead))
                        .isInstanceOfSatisfying(SupsyncException.class, e -> assertThat(e.code())
                                .isEqualTo(ErrorCode.LEASE_LOST));
                assertThat(SiteLease.holder(database)).isPresent();
            }
        }
    }

    @Test
    void whoWaitsForASignOfLifeHearsThatItIsToStop() {
        try (SiteLease dead = SiteLease.take(database, LONG, NEVER)) {
            assertThat(dead.token()).isPositive();
            endIn2040();

            assertThatThrownBy(() -> SiteLease.take(database, LONG, NEVER, () -> {
                        throw new SupsyncException(ErrorCode.STOPPED, "Stopped.", "Go on.");
                    }))
                    .isInstanceOfSatisfying(
                            SupsyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STOPPED));
        }
    }

    @Test
    void whoLivesCorrectsTheEndWithItsNextSignOfLife() {
        try (SiteLease living = SiteLease.take(database, Duration.ofSeconds(20), Duration.ofMillis(100))) {
            endIn2040();
            assertThatThrownBy(() -> SiteLease.take(database, LONG, Duration.ofMillis(50)))
                    .isInstanceOfSatisfying(
                            SupsyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SITE_BUSY))
                    .hasMessageContaining("is being synchronized by process ");
            assertThat(SiteLease.holder(database)).isPresent();
            write(living);
        }
    }

    @Test
    void aStandbySaysWhyItWaitsAndTakesOverFromTheDead() {
        try (SiteLease dead = SiteLease.takeService(database, SHORT, NEVER)) {
            endIn2040();
            assertThat(SiteLease.service(database)).isEmpty();
            assertThatThrownBy(() -> SiteLease.takeService(database, LONG, NEVER))
                    .hasMessageContaining("ends at 2040-01-01T00:00:00Z, further ahead than its time-out of ")
                    .hasMessageContaining("the clock of the database server was ahead")
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
            try (SiteLease next = await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .ignoreException(SupsyncException.class)
                    .until(() -> SiteLease.takeService(database, LONG, NEVER), lease -> true)) {
                next.verify();
                assertThatThrownBy(dead::verify)
                        .isInstanceOfSatisfying(SupsyncException.class, e -> assertThat(e.code())
                                .isEqualTo(ErrorCode.LEASE_LOST));
            }
        }
    }

    private void endIn2040() {
        database.jdbc()
                .update("UPDATE SUP_LEASE_HOLDER SET EXPIRES_AT = ?", java.time.LocalDateTime.of(2040, 1, 1, 0, 0));
    }

    private void write(SiteLease lease) {
        SiteStore store = new JdbcSiteStore(database);
        database.inTransaction(() -> {
            store.verify(lease);
            return true;
        });
    }
}
