package dev.supsync.catalog.susdb;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.CatalogIdentity;
import dev.supsync.catalog.CatalogRecord;
import dev.supsync.catalog.CensusEntry;
import dev.supsync.catalog.Cursor;
import dev.supsync.catalog.Position;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.metadata.UpdateId;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A WSUS server's database, or the same tables on HSQLDB. Each cursor has a connection of its own; what is below the
 * revisions is read on one that they share.
 */
public final class SusdbCatalog implements Catalog {

    /**
     * RevisionIDs that are read again. They are identity values: WSUS takes one when it inserts a revision and commits a
     * batch of them later, so that a lower one may appear after a higher one.
     */
    private static final long OVERLAP = 2_000;

    /** How long readers believe that somebody writes a catalog of supsync's own who says nothing more. */
    public static final Duration BUSY = Duration.ofMinutes(10);

    private static final String SERVER_ID = "SELECT a.ServerID AS ServerID FROM dbo.tbConfigurationA a";

    private final SusdbConnector connector;
    private final Session shared;
    private final SusdbSchema schema;
    private final CatalogIdentity identity;
    private final BaseRowMapper mapper;
    private final DetailLoader loader;
    private final XmlDocuments documents;
    private final WsusEvents events;
    private final Clock clock;

    /** The newest revisions when reading began; null before. */
    private @Nullable KnownRows known;

    private final Set<Session> cursors = ConcurrentHashMap.newKeySet();

    private SusdbCatalog(SusdbConnector connector, Session shared, long documentSize, Clock clock) {
        this.connector = connector;
        this.shared = shared;
        this.schema = SchemaProbe.probe(shared);
        UUID serverId = serverId(shared, schema);
        this.identity = new CatalogIdentity(
                shared.name(),
                schema.has("SUP_CATALOG") ? "catalog of supsync" : "WSUS database",
                serverId,
                new RowDigest().add(origin(serverId)).digest());
        LanguageNames languages = new LanguageNames(shared);
        this.mapper = new BaseRowMapper(serverId, schema.has("SUP_CATALOG"), languages);
        XmlStore store = new XmlStore(shared);
        this.documents = new XmlDocuments(store, documentSize);
        this.loader = new DetailLoader(shared, schema, languages, store);
        this.events = new WsusEvents(shared, schema, clock);
        this.clock = clock;
    }

    /**
     * Connects and looks whether all tables are there that are needed.
     *
     * @throws dev.supsync.error.SupsyncException if the database cannot be reached, or is none of WSUS
     */
    public static SusdbCatalog open(SusdbSource source) {
        return open(source, Clock.systemUTC());
    }

    static SusdbCatalog open(SusdbSource source, Clock clock) {
        return open(new SusdbConnector(source), source, clock);
    }

    /** As {@link #open(SusdbSource)}, of a database whose files this process has open for writing already. */
    public static SusdbCatalog attach(SusdbSource source, Clock clock) {
        return open(SusdbConnector.attached(source), source, clock);
    }

    private static SusdbCatalog open(SusdbConnector connector, SusdbSource source, Clock clock) {
        Session shared = new Session(connector);
        try {
            return new SusdbCatalog(connector, shared, source.documentSize(), clock);
        } catch (RuntimeException e) {
            shared.close();
            throw e;
        }
    }

    @Override
    public CatalogIdentity identity() {
        return identity;
    }

    @Override
    public Cursor<CatalogRecord> categories(Position after) {
        long revisionId = revisionId(after);
        return cursor(session -> pages(session).categories(revisionId));
    }

    /**
     * In the order of RevisionIDs.
     *
     * @throws IllegalArgumentException if the position is one of another kind of catalog
     */
    @Override
    public Cursor<CatalogRecord> revisions(Position after) {
        long revisionId = revisionId(after);
        return cursor(session -> pages(session).revisions(revisionId));
    }

    @Override
    public Position latest() {
        long last = last();
        return last == 0 ? Position.START : new Position.RevisionId(last);
    }

    /** The last RevisionID there is; 0 when there is none. */
    private long last() {
        Long last = new BaseRows(shared, schema, mapper).last();
        return last == null ? 0 : last;
    }

