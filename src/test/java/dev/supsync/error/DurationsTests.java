package dev.supsync.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTests {

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 seconds",
        "PT0.5S, 500 milliseconds",
        "PT0.0001S, 1 millisecond",
        "PT1S, 1 second",
        "PT30S, 30 seconds",
        "PT1M, 1 minute",
        "PT90S, 90 seconds",
        "PT45M, 45 minutes",
        "PT60M, 60 minutes",
        "PT90M, 90 minutes",
        "PT2H, 2 hours",
        "PT24H, 24 hours",
        "P2D, 2 days",
        "P7D, 7 days"
    })
    void saysItInWordsAndNeverAsZeroOfAUnit(Duration time, String words) {
        assertThat(Durations.words(time)).isEqualTo(words);
    }
}
