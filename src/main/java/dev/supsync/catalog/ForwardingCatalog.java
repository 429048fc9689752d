package dev.supsync.catalog;

import dev.supsync.metadata.UpdateId;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** A catalog that is another one in all that it does not say otherwise. */
public abstract class ForwardingCatalog implements Catalog {

    private final Catalog catalog;

    /**
     * @param catalog closed with this one
     */
    protected ForwardingCatalog(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public CatalogIdentity identity() {
        return catalog.identity();
    }

    @Override
    public Cursor<CatalogRecord> categories(Position after) {
        return catalog.categories(after);
    }

    @Override
    public Cursor<CatalogRecord> revisions(Position after) {
        return catalog.revisions(after);
    }

    @Override
    public Position latest() {
        return catalog.latest();
    }

    @Override
    public Position overlap(Position reached) {
        return catalog.overlap(reached);
    }

    @Override
    public Cursor<CatalogRecord> lookup(Collection<UpdateId> ids) {
        return catalog.lookup(ids);
    }

    @Override
    public Cursor<CensusEntry> census() {
        return catalog.census();
    }

    @Override
    public long size() {
        return catalog.size();
    }

    @Override
    public boolean hasUnidentifiedRecords() {
        return catalog.hasUnidentifiedRecords();
    }

    @Override
    public void requireSame() {
        catalog.requireSame();
    }

    @Override
    public Optional<String> activity() {
        return catalog.activity();
    }

    @Override
    public String source() {
        return catalog.source();
    }

    @Override
    public Set<UpdateId> withoutLicenseTerms() {
        return catalog.withoutLicenseTerms();
    }

    @Override
    public boolean knowsDeclines() {
        return catalog.knowsDeclines();
    }

    @Override
    public void close() {
        catalog.close();
    }
}
