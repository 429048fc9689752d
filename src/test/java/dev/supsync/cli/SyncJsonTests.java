package dev.supsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.runtime.Reports;
import dev.supsync.status.Counter;
import dev.supsync.status.RunResult;
import dev.supsync.status.Tally;
import dev.supsync.sync.SyncReport;
import dev.supsync.sync.SyncType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SyncJsonTests {

    private static final Instant START = Instant.parse("2026-11-21T02:00:00.987Z");

    @Test
    void isTheContractToTheLetter() {
        Tally counts = new Tally();
        for (Counter counter : Counter.values()) {
            counts.set(counter, counter.ordinal() + 1L);
        }
        SyncReport report = new SyncReport("CS1", "FULL", RunResult.SUCCEEDED, 6702, false, 1, counts, START, 12, null);
        assertThat(print(report))
                .isEqualTo(
                        "{\"site\":\"CS1\",\"type\":\"FULL\",\"result\":\"SUCCEEDED\",\"status\":6702,\"resumed\":false,\"contentVersion\":1,\"categories\":{\"read\":1,\"inserted\":2,\"updated\":3,\"unchanged\":4},\"updates\":{\"read\":5,\"inScope\":6,\"outOfScope\":7,\"skipped\":8,\"inserted\":9,\"updated\":10,\"unchanged\":11,\"expired\":12,\"reinstated\":13,\"superseded\":14,\"quarantined\":15,\"withoutLicenseTerms\":19},\"startedAt\":\"2026-11-21T02:00:00Z\",\"durationMillis\":12,\"error\":null,\"children\":[]}\n");
    }

    @Test
    void escapesWhatAnErrorSays() {
        SupsyncException error =
                new SupsyncException(ErrorCode.CATALOG_DAMAGED, "\"a\\b\"\nline two\u0007 ünïcode €\u2028", "Do this.");
        String json = print(Reports.failed(SyncType.FULL, "", 0, error, START, START.plusMillis(5)));
        assertThat(json).startsWith("{\"site\":null,").endsWith("\n").doesNotContain("\u2028");
        assertThat(JsonText.flat(json))
                .containsEntry("result", "FAILED")
                .containsEntry("status", "6703")
                .containsEntry("durationMillis", "5")
                .containsEntry("error.code", "SUP-2001")
                .containsEntry("error.message", "\"a\\b\"\nline two\uFFFD ünïcode €\uFFFD")
                .containsEntry("error.remedy", "Do this.");
    }

    @Test
    void hidesPasswordsInErrors() {
        SupsyncException error = new SupsyncException(
                ErrorCode.SITE_UNREACHABLE, "jdbc:sqlserver://db;user=sa;password=s3cret;encrypt=true", "-");
        assertThat(print(Reports.failed(SyncType.FULL, "CS1", 0, error, START, START)))
                .doesNotContain("s3cret")
                .contains("password=****;encrypt=true");
    }

    private static String print(SyncReport report) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Output out = Output.ofResults(bytes);
        SyncJson.print(new Terminal(out, out, false, false, false), report);
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
