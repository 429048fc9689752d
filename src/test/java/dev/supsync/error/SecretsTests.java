package dev.supsync.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x;password=abc;user=sa | x;password=****;user=sa",
                "x;password=my long, secret;user=sa | x;password=****;user=sa",
                "x;password=my secret | x;password=****",
                "x;password={a;b};user=sa | x;password=****;user=sa",
                "http://x?token=a b&user=sa | http://x?token=****&user=sa",
                "found \"x;password=my secret\", expected y | found \"x;password=****\", expected y",
                "found x;password=**** here | found x;password=**** here",
                "x;password=****secret;user=sa | x;password=****;user=sa",
                "http://sa:abc@x/y is down | http://****@x/y is down"
            })
    void areHiddenToTheEndOfTheOption(String text, String hidden) {
        assertThat(Secrets.hidden(text)).isEqualTo(hidden);
        assertThat(Secrets.hidden(hidden)).as("twice").isEqualTo(hidden);
    }
}
