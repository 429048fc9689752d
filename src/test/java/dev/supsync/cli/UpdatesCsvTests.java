package dev.supsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UpdatesCsvTests {

    @Test
    void leavesPlainValuesAlone() {
        assertThat(field("2026-11 Update")).isEqualTo("2026-11 Update");
        assertThat(field(true)).isEqualTo("true");
        assertThat(field(1234567L)).isEqualTo("1234567");
        assertThat(field(Instant.parse("2026-11-21T02:00:00.381Z"))).isEqualTo("2026-11-21T02:00:00Z");
        assertThat(field(null)).isEmpty();
    }

    @Test
    void quotesWhatWouldEndAField() {
        assertThat(field("a, b")).isEqualTo("\"a, b\"");
        assertThat(field("the \"best\"")).isEqualTo("\"the \"\"best\"\"\"");
        assertThat(field("one\r\ntwo\rthree")).isEqualTo("\"one\ntwo\nthree\"");
    }

    @Test
    void whatASpreadsheetWouldCalculateGetsAnApostrophe() {
        for (String text : new String[] {"=1+1", "+1", "-1", "@SUM(A1)", "\uFF1D1"}) {
            assertThat(field(text)).isEqualTo("'" + text);
            assertThat(UpdatesCsv.field(text, true)).isEqualTo(text);
        }
        assertThat(field("\t=1")).isEqualTo("' =1");
        assertThat(field("\r=1")).isEqualTo("\"'\n=1\"");
        assertThat(field("=HYPERLINK(\"http://x\",\"y\")")).isEqualTo("\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");
        assertThat(field("a=1")).isEqualTo("a=1");
        assertThat(field("")).isEmpty();
        assertThat(field(-5L)).as("a number is one").isEqualTo("-5");
    }

    @Test
    void keepsWhatCannotBeSeenAsItIsData() {
        String persian = "\u0646\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645";
        assertThat(field(persian)).isEqualTo(persian);
        assertThat(field("a\u200B\u202Eb\uFEFF")).isEqualTo("a\u200B\u202Eb\uFEFF");
        assertThat(field("a\uD800b")).as("half a character").isEqualTo("a\uFFFDb");
    }

    private static String field(@Nullable Object value) {
        return UpdatesCsv.field(value, false);
    }

    @Test
    void replacesControlCharacters() {
        assertThat(field("a\u001B[31mb\tc")).isEqualTo("a\uFFFD[31mb c");
    }
}
