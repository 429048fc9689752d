package dev.supsync.catalog.managed;

import dev.supsync.catalog.susdb.SusdbDialect;
import dev.supsync.metadata.CategoryInfo;
import dev.supsync.metadata.CategoryType;
import dev.supsync.metadata.InstallationBehavior;
import dev.supsync.metadata.LocalizedText;
import dev.supsync.metadata.UpdateProperties;
import dev.supsync.metadata.UpdateRevision;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes revisions apart into rows as WSUS has them. A value that its column has no room for is left out, so that the document
 * says it; only titles, descriptions and names of files are cut.
 */
final class RevisionRows {

    /** Characters of most names. */
    static final int NAME = 256;

    private static final int TITLE = 200;
    private static final int DESCRIPTION = 1_500;
    private static final int DETECTOID = 80;
    private static final int LEGACY_NAME = 255;
    private static final int ARTICLE = 15;
    private static final int ADDRESS = 2_083;
    private static final int PUBLISHED = 0;

    /** What SQL Server's datetime begins with, and what no database exceeds. */
    private static final Instant EARLIEST = Instant.parse("1753-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private final SusdbDialect dialect;
    private final Numbers numbers;
    private final LocalDateTime now;
    private final Map<String, Rows> tables = new LinkedHashMap<>();
    private final Rows updates;
    private final Rows revisions;
    private final Rows properties;
    private final Rows texts;
    private final Rows textsOf;
    private final Rows addresses;
    private final Rows languages;
    private final Rows languagesOf;
    private final Rows handlers;
    private final Rows articles;
    private final Rows bulletins;
    private final Rows categories;
    private final Rows documents;
    private final Rows documented;
    private final RelationRows relations;
    private final FileRows files;
    private final List<Object[]> changedUpdates = new ArrayList<>();
    private final List<Integer> changedCategories = new ArrayList<>();

    RevisionRows(SusdbDialect dialect, Numbers numbers, Known known, Instant now) {
        this.dialect = dialect;
        this.numbers = numbers;
        this.now = SusdbDialect.utc(now);
        updates = table(
                true,
                "tbUpdate",
                "LocalUpdateID UpdateID PublisherID IsPublic IsHidden DetectoidType LegacyName IsLocallyPublished ImportedTime");
        revisions = table(true, "tbRevision", "RevisionID LocalUpdateID RevisionNumber IsBeta RowID IsLatestRevision");
        languages = table(false, "tbLanguage", "LanguageID ShortLanguage LongLanguage");
        handlers = table(true, "tbHandler", "HandlerID SchemaURI");
        properties = table(
                false,
                "tbProperty",
                "RevisionID PublicationState CreationDate ReceivedFromCreatorService ExplicitlyDeployable"
                        + " InstallationImpact InstallRequiresConnectivity InstallRequiresUserInput"
                        + " InstallRebootBehavior CanUninstall UninstallationImpact UninstallationRequiresConnectivity"
                        + " UninstallationRequiresUserInput UninstallationRebootBehavior HandlerID EulaID"
                        + " RequiresReacceptanceOfEula DefaultPropertiesLanguageID UpdateType MsrcSeverity");
        texts = table(true, "tbLocalizedProperty", "LocalizedPropertyID Title Description");
        textsOf = table(false, "tbLocalizedPropertyForRevision", "RevisionID LanguageID LocalizedPropertyID");
        addresses = table(false, "tbMoreInfoURLForRevision", "RevisionID MoreInfoURL ShortLanguage");
        languagesOf = table(false, "tbRevisionLanguage", "RevisionID LanguageID");
        articles = table(false, "tbKBArticleForRevision", "RevisionID KBArticleID");
        bulletins = table(false, "tbSecurityBulletinForRevision", "RevisionID SecurityBulletinID");
        categories = table(
                false,
                "tbCategory",
                "CategoryID ParentCategoryID CategoryType LastChange ProhibitsSubcategories ProhibitsUpdates DisplayOrder");
        documents = table(false, "tbXml", "RevisionID RootElementType RootElementXml RootElementXmlCompressed");
        documented = table(false, "SUP_REVISION", "RevisionID");
        relations = new RelationRows(this::table, dialect, numbers, id -> localId(known, id));
        files = new FileRows(this::table, numbers);
    }

    private Rows table(boolean identity, String name, String columns) {
        return tables.computeIfAbsent(name, n -> new Rows(dialect, identity, n, columns));
    }

    /** The number of an update; one that is nowhere gets a row without revisions. */
    private int localId(Known known, dev.supsync.metadata.UpdateId id) {
        int found = known.slot(id);
        int slot = found >= 0 ? found : known.add(id);
        if (!known.isStored(slot)) {
            updates.add(known.localId(slot), guid(id.value()), null, false, false, null, null, false, now);
            known.store(slot);
        }
        return known.localId(slot);
    }

    /** The update of a revision that comes in. */
    void update(Known known, Incoming incoming, UpdateRevision revision) {
        UpdateProperties p = revision.properties();
        int slot = incoming.slot();
        UUID publisher = p.publisherId();
        Object publisherId = publisher == null ? null : guid(publisher);
        String detectoid = fitting(p.detectoidType(), DETECTOID);
        String legacy = fitting(p.legacyName(), LEGACY_NAME);
        boolean hidden =
                known.isHeld(slot) ? known.isHidden(slot) : incoming.raw().declined();
        if (known.isStored(slot)) {
            changedUpdates.add(row(
                    publisherId,
                    p.publiclyPublished(),
                    hidden,
                    detectoid,
                    legacy,
                    p.locallyPublished(),
                    known.localId(slot)));
        } else {
            updates.add(
                    known.localId(slot),
                    guid(revision.id().value()),
                    publisherId,
                    p.publiclyPublished(),
                    hidden,
                    detectoid,
                    legacy,
                    p.locallyPublished(),
                    now);
            known.store(slot);
        }
    }

    @SuppressWarnings("NullAway") // NULLs among the values
    private static Object[] row(@Nullable Object... values) {
        return values;
    }

    /** A revision that a bundle refers to, and that is not here. */
    void stub(int revisionId, int localId, int number) {
        revisions.add(revisionId, localId, number, false, guid(UUID.randomUUID()), false);
    }

    RelationRows relations() {
        return relations;
    }

    void revision(int id, int localId, Incoming incoming, UpdateRevision revision) {
        UpdateProperties p = revision.properties();
        var digest = incoming.raw().digest();
        revisions.add(
                id,
                localId,
                revision.key().revisionNumber(),
                p.beta(),
                guid(new UUID(digest.high(), digest.low())),
                true);
        property(id, p);
        texts(id, revision);
        for (String url : p.moreInfoUrls()) {
            address(id, url, "all");
        }
        Set<Integer> payload = new HashSet<>();
        for (String language : p.fileLanguages()) {
            Integer languageId = numbers.language(language, languages);
            if (languageId != null && payload.add(languageId)) {
                languagesOf.add(id, languageId);
            }
        }
        first(articles, id, p.kbArticles());
        first(bulletins, id, p.securityBulletins());
        List<Integer> in = relations.add(id, revision);
        CategoryInfo category = revision.category();
        if (category != null) {
            category(localId, category, in);
        }
        files.add(id, revision);
        StoredDocument document = incoming.document();
        if (document != null) {
            byte[] cabinet = document.cabinet();
            documents.add(id, PUBLISHED, document.plain(), cabinet == null ? Sql.Nothing.BINARY : cabinet);
        }
        if (incoming.raw().documented()) {
            documented.add(id);
        }
    }

    /** Writes all rows that were added. */
    void flush(Connection connection) throws SQLException {
        Sql.each(
                connection,
                "UPDATE dbo.tbUpdate SET PublisherID = ?, IsPublic = ?, IsHidden = ?, DetectoidType = ?, LegacyName = ?,"
                        + " IsLocallyPublished = ? WHERE LocalUpdateID = ?",
                changedUpdates);
        changedUpdates.clear();
        Sql.each(connection, "DELETE FROM dbo.tbCategory WHERE CategoryID = ?", changedCategories);
        changedCategories.clear();
        files.flush(connection);
        for (Rows table : tables.values()) {
            table.flush(connection);
        }
    }

    private void property(int id, UpdateProperties p) {
        InstallationBehavior in = p.installation();
        InstallationBehavior un = p.uninstallation();
        UUID eula = p.eulaId();
        Integer language = numbers.language(p.defaultLanguage(), languages);
        properties.add(
                id,
                p.publicationState().ordinal(),
                time(p.creationDate()),
                now,
                p.explicitlyDeployable(),
                in.impact().ordinal(),
                in.requiresNetworkConnectivity(),
                in.canRequestUserInput(),
                in.reboot().ordinal(),
                un != null,
                un == null ? null : un.impact().ordinal(),
                un == null ? null : un.requiresNetworkConnectivity(),
                un == null ? null : un.canRequestUserInput(),
                un == null ? null : un.reboot().ordinal(),
                numbers.handler(p.handler(), handlers),
                eula == null ? null : guid(eula),
                p.requiresReacceptanceOfEula(),
                language == null ? 0 : language,
                p.type().text(),
                p.severity().text());
    }

    private void texts(int id, UpdateRevision revision) {
        for (LocalizedText text : revision.texts()) {
            Integer language = numbers.language(text.language(), languages);
            if (language != null) {
                int textId = numbers.nextText();
                texts.add(textId, cut(text.title(), TITLE), cut(text.description(), DESCRIPTION));
                textsOf.add(id, language, textId);
                address(id, text.moreInfoUrl(), text.language());
            }
        }
    }

    private void address(int id, @Nullable String url, String language) {
        if (fitting(url, ADDRESS) != null) {
            addresses.add(id, url, language);
        }
    }

    private static void first(Rows table, int id, List<String> values) {
        String first = values.isEmpty() ? null : fitting(values.get(0), ARTICLE);
        if (first != null) {
            table.add(id, first);
        }
    }

    private void category(int localId, CategoryInfo info, List<Integer> in) {
        CategoryType type = info.type();
        changedCategories.add(localId);
        categories.add(
                localId,
                in.isEmpty() ? null : in.get(0),
                type == null ? null : type.text(),
                now,
                info.prohibitsSubcategories(),
                info.prohibitsUpdates(),
                info.displayOrder());
        numbers.category(localId, type == CategoryType.UPDATE_CLASSIFICATION);
    }

    private Object guid(UUID id) {
        return dialect.parameter(id);
    }

    static LocalDateTime time(Instant time) {
        return SusdbDialect.utc(time.isBefore(EARLIEST) ? EARLIEST : time.isAfter(LATEST) ? LATEST : time);
    }

    /** A value that its column has room for; null for a longer one. */
    static @Nullable String fitting(@Nullable String value, int length) {
        return value == null || value.length() > length ? null : value;
    }

    /** As much as a column has room for, without half a character at its end. */
    static @Nullable String cut(@Nullable String text, int length) {
        if (text == null || text.length() <= length) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }
}
