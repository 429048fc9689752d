package dev.supsync.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFilesTests {

    @TempDir
    private Path folder;

    @Test
    void takesTheGivenFile() throws IOException {
        Path given = Files.createFile(folder.resolve("other.yml"));
        assertThat(ConfigurationFiles.find(Path.of("other.yml"), folder))
                .isEqualTo(new ConfigurationFiles.Found(given, null));
        assertThatExceptionOfType(SupsyncException.class)
                .isThrownBy(() -> ConfigurationFiles.find(Path.of("none.yml"), folder))
                .withMessage("the configuration file " + folder.resolve("none.yml") + " does not exist")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION));
    }

    @Test
    void takesTheOwnFileBeforeTheSample() throws IOException {
        Path sample = folder.resolve("sample-data").resolve("supsync.yml");
        Files.createDirectory(folder.resolve("sample-data"));
        Files.createFile(sample);
        Path own = folder.resolve("supsync.yml");
        assertThat(ConfigurationFiles.find(null, folder))
                .isEqualTo(new ConfigurationFiles.Found(
                        sample, "no " + own + "; using the sample configuration " + sample));
        Files.createFile(own);
        assertThat(ConfigurationFiles.find(null, folder)).isEqualTo(new ConfigurationFiles.Found(own, null));
    }

    @Test
    void namesBothPathsThatWereTried() {
        assertThatExceptionOfType(SupsyncException.class)
                .isThrownBy(() -> ConfigurationFiles.find(null, folder))
                .withMessage("no configuration file: tried " + folder.resolve("supsync.yml") + " and "
                        + folder.resolve("sample-data").resolve("supsync.yml"))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION));
    }
}
