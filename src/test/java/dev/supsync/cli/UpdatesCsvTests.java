package dev.supsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class UpdatesCsvTests {

    @Test
    void leavesPlainValuesAlone() {
        assertThat(UpdatesCsv.field("2026-11 Update")).isEqualTo("2026-11 Update");
        assertThat(UpdatesCsv.field(true)).isEqualTo("true");
        assertThat(UpdatesCsv.field(1234567L)).isEqualTo("1234567");
        assertThat(UpdatesCsv.field(Instant.parse("2026-11-21T02:00:00.381Z"))).isEqualTo("2026-11-21T02:00:00Z");
        assertThat(UpdatesCsv.field(null)).isEmpty();
    }

    @Test
    void quotesWhatWouldEndAField() {
        assertThat(UpdatesCsv.field("a, b")).isEqualTo("\"a, b\"");
        assertThat(UpdatesCsv.field("the \"best\"")).isEqualTo("\"the \"\"best\"\"\"");
        assertThat(UpdatesCsv.field("one\r\ntwo\rthree")).isEqualTo("\"one\ntwo\nthree\"");
    }

    @Test
    void replacesControlCharacters() {
        assertThat(UpdatesCsv.field("a\u001B[31mb\tc")).isEqualTo("a\uFFFD[31mb c");
    }
}
