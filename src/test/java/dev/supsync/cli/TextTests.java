package dev.supsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TextTests {

    @Test
    void countsTheSameInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(Text.count(1234567)).isEqualTo("1,234,567");
            assertThat(Text.count(1, "update")).isEqualTo("1 update");
            assertThat(Text.duration(Duration.ofSeconds(233))).isEqualTo("0d00h03m53s");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void hidesSecretsAndControlCharacters() {
        assertThat(Text.printable("jdbc:x;Password = {a;}}b};trustStorePassword=abc;user=sa"))
                .isEqualTo("jdbc:x;Password = ****;trustStorePassword=****;user=sa");
        assertThat(Text.printable("a\u001B[2Jb")).isEqualTo("a\uFFFD[2Jb");
        assertThat(Text.printable("POST https://me:s3cret@hook.example/x failed"))
                .isEqualTo("POST https://****@hook.example/x failed");
        assertThat(Text.printable("see https://hook.example:8443/a@b")).isEqualTo("see https://hook.example:8443/a@b");
        assertThat(Text.line(" one\r\n  two ")).isEqualTo("one two");
    }

    @Test
    void cutsToAWidth() {
        assertThat(Text.cut("0123456789", 10)).isEqualTo("0123456789");
        assertThat(Text.cut("0123456789x", 10)).isEqualTo("012345678…");
    }
}
