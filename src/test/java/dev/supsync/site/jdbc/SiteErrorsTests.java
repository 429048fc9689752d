package dev.supsync.site.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessResourceFailureException;

class SiteErrorsTests {

    @TempDir
    Path folder;

    @Test
    void aWrongPasswordIsALogin() {
        String url = "jdbc:hsqldb:file:" + folder.resolve("CS1");
        SiteDatabase.open(url, "sa", "right").close();

        SupsyncException failure = opening(url, "sa", "wr0ng");

        assertThat(failure.code()).isEqualTo(ErrorCode.SITE_LOGIN);
        assertThat(failure)
                .hasMessageStartingWith("The login to the database " + folder.resolve("CS1") + " was refused: ")
                .hasMessageNotContaining("wr0ng");
        assertThat(failure.remedy()).contains("user name and the password");
    }

    @Test
    void aServerThatDoesNotListenIsUnreachable() {
        SupsyncException failure =
                opening("jdbc:sqlserver://127.0.0.1:1;databaseName=CM_CS1;loginTimeout=1;encrypt=false", "sa", "wr0ng");

        assertThat(failure.code()).isEqualTo(ErrorCode.SITE_UNREACHABLE);
        assertThat(failure)
                .hasMessageContaining("\"CM_CS1\" on jdbc:sqlserver://127.0.0.1:1")
                .hasMessageNotContaining("wr0ng")
                .hasMessageNotContaining("..");
        assertThat(failure.remedy()).contains("the server runs");
    }

    @Test
    void anUnknownHostIsUnreachable() {
        SupsyncException failure =
                opening("jdbc:sqlserver://sql1.invalid;databaseName=CM_CS1;loginTimeout=1;encrypt=false", "sa", "x");

        assertThat(failure.code()).isEqualTo(ErrorCode.SITE_UNREACHABLE);
        assertThat(failure).hasMessageContaining("sql1.invalid");
    }

    @Test
    void anHsqldbServerThatDoesNotListenIsUnreachable() {
        SupsyncException failure = opening("jdbc:hsqldb:hsql://127.0.0.1:1/CS1", "sa", "");

        assertThat(failure.code()).isEqualTo(ErrorCode.SITE_UNREACHABLE);
        assertThat(failure).hasMessageContaining("jdbc:hsqldb:hsql://127.0.0.1:1/CS1");
    }

    @ParameterizedTest
    @CsvSource({
        "18456, 28000, SITE_LOGIN",
        "4060, S0001, SITE_UNREACHABLE",
        "229, S0005, SITE_LOGIN",
        "1105, S0002, NO_SPACE",
        "9002, S0004, NO_SPACE",
        "0, 08S01, SITE_UNREACHABLE",
        "-451, S1000, SITE_BUSY",
        "1205, 40001, SITE_FAILED"
    })
    void whatADriverThrowsGetsItsCode(int number, String state, ErrorCode expected) {
        SQLException cause = new SQLException("what the driver says.\n More of it. ", state, number);

        SupsyncException failure = SiteErrors.translate(
                "the database CS1", null, new DataAccessResourceFailureException("wrapped", cause));

        assertThat(failure.code()).isEqualTo(expected);
        assertThat(failure.getMessage()).contains("the database CS1").endsWith("what the driver says. More of it.");
        assertThat(failure.remedy()).endsWith(".");
    }

    @Test
    void whatIsNoErrorOfTheDatabaseIsNotBlamedOnIt() {
        SupsyncException defect =
                SiteErrors.translate("the database CS1", null, new IllegalStateException("no such state"));
        assertThat(defect.code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(defect).hasMessageContaining("no such state").hasMessageNotContaining("CS1");

        SupsyncException memory = SiteErrors.translate(
                "the database CS1",
                null,
                new IllegalStateException("reading", new OutOfMemoryError("Java heap space")));
        assertThat(memory.code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(memory.remedy()).contains("-Xmx");
    }

    @ParameterizedTest
    @CsvSource({
        "-466, java.io.EOFException, SITE_DAMAGED",
        "-467, Data File input/output error: RowInput, SITE_DAMAGED",
        "-466, java.io.IOException: Input/output error, SITE_FAILED",
        "-467, java.io.IOException: Eingabe-/Ausgabefehler, SITE_FAILED",
        "-472, java.io.IOException: Input/output error, SITE_FAILED",
        "-466, java.io.IOException: Disk quota exceeded, NO_SPACE",
        "-467, java.lang.InternalError: a fault occurred in an unsafe memory access operation, NO_SPACE"
    })
    void aFaultOfFilesInUseIsOnlyDamageWhereWordsProveIt(int number, String words, ErrorCode expected) {
        SQLException cause = new SQLException("Data File input/output error: " + words, "S1000", number);

        assertThat(SiteErrors.translate("the database CS1", folder.resolve("CS1"), cause)
                        .code())
                .isEqualTo(expected);
    }

    /** HSQLDB says no more of a row that it cannot make sense of. */
    @Test
    void aFaultThatNothingExplainsSendsToTheServersLogOrToTheBackupOfTheFiles() {
        SQLException cause = new SQLException("General error", "S1000", -458);

        SupsyncException embedded = SiteErrors.translate("the database CS1", folder.resolve("CS1"), cause);
        SupsyncException server = SiteErrors.translate("the database CS1", null, cause);

        assertThat(embedded.code()).isEqualTo(ErrorCode.SITE_FAILED);
        assertThat(embedded.remedy()).contains("restore the backup").doesNotContain("server");
        assertThat(server.remedy()).contains("the database server's log").doesNotContain("backup");
    }

    @Test
    void aFullDiskIsFoundBelowOtherErrors() {
        SQLException cause = new SQLException("error in the log", "S1000", new IOException("No space left on device"));

        assertThat(SiteErrors.translate("the database CS1", null, cause).code()).isEqualTo(ErrorCode.NO_SPACE);
    }

    @Test
    void whatIsKnownAlreadyStaysAsItIs() {
        SupsyncException known = new SupsyncException(ErrorCode.LEASE_LOST, "lost", "Nothing.");

        assertThat(SiteErrors.translate("the database CS1", null, new IllegalStateException(known)))
                .isSameAs(known);
    }

    private static SupsyncException opening(String url, String user, String password) {
        return catchThrowableOfType(SupsyncException.class, () -> SiteDatabase.open(url, user, password)
                .close());
    }
}
