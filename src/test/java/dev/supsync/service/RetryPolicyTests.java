package dev.supsync.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.error.ErrorCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RetryPolicyTests {

    private final RetryPolicy policy = new RetryPolicy(Duration.ofMinutes(60));

    @ParameterizedTest
    @CsvSource({"1, PT0S", "2, PT1M", "3, PT2M", "7, PT32M", "8, PT1H", "9, PT1H", "1000000, PT1H"})
    void whatPassesByItselfIsTriedAtOnceAndThenLessOften(int attempt, Duration delay) {
        assertThat(policy.delay("SUP-3000", attempt)).contains(delay);
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void onlyAMistakeInTheConfigurationWaitsForAPerson(ErrorCode code) {
        assertThat(policy.delay(code.code(), 1).isEmpty()).isEqualTo(code.exitStatus() == 2);
    }

    @Test
    void allElseWaitsForTheConfiguredTime() {
        assertThat(policy.delay(ErrorCode.CATALOG_DAMAGED.code(), 1)).contains(Duration.ofMinutes(60));
        assertThat(policy.delay("SUP-unheard-of", 5)).contains(Duration.ofMinutes(60));
    }
}
