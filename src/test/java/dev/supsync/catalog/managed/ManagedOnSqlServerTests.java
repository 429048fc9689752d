package dev.supsync.catalog.managed;

import dev.supsync.site.TestSite;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Catalogs of supsync's own, and the WSUS databases that they are copied from, on a SQL Server. */
@EnabledIfEnvironmentVariable(named = TestSite.SERVER_URL, matches = ".+")
class ManagedOnSqlServerTests {

    @Nested
    class OfAnExport extends ManagedContractTests.OfExport {
        @Override
        Upstreams upstreams() {
            return new Upstreams(folder, true);
        }
    }

    @Nested
    class OfAWsusDatabase extends ManagedContractTests.OfWsus {
        @Override
        Upstreams upstreams() {
            return new Upstreams(folder, true);
        }
    }

    @Nested
    class Synchronized extends ManagedCatalogTests {
        @Override
        Upstreams upstreams() {
            return new Upstreams(folder, true);
        }

        /** SQL Server creates all of it, or nothing. */
        @Override
        void completesWhatWasHalfCreated() {}
    }
}
