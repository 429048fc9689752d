package dev.supsync.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WaitTests {

    @ParameterizedTest
    @CsvSource({
        "P3M, 2026-10-04T12:00:58Z, 2027-01-04T12:00:58Z",
        "P1M, 2026-01-31T23:59:59Z, 2026-02-28T23:59:59Z",
        "P1M, 2028-01-31T00:00:00Z, 2028-02-29T00:00:00Z",
        "P12M, 2024-02-29T06:00:00Z, 2025-02-28T06:00:00Z"
    })
    void calendarMonthsAreCountedInUtc(String wait, Instant since, Instant due) {
        assertThat(Wait.parse(wait).due(since)).contains(due);
    }

    @Test
    void immediatelyIsDueAtOnceAndNeverIsNot() {
        Instant since = Instant.parse("2026-10-04T12:00:58Z");
        assertThat(Wait.IMMEDIATELY.due(since))
                .hasValueSatisfying(due -> assertThat(due).isBefore(since));
        assertThat(Wait.NEVER.due(since)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"immediately, immediately", " Never , never", "p3m, P3M", "P1Y, P12M", "P1Y6M, P18M", "P100Y, P1200M"})
    void readsWhatIsWrittenInAnyCase(String text, String shown) {
        assertThat(Wait.parse(text)).hasToString(shown);
        assertThat(Wait.parse(shown)).isEqualTo(Wait.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "P", "P0M", "P3D", "PT3M", "3", "P1201M", "-P3M", "soon", "P1M2Y", "P99999M"})
    void refusesTheRestSayingWhatIsExpected(String text) {
        assertThatThrownBy(() -> Wait.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("immediately, never, or a period of months from P1M");
    }
}
