package dev.supsync.catalog.managed;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.CatalogComparison;
import dev.supsync.catalog.CatalogDifference;
import dev.supsync.catalog.susdb.SusdbCatalog;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateIdMap;
import java.time.Clock;
import java.util.Collection;
import java.util.Set;

/**
 * A catalog that supsync owns: a database in the layout of SUSDB that it writes, and that everything which reads a WSUS
 * database reads.
 *
 * <p>Several may be open on one database at once; files are shared within this process, and locked against others. Of two
 * that write, the one that began later goes on, and the other fails at its next chunk.
 */
public final class ManagedCatalog implements AutoCloseable {

    private static final String BROUGHT =
            """
            SELECT u.LocalUpdateID AS LocalUpdateID, u.UpdateID AS UpdateID
            FROM dbo.SUP_BROUGHT b JOIN dbo.tbUpdate u ON u.LocalUpdateID = b.LocalUpdateID
            """;

    private final ManagedSource source;
    private final ManagedDatabase database;
    private final Clock clock;

    private ManagedCatalog(ManagedSource source, ManagedDatabase database, Clock clock) {
        this.source = source;
        this.database = database;
        this.clock = clock;
    }

    /**
     * Opens the catalog, and creates it in a database that is empty.
     *
     * @throws dev.supsync.error.SupsyncException if the database cannot be reached, if it holds anything that supsync did
     *     not create, a WSUS database above all, or if it is the catalog of another software update point
     */
    public static ManagedCatalog open(ManagedSource source, Clock clock) {
        ManagedDatabase database = ManagedDatabase.open(source);
        try {
            new ManagedSchema(database, source).prepare();
            return new ManagedCatalog(source, database, clock);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** A reading view, which its user closes; it keeps the database open for as long as it is open itself. */
    public Catalog catalog() {
        ManagedDatabase own = ManagedDatabase.open(source);
        try {
            return new SharedView(SusdbCatalog.attach(own.susdb(), clock), own);
        } catch (RuntimeException e) {
            own.close();
            throw e;
        }
    }

    /**
     * Brings this catalog up to another one: categories first, then updates, in chunks that are each one transaction. What is
     * unchanged is not read further than to its digest. After a kill the next one goes on: it finds what is committed
     * unchanged.
     *
     * @throws dev.supsync.error.SupsyncException if either catalog cannot be read or written on, or another one writes here now
     */
    public ManagedReport synchronize(Catalog upstream, Absence absence, ManagedListener listener) {
        return new Synchronizer(database, source, clock, listener).mirror(upstream, absence);
    }

    /**
     * Takes individual updates from another catalog. Absence from the upstream never deletes them here.
     *
     * @param picked the updates that a person chose; they are marked as imported
     * @param needed what they need: children, prerequisites, categories
     */
    public ManagedReport bring(
            Catalog from, Set<UpdateId> picked, Collection<UpdateId> needed, ManagedListener listener) {
        return new Synchronizer(database, source, clock, listener).bring(from, picked, needed);
    }

    /**
     * In what the catalog differs from another one, but for what a person brought: that may be more here, and a higher
     * revision.
     *
     * @param check called again and again; what it throws ends the comparison
     */
    public CatalogDifference compare(Catalog upstream, Runnable check) {
        UpdateIdMap brought = brought();
        try (Catalog own = catalog()) {
            return new CatalogComparison(own, upstream, check)
                    .own(brought::containsKey)
                    .run();
        }
    }

    private UpdateIdMap brought() {
        UpdateIdMap brought = new UpdateIdMap();
        database.run("read what persons brought", connection -> {
            Sql.query(
                    connection,
                    BROUGHT,
                    row -> brought.put(UpdateId.parse(row.getString("UpdateID")), row.getInt("LocalUpdateID")));
            return brought;
        });
        return brought;
    }

    /**
     * Whether it was once brought up to an upstream to the end, or holds only what persons brought. Until then it may lack
     * any part of its upstream.
     */
    public boolean isSynchronized() {
        return database.number(
                        "look whether it is complete",
                        "SELECT COUNT(*) FROM dbo.SUP_CATALOG WHERE ID = 1 AND SYNCHRONIZED_AT IS NOT NULL")
                > 0;
    }

    /** A number that rises with each synchronization that changed something. */
    public long contentVersion() {
        return database.number("read the content version", "SELECT CONTENT_VERSION FROM dbo.SUP_CATALOG WHERE ID = 1");
    }

    /** Sets the content version: of a child's catalog to its parent's. */
    public void contentVersion(long version) {
        database.run(
                "set the content version",
                connection ->
                        Sql.update(connection, "UPDATE dbo.SUP_CATALOG SET CONTENT_VERSION = ? WHERE ID = 1", version));
    }

    /** Where the catalog is, for messages. */
    public String name() {
        return database.name();
    }

    @Override
    public void close() {
        database.close();
    }
}
