package dev.supsync.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileTests {

    @TempDir
    Path folder;

    @Test
    void theMarkOfWindowsEditorsIsNoPartOfTheText() throws IOException {
        assertThat(read("\uFEFFs\u00E9cret", StandardCharsets.UTF_8)).isEqualTo("s\u00E9cret");
        assertThat(read("a\uFEFFb", StandardCharsets.UTF_8)).isEqualTo("a\uFEFFb");
        assertThat(read("", StandardCharsets.UTF_8)).isEmpty();
        assertThat(read("\uFEFF", StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void utf16IsNamed() {
        for (Charset charset : new Charset[] {StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE}) {
            assertThatThrownBy(() -> read("\uFEFFsecret", charset))
                    .isInstanceOf(TextFile.NotUtf8Exception.class)
                    .hasMessage("it is UTF-16, not UTF-8; save the file as UTF-8");
            assertThatThrownBy(() -> read("secret", charset)).hasMessageContaining("zero byte, as of UTF-16");
        }
    }

    @Test
    void anotherEncodingIsToldWithItsPlace() {
        assertThatThrownBy(() -> read("a\nb\u00FC", StandardCharsets.ISO_8859_1))
                .isInstanceOfSatisfying(TextFile.NotUtf8Exception.class, e -> {
                    assertThat(e.line()).isEqualTo(2);
                    assertThat(e.column()).isEqualTo(2);
                })
                .hasMessageContaining("0xFC");
    }

    @Test
    void readsNoMoreThanItMay() throws IOException {
        Files.writeString(folder.resolve("f"), "12345");
        assertThat(TextFile.read(folder.resolve("f"), 5)).isEqualTo("12345");
        assertThatThrownBy(() -> TextFile.read(folder.resolve("f"), 4))
                .isInstanceOf(TextFile.TooLargeException.class)
                .hasMessage("it is larger than 4 bytes");
    }

    private String read(String text, Charset charset) throws IOException {
        return TextFile.read(Files.write(folder.resolve("f"), text.getBytes(charset)), 1_000);
    }
}
