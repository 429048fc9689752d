package dev.supsync.sync;

import dev.supsync.site.TestServer;
import dev.supsync.site.TestSite;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Synchronizations, and packages for sites without a connection, where sites have their databases on a SQL Server. */
@EnabledIfEnvironmentVariable(named = TestSite.SERVER_URL, matches = ".+")
class SyncOnSqlServerTests {

    @Nested
    class Packages extends OfflineTests {
        @Override
        SiteFixture newSite() {
            return SiteFixture.in(TestServer.site());
        }
    }
}
