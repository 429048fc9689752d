package dev.supsync.catalog.susdb;

import dev.supsync.metadata.Language;
import dev.supsync.metadata.Languages;
import dev.supsync.metadata.RevisionKey;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.metadata.UpdateXmlWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes revisions into the tables of SUSDB as WSUS would, for tests and samples: the relational tables and the document.
 * Each call adds: new revisions of updates that are there replace the latest ones.
 *
 * <p>A revision's {@code RowID} follows from its content, so that two databases of equal content have equal rows.
 */
public final class SusdbWriter {

    /** The ID of the server that {@link #createSchema} writes. */
    public static final UUID SERVER_ID = UUID.fromString("0f0f0f0f-1111-4222-8333-444444444444");

    private final Connection connection;
    private final SusdbLayout layout;
    private final SusdbDialect dialect;
    private final Map<UpdateId, Integer> updates = new HashMap<>();
    private final Map<RevisionKey, Integer> revisions = new HashMap<>();
    private final Map<UpdateId, Integer> latest = new HashMap<>();
    /** Updates that are only referred to. */
    private final Set<UpdateId> referred = new HashSet<>();

    private final RevisionRows rows;
    private int lastUpdate;
    private int lastRevision;

    /** For a database whose tables are as the script creates them. The connection remains the caller's. */
    public SusdbWriter(Connection connection) throws SQLException {
        this(connection, SusdbLayout.DEFAULT);
    }

    /** The RevisionID that was given last. */
    public int lastRevisionId() {
        return lastRevision;
    }

    /** Gives the next revision the RevisionID after this one: a gap as years leave, or one that was committed late. */
    public void revisionIdsAfter(int revisionId) {
        lastRevision = revisionId;
    }

    /** For a database of another layout. */
    public SusdbWriter(Connection connection, SusdbLayout layout) throws SQLException {
        this(connection, layout, new UpdateXmlWriter());
    }

    /** With documents written in a way of their own. */
    public SusdbWriter(Connection connection, SusdbLayout layout, UpdateXmlWriter documents) throws SQLException {
        this.connection = connection;
        this.layout = layout;
        this.dialect = dialect(connection);
        this.rows = new RevisionRows(this, documents);
        readNumbers();
    }

    /** Creates the tables, the languages and the server's ID. */
    public static void createSchema(Connection connection, SusdbLayout layout) throws SQLException {
        SusdbDialect dialect = dialect(connection);
        try (Statement statement = connection.createStatement()) {
            for (String sql : layout.script(dialect)) {
                if (!sql.isBlank()) {
                    statement.execute(sql);
                }
            }
        }
        SusdbTable languages = new SusdbTable(
                connection, layout, dialect, false, "tbLanguage", "LanguageID ShortLanguage LongLanguage");
        for (Language language : Languages.all()) {
            languages.add(language.lcid(), language.shortName(), language.englishName());
        }
        languages.flush();
        SusdbTable configuration = new SusdbTable(connection, layout, dialect, false, "tbConfigurationA", "ServerID");
        configuration.add(SERVER_ID);
        configuration.flush();
    }

    /** Adds revisions, none of them declined. */
    public SusdbWriter write(Iterable<UpdateRevision> added) throws SQLException {
        return write(added, id -> false);
    }

    /**
     * Adds revisions, in the order given.
     *
     * @param added read twice
     * @param declined said of new updates
     */
    public SusdbWriter write(Iterable<UpdateRevision> added, Predicate<UpdateId> declined) throws SQLException {
        Map<UpdateId, Integer> before = Map.copyOf(latest);
        for (UpdateRevision revision : added) {
            revisions.put(revision.key(), ++lastRevision);
            latest.merge(revision.id(), revision.key().revisionNumber(), Math::max);
        }
        for (UpdateRevision revision : added) {
            if (!updates.containsKey(revision.id())) {
                updates.put(revision.id(), ++lastUpdate);
                rows.update(lastUpdate, revision, declined.test(revision.id()));
            } else if (!before.containsKey(revision.id()) && referred.remove(revision.id())) {
                rows.complete(localId(revision.id()), revision, declined.test(revision.id()));
            }
        }
        for (UpdateRevision revision : added) {
            rows.revision(
                    revision,
                    latest.getOrDefault(revision.id(), 0) == revision.key().revisionNumber());
        }
        rows.flush();
        replace(before);
        return this;
    }

    /** Sets or clears an update's decline. */
    public void decline(UpdateId id, boolean declined) throws SQLException {
        execute("UPDATE dbo.tbUpdate SET IsHidden = ? WHERE LocalUpdateID = ?", declined, localId(id));
    }

