package dev.supsync.service;

import dev.supsync.site.HsqldbServer;
import dev.supsync.site.TestSite;
import dev.supsync.site.jdbc.SiteDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

class SiteWorkerTests {

    @Nested
    class OnHsqldb extends SiteWorkerContract {

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
    class OnSqlServer extends SiteWorkerContract {
        @Override
        SiteDatabase open() {
            return TestSite.onServer();
        }
    }
}
