package dev.supsync.site;

import dev.supsync.site.jdbc.SiteDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The promises of the ledger of runs, on every kind of database. */
class RunLedgerTests {

    @Nested
    class InMemory extends RunLedgerContract {
        @Override
        SiteDatabase open() {
            return TestSite.inMemory();
        }
    }

    @Nested
    class InAFile extends RunLedgerContract {
        @TempDir
        static Path folder;

        @Override
        SiteDatabase open() {
            return SiteDatabase.open("jdbc:hsqldb:file:" + folder.resolve("CS1"), "sa", "");
        }
    }

    @Nested
    class OnHsqldbsServer extends RunLedgerContract {

        private final HsqldbServer server = new HsqldbServer();

        @Override
        SiteDatabase open() {
            return SiteDatabase.open(server.url(), "sa", "");
        }

        @AfterAll
        void stop() {
            server.close();
        }
    }

    @Nested
    @EnabledIfEnvironmentVariable(named = TestSite.SERVER_URL, matches = ".+")
    class OnSqlServer extends RunLedgerContract {
        @Override
        SiteDatabase open() {
            return TestSite.onServer();
        }
    }
}
