package dev.supsync.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.status.RunResult;
import dev.supsync.sync.SyncReport;
import dev.supsync.sync.SyncType;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReportsTests {

    private static final Instant NOW = Instant.parse("2026-11-21T02:00:00Z");

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void everyErrorHasItsExitStatus(ErrorCode code) {
        SyncReport report = report(code);
        assertThat(Reports.exitStatus(report)).isEqualTo(code.exitStatus());
        assertThat(report.status()).isEqualTo(6703);
        assertThat(report.result())
                .isEqualTo(
                        switch (code.exitStatus()) {
                            case 3 -> RunResult.REFUSED;
                            case 143 -> RunResult.STOPPED;
                            default -> RunResult.FAILED;
                        });
    }

    @Test
    void whatIsNotForeseenIsADefect() {
        SupsyncException error = Reports.error(new IllegalStateException("the impossible"));
        assertThat(error.code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(error.getMessage()).contains("the impossible");
        assertThat(error.remedy()).contains("--verbose");
    }

    private static SyncReport report(ErrorCode code) {
        return Reports.failed(SyncType.FULL, "CS1", 0, new SupsyncException(code, "m", "r"), NOW, NOW);
    }
}
