package dev.supsync.catalog.susdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Utf8StreamTests {

    @Test
    void leavesOutWhatIsNoDocument() throws IOException {
        assertThat(read("\uFEFF <?xml version=\"1.0\" encoding=\"utf-16\"?>\r\n<a/>"))
                .isEqualTo("<a/>");
        assertThat(read("  <a/>")).isEqualTo("<a/>");
        assertThat(read("<?xm")).isEqualTo("<?xm");
        assertThat(read("<?xml never ends")).isEmpty();
        assertThat(read("")).isEmpty();
    }

    @Test
    void keepsCharactersWholeAtEveryBoundary() throws IOException {
        for (int before = 8_185; before < 8_200; before++) {
            String text = "<" + "a".repeat(before) + "𝄞ä€".repeat(9_000) + ">";
            assertThat(read(text)).isEqualTo(text);
        }
    }

    @Test
    void replacesHalfACharacter() throws IOException {
        assertThat(read("<a\uD834>")).isEqualTo("<a?>");
        assertThat(read("<a\uD834")).isEqualTo("<a?");
    }

    @Test
    void closesItsSource() throws IOException {
        boolean[] closed = new boolean[1];
        Utf8Stream.of(new StringReader("<a/>"), () -> closed[0] = true).close();
        assertThat(closed[0]).isTrue();
    }

    private static String read(String text) throws IOException {
        try (InputStream in = Utf8Stream.of(new StringReader(text), () -> {})) {

            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
