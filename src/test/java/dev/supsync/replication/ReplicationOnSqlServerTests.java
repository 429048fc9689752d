package dev.supsync.replication;

import dev.supsync.site.TestServer;
import dev.supsync.site.TestSite;
import dev.supsync.site.jdbc.SiteDatabase;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** What replication promises, where sites have their databases on a SQL Server. */
@EnabledIfEnvironmentVariable(named = TestSite.SERVER_URL, matches = ".+")
class ReplicationOnSqlServerTests {

    @Nested
    class Sending extends ReplicatorTests {
        @Override
        SiteDatabase databaseOfTop() {
            return TestServer.site();
        }

        @Override
        SiteDatabase databaseOfChild() {
            return TestServer.site();
        }
    }

    @Nested
    class SendingToHsqldb extends ReplicatorTests {
        @Override
        SiteDatabase databaseOfTop() {
            return TestServer.site();
        }
    }

    @Nested
    class SendingFromHsqldb extends ReplicatorTests {
        @Override
        SiteDatabase databaseOfChild() {
            return TestServer.site();
        }
    }

    @Nested
    class Restored extends RestoredSitesTests {
        @Override
        SiteDatabase databaseOfTop() {
            return TestServer.site();
        }

        @Override
        SiteDatabase databaseOfChild() {
            return TestServer.site();
        }
    }

    @Nested
    class Restarted extends ReplicationRestartTests {
        @Override
        SiteDatabase databaseOfTop() {
            return TestServer.site();
        }

        @Override
        SiteDatabase databaseOfChild() {
            return TestServer.site();
        }
    }

    @Nested
    class Histories extends HierarchyHistoryTests {
        @Override
        SiteDatabase databaseOfTop() {
            return TestServer.site();
        }

        @Override
        SiteDatabase databaseOfChild() {
            return TestServer.site();
        }

        @Override
        int histories() {
            return 3;
        }
    }
}
