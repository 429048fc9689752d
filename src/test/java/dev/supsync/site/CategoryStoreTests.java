package dev.supsync.site;

import dev.supsync.site.jdbc.SiteDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

class CategoryStoreTests {

    @Nested
    class InMemory extends CategoryStoreContract {
        @Override
        SiteDatabase open() {
            return TestSite.inMemory();
        }
    }

    @Nested
    class OnHsqldbsServer extends CategoryStoreContract {

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
    class OnSqlServer extends CategoryStoreContract {
        @Override
        SiteDatabase open() {
            return TestSite.onServer();
        }
    }
}
