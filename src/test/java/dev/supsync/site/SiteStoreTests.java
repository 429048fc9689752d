package dev.supsync.site;

import dev.supsync.site.jdbc.SiteDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The promises of the store of updates, on every kind of database. */
class SiteStoreTests {

    @Nested
    class InMemory extends SiteStoreContract {
        @Override
        SiteDatabase open() {
            return TestSite.inMemory();
        }
    }

    @Nested
    class InAFile extends SiteStoreContract {
        @TempDir
        static Path folder;

        @Override
        SiteDatabase open() {
            return SiteDatabase.open("jdbc:hsqldb:file:" + folder.resolve("CS1"), "sa", "");
        }
    }

    @Nested
    class OnHsqldbsServer extends SiteStoreContract {

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
    class OnSqlServer extends SiteStoreContract {
        @Override
        SiteDatabase open() {
            return TestSite.onServer();
        }
    }
}