    @Override
    public Position overlap(Position reached) {
        long last = revisionId(reached);
        return last <= OVERLAP ? Position.START : new Position.RevisionId(last - OVERLAP);
    }

    @Override
    public Cursor<CatalogRecord> lookup(Collection<UpdateId> ids) {
        List<UpdateId> wanted = List.copyOf(ids);
        return cursor(session -> pages(session).of(wanted));
    }

    @Override
    public Cursor<CensusEntry> census() {
        return cursor(Census::new);
    }

    @Override
    public long size() {
        return new BaseRows(shared, schema, mapper).count();
    }

    @Override
    public boolean hasUnidentifiedRecords() {
        return Census.hasUnidentified(shared, schema);
    }

    @Override
    public void requireSame() {
        UUID serverId = serverId(shared, schema);
        if (!Objects.equals(serverId, identity.serverId())) {
            throw changed("it was the database of the server " + identity.serverId() + ", and is that of " + serverId);
        }
        beginReading().contradiction(shared).ifPresent(how -> {
            throw changed(how);
        });
    }

    private synchronized KnownRows beginReading() {
        KnownRows began = known;
        if (began == null) {
            began = KnownRows.read(shared);
            known = began;
        }
        return began;
    }

    private SupsyncException changed(String how) {
        return new SupsyncException(
                ErrorCode.CATALOG_CHANGED,
                identity.kind() + " " + identity.name() + ": the database was restored or replaced while it was read: "
                        + how + ".",
                "Start again when that has ended.");
    }

    @Override
    public Optional<String> activity() {
        return events.activity();
    }

    /**
     * The updates that came to this server in another way than from its upstream: imported from the Microsoft Update Catalog,
     * or published locally. Where the database does not tell that, there are none.
     */
    public Cursor<UpdateId> own() {
        return cursor(session -> new OwnUpdates(session, schema));
    }

    /** Whether WSUS takes over the declines of its upstream; empty where the database does not tell. */
    public Optional<Boolean> isReplica() {
        return new WsusServer(shared, schema, clock).isReplica();
    }

    @Override
    public String source() {
        String source = new WsusServer(shared, schema, clock).source();
        return source == null ? identity.name() : source;
    }

    /** How the WSUS server itself stands. */
    public WsusState wsus() {
        return new WsusServer(shared, schema, clock).read();
    }

    @Override
    public Set<UpdateId> withoutLicenseTerms() {
        return new LicenseTerms(shared, schema).missing();
    }

    @Override
    public boolean knowsDeclines() {
        return true;
    }

    /** Closes the cursors that are still open, too. */
    @Override
    public void close() {
        cursors.forEach(Session::close);
        cursors.clear();
        shared.close();
    }

    private <T> Cursor<T> cursor(Function<Session, PageCursor.Pages<T>> pages) {
        beginReading();
        Session session = new Session(connector, cursors);
        cursors.add(session);
        return new PageCursor<>(session, pages.apply(session));
    }

    private RevisionPages pages(Session session) {
        return new RevisionPages(new BaseRows(session, schema, mapper), loader, documents);
    }

    private String origin(@Nullable UUID serverId) {
        return serverId == null ? connector.url().database().toLowerCase(Locale.ROOT) : serverId.toString();
    }

    private static long revisionId(Position after) {
        if (after instanceof Position.Start) {
            return 0;
        }
        if (after instanceof Position.RevisionId revision) {
            return revision.value();
        }
        throw new IllegalArgumentException(
                "\"" + after.encode() + "\" is no position in a WSUS database, expected a RevisionID");
    }

    private static @Nullable UUID serverId(Session session, SusdbSchema schema) {
        if (!schema.has("tbConfigurationA", "ServerID")) {
            return null;
        }
        List<UUID> ids = session.rows("read the server's ID", SERVER_ID, List.of(), row -> {
            try {
                return row.guid("ServerID");
            } catch (IllegalArgumentException e) {
                return null;
            }
        });
        return ids.isEmpty() ? null : ids.get(0);
    }
}
