package dev.supsync.catalog.managed;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.CensusEntry;
import dev.supsync.catalog.Cursor;
import dev.supsync.catalog.susdb.SusdbCatalog;
import dev.supsync.metadata.UpdateId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * A catalog that supsync owns: a database in the layout of SUSDB that it writes, and that everything which reads a WSUS
 * database reads.
 *
 * <p>Several may be open on one database at once; files are shared within this process, and locked against others. Of two
 * that write, the one that began later goes on, and the other fails at its next chunk.
 */
public final class ManagedCatalog implements AutoCloseable {

    private static final int EXAMPLES = 10;

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
     */
    public CatalogDifference compare(Catalog upstream) {
        Known known = Known.load(database);
        BitSet seen = new BitSet();
        boolean declines = upstream.knowsDeclines();
        long missing = 0;
        long otherRevision = 0;
        long otherDecline = 0;
        List<String> examples = new ArrayList<>();
        try (Cursor<CensusEntry> census = upstream.census()) {
            for (CensusEntry entry = census.next(); entry != null; entry = census.next()) {
                int slot = known.slot(entry.id());
                if (slot < 0 || !known.isHeld(slot)) {
                    if (missing++ < EXAMPLES) {
                        examples.add("update " + entry.id() + " revision " + entry.revisionNumber() + " is missing");
                    }
                    continue;
                }
                seen.set(slot);
                boolean ahead = known.isBrought(slot) && known.number(slot) > entry.revisionNumber();
                if (!ahead && known.number(slot) != entry.revisionNumber() && otherRevision++ < EXAMPLES) {
                    examples.add("update " + entry.id() + " has revision " + known.number(slot) + ", not "
                            + entry.revisionNumber());
                }
                if (declines && known.isHidden(slot) != entry.declined() && otherDecline++ < EXAMPLES) {
                    examples.add("update " + entry.id() + " is " + (entry.declined() ? "not " : "") + "declined");
                }
            }
        }
        long extra = 0;
        for (int slot = 0; slot < known.size(); slot++) {
            if (known.isHeld(slot) && !seen.get(slot) && !known.isBrought(slot) && extra++ < EXAMPLES) {
                examples.add("update " + known.id(slot) + " revision " + known.number(slot) + " is too many");
            }
        }
        return new CatalogDifference(missing, extra, otherRevision, otherDecline, examples);
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
