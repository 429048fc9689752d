package dev.supsync.offline;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.CatalogIdentity;
import dev.supsync.catalog.CatalogRecord;
import dev.supsync.catalog.CatalogRecord.RawRevision;
import dev.supsync.catalog.CensusEntry;
import dev.supsync.catalog.Cursor;
import dev.supsync.catalog.ForwardingRevision;
import dev.supsync.catalog.Position;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateIdMap;
import dev.supsync.offline.RemovalList.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a catalog will be when a package is imported: the documents of the package, and of a package that is not full also
 * what the catalog holds already and the package does not remove. Its records are those that the package bears upon; its
 * census has all of them.
 */
public final class PackageCatalog implements Catalog {

    /** Updates that are only declined, or not any more, are looked up so many at a time. */
    private static final int PAGE = 500;

    private final @Nullable Catalog documents;
    private final @Nullable Catalog own;
    private final CatalogIdentity identity;
    private final UpdateIdMap removals = new UpdateIdMap();
    private final UpdateIdMap brought = new UpdateIdMap();

    /**
     * @param documents the package as a catalog export; null if it has no documents
     * @param own the catalog that it is imported into
     */
    public PackageCatalog(PackageFile file, @Nullable Catalog documents, Catalog own) {
        this.documents = documents;
        this.own = file.manifest().isFull() ? null : own;
        this.identity = new CatalogIdentity(
                file.name(), "package", file.manifest().head().lineage(), file.digest());
        try {
            RemovalList.read(file.member(Manifest.REMOVALS), (kind, id) -> removals.put(id, kind.ordinal()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (documents != null) {
            try (Cursor<CensusEntry> census = documents.census()) {
                for (CensusEntry entry = census.next(); entry != null; entry = census.next()) {
                    brought.put(entry.id(), entry.revisionNumber());
                }
            }
        }
    }

    @Override
    public CatalogIdentity identity() {
        return identity;
    }

    @Override
    public Cursor<CatalogRecord> categories(Position after) {
        return documents == null ? none() : marked(documents.categories(after));
    }

    @Override
    public Cursor<CatalogRecord> revisions(Position after) {
        Cursor<CatalogRecord> first = documents == null ? none() : marked(documents.revisions(after));
        return own == null ? first : new Chain(first, marked(new Flagged(own, flagged())));
    }

    /** What is only declined, or not any more: its document is in the catalog already. */
    private List<UpdateId> flagged() {
        List<UpdateId> ids = new ArrayList<>();
        removals.forEach((id, kind) -> {
            if (kind != Kind.REMOVED.ordinal() && !brought.containsKey(id)) {
                ids.add(id);
            }
        });
        return ids;
    }

    /** Always the start: a package has no positions that outlast it. */
    @Override
    public Position latest() {
        return Position.START;
    }

    @Override
    public Position overlap(Position reached) {
        return Position.START;
    }

    @Override
    public Cursor<CatalogRecord> lookup(Collection<UpdateId> ids) {
        return documents == null ? none() : marked(documents.lookup(ids));
    }

    @Override
    public Cursor<CensusEntry> census() {
        Cursor<CensusEntry> first = documents == null ? none() : documents.census();
        return own == null ? first : new Remaining(first, own.census());
    }

    @Override
    public long size() {
        return (documents == null ? 0 : documents.size()) + removals.size();
    }

    /** False: the package was verified against its manifest, record for record. */
    @Override
    public boolean hasUnidentifiedRecords() {
        return documents != null && documents.hasUnidentifiedRecords();
    }

    @Override
    public void requireSame() {
        if (documents != null) {
            documents.requireSame();
        }
    }

    @Override
    public Optional<String> activity() {
        return Optional.empty();
    }

    /** True: a package says what its site has as declined. */
    @Override
    public boolean knowsDeclines() {
        return true;
    }

    /** Leaves both catalogs open: they are their openers'. */
    @Override
    public void close() {}

    private Cursor<CatalogRecord> marked(Cursor<CatalogRecord> records) {
        return new Cursor<>() {
            @Override
            public @Nullable CatalogRecord next() {
                CatalogRecord next = records.next();
                return next instanceof RawRevision revision
                        ? new Marked(
                                revision, removals.getOrDefault(revision.key().id(), -1) == Kind.DECLINED.ordinal())
                        : next;
            }

            @Override
            public void close() {
                records.close();
            }
        };
    }

    private static <T> Cursor<T> none() {
        return new Cursor<>() {
            @Override
            public @Nullable T next() {
                return null;
            }

            @Override
            public void close() {}
        };
    }

    /** One cursor behind another. */
    private record Chain(Cursor<CatalogRecord> first, Cursor<CatalogRecord> second) implements Cursor<CatalogRecord> {
        @Override
        public @Nullable CatalogRecord next() {
            CatalogRecord next = first.next();
            return next != null ? next : second.next();
        }

        @Override
        public void close() {
            first.close();
            second.close();
        }
    }

    /** Records of a catalog by their IDs, some at a time. */
    private static final class Flagged implements Cursor<CatalogRecord> {
        private final Catalog catalog;
        private final List<UpdateId> ids;
        private int from;
        private Cursor<CatalogRecord> page = none();

        Flagged(Catalog catalog, List<UpdateId> ids) {
            this.catalog = catalog;
            this.ids = ids;
        }

        @Override
        public @Nullable CatalogRecord next() {
            CatalogRecord next = page.next();
            while (next == null && from < ids.size()) {
                int to = Math.min(ids.size(), from + PAGE);
                page.close();
                page = catalog.lookup(ids.subList(from, to));
                from = to;
                next = page.next();
            }
            return next;
        }

        @Override
        public void close() {
            page.close();
        }
    }

    /** The census of the package, then what the catalog holds besides and keeps. */
    private final class Remaining implements Cursor<CensusEntry> {
        private final Cursor<CensusEntry> first;
        private final Cursor<CensusEntry> rest;

        Remaining(Cursor<CensusEntry> first, Cursor<CensusEntry> rest) {
            this.first = first;
            this.rest = rest;
        }

        @Override
        public @Nullable CensusEntry next() {
            CensusEntry next = first.next();
            if (next != null) {
                return next;
            }
            for (next = rest.next(); next != null; next = rest.next()) {
                boolean isRemoved = removals.getOrDefault(next.id(), -1) == Kind.REMOVED.ordinal();
                if (!isRemoved && !brought.containsKey(next.id())) {
                    return next;
                }
            }
            return null;
        }

        @Override
        public void close() {
            first.close();
            rest.close();
        }
    }

    /** A revision with what the package says of its decline. */
    private static final class Marked extends ForwardingRevision {
        private final boolean declined;

        Marked(RawRevision revision, boolean declined) {
            super(revision);
            this.declined = declined;
        }

        @Override
        public boolean declined() {
            return declined;
        }
    }
}
