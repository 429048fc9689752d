package dev.supsync.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArticleTests {

    @ParameterizedTest
    @CsvSource({
        "5066835, 5066835, KB5066835",
        "KB5066835, 5066835, KB5066835",
        "' kb 5066835 ', 5066835, KB5066835",
        "sp65001, sp65001, sp65001",
        "SP65001, sp65001, sp65001",
        "kbSP65001, sp65001, sp65001",
        "R274543 A, r274543 a, r274543 a",
    })
    void readsThemInAnyCase(String text, String name, String label) {
        Article article = Article.parse(text);
        assertThat(article.name()).isEqualTo(name);
        assertThat(article).hasToString(label);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "KB", " kb ", "1\t2", "1\u00002", "12\u0085", "1\u20282", "\u001b[31m"})
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> Article.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesAHundredCharacters() {
        assertThat(Article.parse("KB" + "9".repeat(100)).name()).hasSize(100);
        assertThatThrownBy(() -> Article.parse("9".repeat(101)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("has 101 characters, expected at most 100");
    }

    @Test
    void isFoundAmongThoseOfMetadata() {
        Article article = Article.parse("SP65001");
        assertThat(article.isAmong(List.of("5066835", "Sp65001"))).isTrue();
        assertThat(article.isAmong(List.of("65001", "sp650010"))).isFalse();
    }
}
