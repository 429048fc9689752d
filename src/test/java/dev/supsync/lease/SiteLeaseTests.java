package dev.supsync.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.site.HsqldbServer;
import dev.supsync.site.TestSite;
import dev.supsync.site.jdbc.SiteDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

class SiteLeaseTests {

    @Nested
    class OnHsqldb extends SiteLeaseContract {

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
    class OnSqlServer extends SiteLeaseContract {
        @Override
        SiteDatabase open() {
            return TestSite.onServer();
        }
    }

    @Test
    void anEmbeddedDatabaseTrustsItsFileLock() {
        try (SiteDatabase database = TestSite.inMemory()) {
            TestSite.prepare(database);
            SiteLease dead = SiteLease.take(database, java.time.Duration.ofHours(1), java.time.Duration.ofMinutes(1));
            try (SiteLease next =
                    SiteLease.take(database, java.time.Duration.ofHours(1), java.time.Duration.ofMinutes(1))) {
                assertThat(next.token()).isGreaterThan(dead.token());
            }
        }
    }
}