    /** What WSUS notes of its own synchronization: 381 or 382 when it starts, 384, 386 or 387 when it ends. */
    public void event(int eventId, Instant time) throws SQLException {
        SusdbTable events =
                table(false, "tbEventInstance", "EventInstanceID EventNamespaceID EventID TimeAtTarget TimeAtServer");
        events.add(UUID.randomUUID(), 2, eventId, SusdbDialect.utc(time), SusdbDialect.utc(time));
        events.flush();
    }

    SusdbTable table(boolean identity, String name, String columns) {
        return new SusdbTable(connection, layout, dialect, identity, name, columns);
    }

    int revisionId(RevisionKey key) {
        Integer id = revisions.get(key);
        if (id == null) {
            throw new IllegalArgumentException(key + " is not written");
        }
        return id;
    }

    /** The number of an update that is referred to; one that is nowhere gets a row without revisions. */
    int localId(UpdateId id) throws SQLException {
        Integer known = updates.get(id);
        if (known != null) {
            return known;
        }
        updates.put(id, ++lastUpdate);
        referred.add(id);
        rows.stub(lastUpdate, id);
        return lastUpdate;
    }

    /** The number of a revision that a bundle refers to; one that is nowhere gets a row that is not the latest. */
    int childId(UpdateId id, @Nullable Integer revisionNumber) throws SQLException {
        int number = revisionNumber == null ? latest.getOrDefault(id, 1) : revisionNumber;
        RevisionKey key = new RevisionKey(id, number);
        Integer known = revisions.get(key);
        if (known != null) {
            return known;
        }
        revisions.put(key, ++lastRevision);
        rows.stub(lastRevision, localId(id), key);
        return lastRevision;
    }

    static UUID rowId(Object content) {
        return UUID.nameUUIDFromBytes(content.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** LCID of a language by short name. */
    int languageId(String shortName) {
        return Languages.byShortName(shortName)
                .map(Language::lcid)
                .orElseThrow(() -> new IllegalArgumentException("\"" + shortName + "\" is no language of WSUS"));
    }

    /** The digests, in base64, of all files. */
    Set<String> files() throws SQLException {
        Set<String> files = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT FileDigest FROM dbo.tbFile")) {
            while (found.next()) {
                files.add(Base64.getEncoder().encodeToString(found.getBytes(1)));
            }
        }
        return files;
    }

    /** The highest number in a column; 0 when the table is empty. */
    int last(String table, String column) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT MAX(" + column + ") FROM dbo." + table)) {
            return found.next() ? found.getInt(1) : 0;
        }
    }

    void execute(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, layout.value(parameters[i], dialect));
            }
            statement.executeUpdate();
        }
    }

    private void replace(Map<UpdateId, Integer> before) throws SQLException {
        for (Map.Entry<UpdateId, Integer> update : before.entrySet()) {
            int number = latest.getOrDefault(update.getKey(), 0);
            if (number > update.getValue()) {
                execute(
                        "UPDATE dbo.tbRevision SET IsLatestRevision = ? WHERE LocalUpdateID = ? AND RevisionNumber < ?",
                        false,
                        localId(update.getKey()),
                        number);
            }
        }
    }

    private void readNumbers() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT LocalUpdateID, UpdateID FROM dbo.tbUpdate")) {
            while (found.next()) {
                updates.put(UpdateId.parse(found.getString(2)), found.getInt(1));
                lastUpdate = Math.max(lastUpdate, found.getInt(1));
            }
        }
        referred.addAll(updates.keySet());
        String all = "SELECT r.RevisionID, u.UpdateID, r.RevisionNumber, r.IsLatestRevision"
                + " FROM dbo.tbRevision r JOIN dbo.tbUpdate u ON u.LocalUpdateID = r.LocalUpdateID";
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(all)) {
            while (found.next()) {
                RevisionKey key = new RevisionKey(UpdateId.parse(found.getString(2)), found.getInt(3));
                revisions.put(key, found.getInt(1));
                lastRevision = Math.max(lastRevision, found.getInt(1));
                if (found.getBoolean(4)) {
                    referred.remove(key.id());
                    latest.merge(key.id(), key.revisionNumber(), Math::max);
                }
            }
        }
    }

    private static SusdbDialect dialect(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
        return product.contains("hsql") ? SusdbDialect.HSQLDB : SusdbDialect.SQL_SERVER;
    }
}
