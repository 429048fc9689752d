package dev.supsync.catalog;

import dev.supsync.metadata.UpdateId;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * A catalog of update metadata: where a site's updates come from. Read-only. Of every update only the latest revision
 * is seen: the highest number.
 *
 * <p>Every method throws {@link dev.supsync.error.SupsyncException} with the catalog's name in the message when the
 * catalog cannot be read. Several cursors may be open at once, each used by one thread.
 */
public interface Catalog extends AutoCloseable {

    /** Which catalog this is. */
    CatalogIdentity identity();

    /**
     * The categories: products, families, companies and classifications, in no particular order. Records of which not
     * even the type can be read are left to {@link #revisions(Position)}.
     */
    default Cursor<CatalogRecord> categories() {
        return categories(Position.START);
    }

    /** Of the categories, those whose latest revisions come after a position; an export gives all of them. */
    Cursor<CatalogRecord> categories(Position after);

    /**
     * The latest revision of every update, detectoid and category after a position, in the catalog's stable order, and
     * whatever is unreadable between them. From {@link Position#START} all of them.
     */
    Cursor<CatalogRecord> revisions(Position after);

    /**
     * The position of the last revision that the catalog has at the moment. {@link Position#START} of a catalog that has
     * no positions which outlast it, as an export.
     */
    Position latest();

    /**
     * Where to read on after a position of an earlier time, so that nothing is missed which has come since: some way
     * before it, where positions are given out in another order than they are committed.
     */
    Position overlap(Position reached);

    /** The latest revisions of the given updates, in no particular order; what the catalog does not hold is left out. */
    Cursor<CatalogRecord> lookup(Collection<UpdateId> ids);

    /** Every update, detectoid and category, each once, in no particular order; also those whose documents are broken. */
    Cursor<CensusEntry> census();

    /** How many records {@link #revisions(Position)} yields from the start, about: for progress. */
    long size();

    /** Whether some record's identity could not be read, so that absence from the census proves nothing. */
    boolean hasUnidentifiedRecords();

    /**
     * Proves that all that was read, from the first cursor on, is of one catalog: nobody takes anything for gone, or for
     * complete, before this was asked.
     *
     * @throws dev.supsync.error.SupsyncException with {@link dev.supsync.error.ErrorCode#CATALOG_CHANGED} if its file was
     *     replaced or rewritten, or if its database is another one by now, or was restored from an earlier time
     */
    void requireSame();

    /** What the catalog is busy with at the moment, so that it should not be read; empty when it is quiet. */
    Optional<String> activity();

    /** What its software update point synchronizes from: "Microsoft Update", a server's name; its own name if unknown. */
    default String source() {
        return identity().name();
    }

    /**
     * The updates whose license terms its server has not downloaded yet; declined ones do not count. None where the catalog does
     * not know, as an export.
     */
    default Set<UpdateId> withoutLicenseTerms() {
        return Set.of();
    }

    /** Whether the catalog records declines; an export does not. */
    boolean knowsDeclines();

    @Override
    void close();
}
