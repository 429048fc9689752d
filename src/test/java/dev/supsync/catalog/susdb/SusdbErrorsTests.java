package dev.supsync.catalog.susdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the drivers say, put so that it helps. */
class SusdbErrorsTests {

    private static final SusdbUrl SERVER = new SusdbUrl("jdbc:sqlserver://wsus01;databaseName=SUSDB");

    @ParameterizedTest
    @CsvSource({
        "Login failed for user 'sa'.,S0001,18456,user name and the password",
        "Password expired.,S0001,18488,has expired",
        "Cannot open database \"SUSDB\" requested by the login.,S0001,4060,SUSDB",
        "Login failed: database in single user mode.,S0001,18461,single-user",
        "The SELECT permission was denied.,S0005,229,db_datareader",
        "The TCP/IP connection to the host has failed.,08S01,0,server runs",
        "PKIX path building failed,08S01,0,trustServerCertificate",
        "The query has timed out.,HYT00,0,too busy",
        "Something else.,S0001,8623,error number"
    })
    void hasARemedyForEach(String message, String state, int number, String remedy) {
        SupsyncException e = SusdbErrors.of(new SQLException(message, state, number), SERVER, "read files");
        assertThat(e.code()).isEqualTo(ErrorCode.CATALOG_UNREACHABLE);
        assertThat(e)
                .hasMessageStartingWith("WSUS database SUSDB on wsus01: cannot read files: ")
                .hasMessageEndingWith(" (error " + number + ", state " + state + ")");
        assertThat(e.remedy()).contains(remedy);
    }

    @ParameterizedTest
    @CsvSource({"1105", "9002", "-468"})
    void tellAFullDisk(int number) {
        SupsyncException e = SusdbErrors.of(new SQLException("full", "S1000", number), SERVER, "write updates");
        assertThat(e.code()).isEqualTo(ErrorCode.NO_SPACE);
        assertThat(e.remedy()).startsWith("Make room");
    }

    @ParameterizedTest
    @CsvSource({
        "-466, java.io.EOFException, CATALOG_DAMAGED",
        "-466, java.io.IOException: Input/output error, CATALOG_UNREACHABLE",
        "-467, java.io.IOException: Disk quota exceeded, NO_SPACE"
    })
    void tellDamageOnlyWhereWordsProveIt(int number, String words, ErrorCode expected) {
        SQLException cause = new SQLException("Data File input/output error: " + words, "S1000", number);

        assertThat(SusdbErrors.of(cause, new SusdbUrl("jdbc:hsqldb:file:samples/susdb"), "read files")
                        .code())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:sqlserver://wsus01\\SQLEXPRESS:1433;databaseName=SUSDB,SUSDB on wsus01\\SQLEXPRESS:1433",
        "jdbc:sqlserver://wsus01;password={a;database=b};Database={SUS;DB},SUS;DB on wsus01",
        "jdbc:sqlserver://;serverName=wsus01;databaseName=SUSDB,SUSDB on wsus01",
        "jdbc:sqlserver://wsus01,the login's default database on wsus01",
        "jdbc:hsqldb:file:samples/susdb;password=x,samples/susdb",
        "jdbc:hsqldb:samples/susdb,samples/susdb",
        "jdbc:hsqldb:mem:susdb,mem:susdb",
        "jdbc:hsqldb:hsql://wsus01:9001/susdb;user=x,susdb on wsus01:9001"
    })
    void namesServerAndDatabase(String url, String name) {
        assertThat(new SusdbSource(url, null, null, 1)).hasToString(name);
    }

    @Test
    void addsPropertiesThatTheUrlDoesNotSet() {
        SusdbUrl url = new SusdbUrl("jdbc:hsqldb:file:x;READONLY=true");
        assertThat(url.with("readonly", "true", url.text())).isEqualTo(url.text());
        assertThat(url.with("shutdown", "true", url.text()))
                .isEqualTo("jdbc:hsqldb:file:x;READONLY=true;shutdown=true");
    }
}
