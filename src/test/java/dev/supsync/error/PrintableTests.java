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
    void whatCannotBeSeenIsReplaced() {
        for (String c : new String[] {
            "\u00AD",
            "\u200B",
            "\u200E",
            "\u200F",
            "\u2060",
            "\u2066",
            "\uFEFF",
            "\uFFFE",
            "\u0378",
            "\uD800",
            "\uDC00",
            "\uDB40\uDC01",
            "\u061C",
            "\u180E"
        }) {
            assertThat(Printable.of("a" + c + "b"))
                    .as("U+%04X", c.codePointAt(0))
                    .isEqualTo("a\uFFFDb");
        }
        assertThat(Printable.of("\uFEFF")).isEqualTo("\uFFFD");
    }

    @Test
    void joinersStayWhereTheScriptNeedsThem() {
        for (String text : new String[] {
            "\u0646\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645", // Persian
            "\u0915\u094D\u200D\u0937", // Hindi
            "\uD83D\uDC69\u200D\uD83D\uDCBB", // a woman and a computer
            "\uD83C\uDFF3\uFE0F\u200D\uD83C\uDF08" // a flag and a rainbow
        }) {
            assertThat(Printable.of(text)).isEqualTo(text);
        }
        for (String text :
                new String[] {"Win\u200Cdows", "a\u200Db", "\u0915\u200D", "\u0646\u200C\u200C\u0645", "1\u200C2"}) {
            assertThat(Printable.of(text)).contains("\uFFFD").doesNotContain("\u200C\u200C", "\u200Db", "\u200Cd");
        }
    }

    @Test
    void aValueIsQuotedAndShortened() {
        assertThat(Printable.quoted("a\nb\u200B")).isEqualTo("\"a b\uFFFD\"");
        assertThat(Printable.quoted("x".repeat(100))).isEqualTo("\"" + "x".repeat(100) + "\"");
        assertThat(Printable.quoted("x".repeat(2_000_000)))
                .isEqualTo("\"" + "x".repeat(99) + "\u2026\" (2,000,000 characters)");
        assertThat(Printable.line("\uD83D\uDE00".repeat(10), 4))
                .as("no half characters")
                .isEqualTo("\uD83D\uDE00\u2026");
    }

    @Test
    void aSentenceEnds() {
        assertThat(Printable.sentence("x.cab: there is no such file")).isEqualTo("x.cab: there is no such file.");
        assertThat(Printable.sentence("Look at it. ")).isEqualTo("Look at it.");
        assertThat(Printable.sentence("2 mistakes:")).isEqualTo("2 mistakes:");
        assertThat(Printable.sentence("The driver says so.. ")).isEqualTo("The driver says so.");
        assertThat(Printable.sentence(new IllegalStateException("One.\n Two "))).isEqualTo("One. Two.");
        assertThat(Printable.sentence(new IllegalStateException())).isEqualTo("IllegalStateException.");
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
