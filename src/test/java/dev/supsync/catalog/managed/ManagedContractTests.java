package dev.supsync.catalog.managed;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.CatalogContract;
import dev.supsync.metadata.UpdateRevision;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The promises of every catalog, kept by copies of each. */
class ManagedContractTests {

    @Nested
    class OfAnExport extends OfExport {}

    @Nested
    class OfAWsusDatabase extends OfWsus {}

    @Nested
    class OfACopyOfAnExport extends OfCopy {}

    abstract static class OfExport extends Copied {
        @Override
        Catalog upstream(List<UpdateRevision> revisions) throws Exception {
            return upstreams.export(revisions);
        }
    }

    abstract static class OfWsus extends Copied {
        @Override
        Catalog upstream(List<UpdateRevision> revisions) throws Exception {
            return upstreams.wsus(revisions, id -> false);
        }
    }

    abstract static class OfCopy extends Copied {
        @Override
        Catalog upstream(List<UpdateRevision> revisions) throws Exception {
            return upstreams.add(copy(upstreams.export(revisions)));
        }
    }

    abstract static class Copied extends CatalogContract {

        @TempDir
        Path folder;

        Upstreams upstreams;

        @BeforeEach
        void begin() {
            upstreams = upstreams();
        }

        /** Where catalogs are. */
        Upstreams upstreams() {
            return new Upstreams(folder);
        }

        abstract Catalog upstream(List<UpdateRevision> revisions) throws Exception;

        @Override
        protected Catalog open(List<UpdateRevision> revisions) throws Exception {
            return copy(upstream(revisions));
        }

        Catalog copy(Catalog upstream) {
            ManagedCatalog managed = upstreams.managed(upstreams.empty());
            managed.synchronize(upstream, Absence.DELETED, ManagedListener.NONE);
            return upstreams.add(managed.catalog()); // closed before its database goes
        }

        @AfterEach
        void end() throws Exception {
            upstreams.close();
        }
    }
}
