package dev.supsync.site;

import dev.supsync.site.jdbc.SiteDatabase;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.mssqlserver.MSSQLServerContainer;

/** The promises of the store of updates on a real SQL Server, where containers can be run. */
@Testcontainers(disabledWithoutDocker = true)
class SiteStoreContainerTests extends SiteStoreContract {

    @Container
    private static final MSSQLServerContainer SERVER =
            new MSSQLServerContainer("mcr.microsoft.com/mssql/server:2022-latest").acceptLicense();

    @Override
    SiteDatabase open() {
        return SiteDatabase.open(SERVER.getJdbcUrl(), SERVER.getUsername(), SERVER.getPassword());
    }
}
