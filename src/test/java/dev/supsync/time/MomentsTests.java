package dev.supsync.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MomentsTests {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant FAR = Instant.parse("2040-01-01T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void aWaitIsOverWhenItsEndHasComeOrCannotBe() {
        assertThat(Moments.isOver(null, HOUR, NOW)).isTrue();
        assertThat(Moments.isOver(NOW, HOUR, NOW)).isTrue();
        assertThat(Moments.isOver(NOW.plusMillis(1), HOUR, NOW)).isFalse();
        assertThat(Moments.isOver(NOW.plus(HOUR).plus(Moments.SLACK), HOUR, NOW))
                .as("clocks differ a little")
                .isFalse();
        assertThat(Moments.isOver(NOW.plus(HOUR).plus(Moments.SLACK).plusMillis(1), HOUR, NOW))
                .isTrue();
        assertThat(Moments.isOver(FAR, HOUR, Instant.MAX)).isTrue();
        assertThat(Moments.isOver(Instant.MAX, HOUR, NOW)).isTrue();
    }

    @Test
    void whatHappenedDidNotHappenInTheFuture() {
        assertThat(Moments.isFuture(NOW.plus(Moments.SLACK), NOW)).isFalse();
        assertThat(Moments.isFuture(FAR, NOW)).isTrue();
        assertThat(Moments.isFuture(FAR, Instant.MAX)).isFalse();
        assertThat(Moments.isFuture(Instant.MIN, NOW)).isFalse();
        assertThat(Moments.isPast(null, HOUR, NOW)).isTrue();
        assertThat(Moments.isPast(NOW.minus(HOUR), HOUR, NOW)).isTrue();
        assertThat(Moments.isPast(NOW.minus(HOUR).plusMillis(1), HOUR, NOW)).isFalse();
        assertThat(Moments.isPast(FAR, HOUR, NOW)).isTrue();
    }
}
