package dev.supsync.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class LanguagesTests {

    @Test
    void thereAre39() {
        assertThat(Languages.all()).hasSize(39);
        assertThat(Languages.all()).extracting(Language::shortName).doesNotHaveDuplicates();
        assertThat(Languages.all()).extracting(Language::lcid).doesNotHaveDuplicates();
        assertThat(Languages.all().get(0)).isEqualTo(new Language("all", 0, "all"));
    }

    @Test
    void eachIsFoundByNameAndNumber() {
        for (Language language : Languages.all()) {
            assertThat(Languages.byShortName(language.shortName())).contains(language);
            assertThat(Languages.byLcid(language.lcid())).contains(language);
        }
    }

    @Test
    void namesMayHaveAnyCaseAndBlanks() {
        assertThat(Languages.byShortName(" PT-br ")).contains(new Language("pt-br", 1046, "Portuguese (Brazil)"));
        assertThat(Languages.byShortName("JA-NEC")).map(Language::lcid).contains(66577);
    }

    @Test
    void othersAreUnknown() {
        assertThat(Languages.byShortName("tlh")).isEmpty();
        assertThat(Languages.byShortName("")).isEmpty();
        assertThat(Languages.byLcid(9)).isEmpty();
    }

    @Test
    void theyAreThoseOfWsus() throws Exception {
        Path csv = RealDocuments.data().resolve("languages.csv");
        Assumptions.assumeTrue(Files.exists(csv));
        List<String> rows = Languages.all().stream()
                .map(language -> language.lcid() + "," + language.shortName() + ",\"" + language.englishName() + "\"")
                .toList();
        List<String> lines = Files.readAllLines(csv);
        assertThat(rows).containsExactlyInAnyOrderElementsOf(lines.subList(1, lines.size()));
    }
}
