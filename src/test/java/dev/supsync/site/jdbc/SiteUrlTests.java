package dev.supsync.site.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.site.jdbc.SiteUrl.Kind;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SiteUrlTests {

    @Test
    void aFileGetsWhatItNeedsToSurviveAKill() {
        SiteUrl url = SiteUrl.of("jdbc:hsqldb:file:/var/lib/supsync/CS1");

        assertThat(url.effective())
                .matches("jdbc:hsqldb:file:/var/lib/supsync/CS1;hsqldb\\.tx=mvcc;hsqldb\\.write_delay=false"
                        + ";hsqldb\\.log_size=200"
                        + ";hsqldb\\.cache_size=\\d+;hsqldb\\.cache_rows=\\d+"
                        + ";hsqldb\\.default_table_type=cached;hsqldb\\.lock_file=false");
        assertThat(url.kind()).isEqualTo(Kind.EMBEDDED_FILE);
        assertThat(url.embedded()).isTrue();
        assertThat(url.path()).contains(Path.of("/var/lib/supsync/CS1"));
        assertThat(url.name()).isEqualTo("the database /var/lib/supsync/CS1");
    }

    @Test
    void whatTheUrlSaysWins() {
        SiteUrl url = SiteUrl.of("jdbc:hsqldb:file:CS1;HSQLDB.TX=locks;hsqldb.write_delay=true;");

        assertThat(url.effective())
                .startsWith("jdbc:hsqldb:file:CS1;HSQLDB.TX=locks;hsqldb.write_delay=true;hsqldb.log_size")
                .doesNotContain("mvcc")
                .doesNotContain("write_delay=false");
    }

    @Test
    void hsqldbTakesNoLockOfItsOwnBesideTheOneThatIsHeldForIt() {
        assertThat(SiteUrl.of("jdbc:hsqldb:file:CS1;hsqldb.lock_file=true").effective())
                .endsWith(";hsqldb.lock_file=false");
    }

    @Test
    void aPathWithoutAKindIsAFile() {
        SiteUrl url = SiteUrl.of("jdbc:hsqldb:data/CS1;user=sa");

        assertThat(url.effective()).startsWith("jdbc:hsqldb:file:data/CS1;user=sa;hsqldb.tx=mvcc");
        assertThat(url.path()).contains(Path.of("data/CS1"));
    }

    @Test
    void aTildeIsTheHomeOfTheUser() {
        assertThat(SiteUrl.of("jdbc:hsqldb:file:~/CS1").path())
                .contains(Path.of(System.getProperty("user.home"), "CS1"));
    }

    @Test
    void aMemoryDatabaseOnlyGetsItsTransactions() {
        SiteUrl url = SiteUrl.of("jdbc:hsqldb:mem:CS1");

        assertThat(url.effective()).isEqualTo("jdbc:hsqldb:mem:CS1;hsqldb.tx=mvcc");
        assertThat(url.kind()).isEqualTo(Kind.EMBEDDED_MEMORY);
        assertThat(url.path()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:hsqldb:hsql://db1/CS1", "jdbc:hsqldb:hsqls://db1/CS1", "jdbc:hsqldb:http://db1/CS1"})
    void aServerStaysAsItIs(String text) {
        SiteUrl url = SiteUrl.of(text);

        assertThat(url.effective()).isEqualTo(text);
        assertThat(url.kind()).isEqualTo(Kind.SERVER);
        assertThat(url.path()).isEmpty();
    }

    @Test
    void aResourceIsRefused() {
        assertThatThrownBy(() -> SiteUrl.of("jdbc:hsqldb:res:/CS1"))
                .isInstanceOfSatisfying(
                        SupsyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
                .hasMessageContaining("res:/CS1");
    }

    @Test
    void sqlServerIsNamedByServerAndDatabase() {
        SiteUrl url = SiteUrl.of("jdbc:sqlserver://sql1\\SUP:1433;databaseName=CM_CS1;encrypt=true");

        assertThat(url.name()).isEqualTo("the database \"CM_CS1\" on jdbc:sqlserver://sql1\\SUP:1433");
        assertThat(url.effective())
                .isEqualTo("jdbc:sqlserver://sql1\\SUP:1433;databaseName=CM_CS1;encrypt=true;applicationName=supsync"
                        + ";loginTimeout=30;socketTimeout=3600000");
        assertThat(url.kind()).isEqualTo(Kind.SERVER);
        assertThat(SiteUrl.of("jdbc:sqlserver://;serverName=sql2;database=X").name())
                .isEqualTo("the database \"X\" on jdbc:sqlserver://sql2");
    }

    @Test
    void optionsOfTheDriverWin() {
        assertThat(SiteUrl.of("jdbc:sqlserver://sql1;LoginTimeout=5;applicationname=x;SocketTimeout=0")
                        .effective())
                .isEqualTo("jdbc:sqlserver://sql1;LoginTimeout=5;applicationname=x;SocketTimeout=0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:hsqldb:file:/data/CS1;user=sa;password=Geheim",
                "jdbc:hsqldb:mem:CS1;user=sa;password=Geheim",
                "jdbc:hsqldb:hsql://db1/CS1;user=sa;password=Geheim",
                "jdbc:sqlserver://sql1;databaseName=CM;user=sa;password=Geheim",
                "jdbc:sqlserver://sql1;databaseName=CM;user=sa;password={x;database=Geheim}",
                "jdbc:sqlserver://sql1;password={a}};database=Geheim};databaseName=CM",
                "jdbc:sqlserver://sql1;accessToken=Geheim;trustStorePassword=Geheim"
            })
    void noSecretIsEverPartOfTheName(String url) {
        assertThat(SiteUrl.of(url).name()).doesNotContain("Geheim").doesNotContain("user=");
        assertThat(SiteUrl.of(url).effective()).startsWith(url);
    }
}
