package dev.supsync.site;

import dev.supsync.site.jdbc.SiteDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

class SiteConcurrencyTests {

    @Nested
    class InMemory extends SiteConcurrencyContract {
        @Override
        SiteDatabase open() {
            return TestSite.inMemory();
        }
    }

    @Nested
    class OnHsqldbsServer extends SiteConcurrencyContract {

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
    class OnSqlServer extends SiteConcurrencyContract {
        @Override
        SiteDatabase open() {
            return TestSite.onServer();
        }
    }
}
