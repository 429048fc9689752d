package dev.supsync.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.time.LastAlive.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LastAliveTests {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant AHEAD = Instant.parse("2040-06-01T12:00:00Z");
    private static final Instant BEHIND = Instant.parse("2010-06-01T12:00:00Z");
    private static final Duration NIGHTLY = Duration.ofDays(1);
    private static final UUID FIRST = new UUID(0, 1);
    private static final UUID SECOND = new UUID(0, 2);

    private final LastAlive known = new LastAlive(NOON, NIGHTLY, null);

    @Test
    void aClockIsBelievedForTheLongestScheduleAndADay() {
        assertThat(known.standing(NOON.plus(Duration.ofDays(2)))).isEqualTo(Standing.BELIEVED);
        assertThat(known.standing(NOON.plus(Duration.ofDays(2)).plusMillis(1))).isEqualTo(Standing.AHEAD);
        assertThat(known.standing(NOON.minus(Duration.ofDays(1)))).isEqualTo(Standing.BELIEVED);
        assertThat(known.standing(NOON.minus(Duration.ofDays(1)).minusMillis(1)))
                .isEqualTo(Standing.BEHIND);
        Instant later = NOON.plusSeconds(60);
        assertThat(known.alive(later, FIRST, NIGHTLY)).isEqualTo(new LastAlive(later, NIGHTLY, null));
        assertThat(known.alive(NOON.minusSeconds(60), FIRST, NIGHTLY))
                .as("a clock that was set back a little takes nothing back")
                .isEqualTo(known);
    }

    @Test
    void aMinuteOfOneProcessLeavesNothing() {
        for (Instant wrong : new Instant[] {AHEAD, BEHIND}) {
            LastAlive doubted = known.alive(wrong, FIRST, NIGHTLY).alive(wrong.plusSeconds(60), FIRST, NIGHTLY);
            assertThat(doubted.at()).isEqualTo(NOON);
            assertThat(doubted.doubt()).isEqualTo(new LastAlive.Doubt(wrong, wrong.plusSeconds(60), FIRST));
            Instant right = NOON.plusSeconds(120);
            assertThat(doubted.alive(right, SECOND, NIGHTLY)).isEqualTo(new LastAlive(right, NIGHTLY, null));
        }
    }

    @Test
    void aSecondStartConfirmsTheTime() {
        Instant second = AHEAD.plus(Duration.ofDays(3));
        LastAlive doubted = known.alive(AHEAD, FIRST, NIGHTLY);
        assertThat(doubted.alive(second, SECOND, NIGHTLY)).isEqualTo(new LastAlive(second, NIGHTLY, null));
        assertThat(doubted.alive(AHEAD.minusSeconds(1), SECOND, NIGHTLY).at())
                .as("not one at an earlier time")
                .isEqualTo(NOON);
        Instant elsewhere = Instant.parse("2099-01-01T00:00:00Z");
        assertThat(doubted.alive(elsewhere, SECOND, NIGHTLY))
                .as("nor one at another wrong time: that one is doubted anew")
                .isEqualTo(new LastAlive(NOON, NIGHTLY, new LastAlive.Doubt(elsewhere, elsewhere, SECOND)));
    }

    @Test
    void aSiteThatRunsMoreSeldomThanItSaysIsConfirmedAtItsOwnPace() {
        Instant week = NOON.plus(Duration.ofDays(7));
        LastAlive doubted = known.alive(week, FIRST, NIGHTLY);
        assertThat(doubted.standing(week)).isEqualTo(Standing.AHEAD);
        Instant next = week.plus(Duration.ofDays(7)).plusSeconds(90);
        assertThat(doubted.alive(next, SECOND, NIGHTLY).at()).isEqualTo(next);
    }
}
