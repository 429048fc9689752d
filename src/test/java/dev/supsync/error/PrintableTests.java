package dev.supsync.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTests {

    @Test
    void controlAndDirectionCharactersAreReplaced() {
        assertThat(Printable.of("a\u001B[31mb\rc\u202Ed\u2028e\u0085f"))
                .isEqualTo("a\uFFFD[31mb\uFFFDc\uFFFDd\uFFFDe\uFFFDf");
        assertThat(Printable.of("a\nb \uD834\uDD1E")).isEqualTo("a\nb \uD834\uDD1E");
    }

    @Test
    void aLineIsOneLineAndNotTooLong() {
        assertThat(Printable.line("a\nb", 10)).isEqualTo("a b");
        assertThat(Printable.line("abcdef", 4)).isEqualTo("abc\u2026");
    }

    @Test
    void anErrorReplacesThemInMessageAndRemedy() {
        SupsyncException error = new SupsyncException(ErrorCode.INTERNAL, "bad \u0007 title", "do \u0007 it");

        assertThat(error).hasMessage("bad \uFFFD title");
        assertThat(error.remedy()).isEqualTo("do \uFFFD it");
    }

    @Test
    void editDistanceCountsLetters() {
        assertThat(EditDistance.of("", "abc")).isEqualTo(3);
        assertThat(EditDistance.of("kitten", "sitting")).isEqualTo(3);
        assertThat(EditDistance.of("same", "same")).isZero();
    }
}
