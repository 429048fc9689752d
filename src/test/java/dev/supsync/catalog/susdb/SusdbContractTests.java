package dev.supsync.catalog.susdb;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.CatalogContract;
import dev.supsync.metadata.UpdateRevision;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** The promises of every catalog, kept on HSQLDB whatever types its columns have. */
class SusdbContractTests {

    @Nested
    class AsTheScriptCreatesIt extends OnHsqldb {
        AsTheScriptCreatesIt() {
            super(SusdbLayout.DEFAULT);
        }
    }

    @Nested
    class WithGuidsAsText extends OnHsqldb {
        WithGuidsAsText() {
            super(new SusdbLayout(true, false, true));
        }
    }

    @Nested
    class WithLargeObjects extends OnHsqldb {
        WithLargeObjects() {
            super(new SusdbLayout(false, true, false));
        }
    }

    abstract static class OnHsqldb extends CatalogContract {

        private final SusdbLayout layout;
        private final List<SusdbDatabase> databases = new ArrayList<>();

        OnHsqldb(SusdbLayout layout) {
            this.layout = layout;
        }

        @Override
        protected Catalog open(List<UpdateRevision> revisions) throws SQLException {
            SusdbDatabase database = SusdbDatabase.of(layout, revisions);
            databases.add(database);
            return database.open();
        }

        @AfterEach
        void shutDown() throws SQLException {
            for (SusdbDatabase database : databases) {
                database.close();
            }
        }
    }
}
