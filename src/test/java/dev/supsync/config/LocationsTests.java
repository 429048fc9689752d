package dev.supsync.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocationsTests {

    private static final String SECRET = "hunter2";

    @Test
    void theDriverOfSqlServerIsNamedAsItKnowsItself() {
        assertThat(convert("JDBC:SqlServer://SQL1;databaseName=CM_CS1"))
                .isEqualTo("jdbc:sqlserver://SQL1;databaseName=CM_CS1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:sqlserver:SQL1;password=" + SECRET, "jdbc:sqlserver:/SQL1;password=" + SECRET})
    void whatNoDriverKnowsIsAMistake(String url) {
        assertThatThrownBy(() -> DriverManager.getConnection(url))
                .as("why: it would tell the password")
                .hasMessageContaining(SECRET);

        assertThatThrownBy(() -> convert(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("jdbc:sqlserver://")
                .hasMessageNotContaining(SECRET);
    }

    private static String convert(String url) {
        return Locations.jdbcUrl(Path.of("conf")).convert(url);
    }
}
