package dev.supsync.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.site.TestSite;
import dev.supsync.site.jdbc.SiteDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SiteClockTests {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant AHEAD = Instant.parse("2040-06-01T12:00:00Z");

    private final List<String> warnings = new ArrayList<>();
    private SiteDatabase database;

    @BeforeEach
    void prepare() {
        database = TestSite.inMemory();
        TestSite.prepare(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aFreshSiteWarnsOfNothing() {
        assertThat(command().mayAge(AHEAD)).isTrue();
        command().alive(AHEAD);
        assertThat(command().mayAge(AHEAD.plusSeconds(60))).isTrue();
        assertThat(warnings).isEmpty();
    }

    @Test
    void aTimeFarAheadIsToldOnceAndDoubtedUntilASecondStart() {
        service().alive(NOON);
        SiteClock first = service();
        first.alive(AHEAD);
        assertThat(first.mayAge(AHEAD.plusSeconds(1))).isFalse();
        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith("The clock of this machine says 2040-06-01T12:00:00Z, but the site was last alive at"
                        + " 2026-11-21T12:00:00Z, and its longest schedule is 24 hours.")
                .contains("removes nothing and expires nothing", "start supsync once more", "supsync cleanup --force");
        anotherProcess();
        SiteClock second = service();
        second.alive(AHEAD.plusSeconds(60));
        assertThat(second.mayAge(AHEAD.plusSeconds(60))).isTrue();
        assertThat(warnings).hasSize(1);
    }

    @Test
    void aPersonConfirmsTheTime() {
        service().alive(NOON);
        SiteClock forced = command();
        forced.confirm(AHEAD);
        forced.alive(AHEAD);
        assertThat(forced.mayAge(AHEAD)).isTrue();
        assertThat(warnings).isEmpty();
    }

    @Test
    void aTimeFarBehindIsDoubtedAndAgesDoNotCountFromIt() {
        service().alive(NOON);
        Instant behind = Instant.parse("2010-06-01T12:00:00Z");
        assertThat(service().mayAge(behind)).isFalse();
        assertThat(service().agesFrom(behind)).isEqualTo(NOON);
        assertThat(service().agesFrom(AHEAD)).as("what happens now is not old").isEqualTo(AHEAD);
        assertThat(service().agesFrom(NOON.minusSeconds(60))).isEqualTo(NOON.minusSeconds(60));
    }

    @Test
    void anImportConfirmsNoTimeThatAnotherProcessDoubts() {
        service().alive(NOON);
        service().alive(AHEAD);
        anotherProcess();
        command().aliveIfBelieved(AHEAD.plusSeconds(60));
        assertThat(database.jdbc().queryForList("SELECT DOUBTED_AT FROM SUP_CLOCK", LocalDateTime.class))
                .as("nobody has confirmed it")
                .containsExactly(LocalDateTime.ofInstant(AHEAD, ZoneOffset.UTC));
        service().alive(NOON.plusSeconds(120));
        assertThat(command().mayAge(NOON.plusSeconds(120))).isTrue();
    }

    @Test
    void whereOnlyCommandsRunAMonthIsNoSilence() {
        command().alive(NOON);
        assertThat(command().mayAge(NOON.plus(Duration.ofDays(32)))).isTrue();
        assertThat(command().mayAge(NOON.plus(Duration.ofDays(33)))).isFalse();
    }

    private SiteClock command() {
        return new SiteClock(database, warnings::add);
    }

    private SiteClock service() {
        return new SiteClock(database, Duration.ofDays(1), warnings::add);
    }

    /** As if another process had seen the time. */
    private void anotherProcess() {
        database.jdbc().update("UPDATE SUP_CLOCK SET DOUBTED_BY = ?", database.parameter(UUID.randomUUID()));
    }
}
