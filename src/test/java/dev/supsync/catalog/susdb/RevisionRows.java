package dev.supsync.catalog.susdb;

import dev.supsync.metadata.CategoryInfo;
import dev.supsync.metadata.CategoryType;
import dev.supsync.metadata.InstallationBehavior;
import dev.supsync.metadata.LocalizedText;
import dev.supsync.metadata.Relation;
import dev.supsync.metadata.RevisionKey;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateProperties;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.metadata.UpdateType;
import dev.supsync.metadata.UpdateXmlWriter;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes a revision apart into the rows of SUSDB; files and documents are left to others. */
final class RevisionRows {

    private static final LocalDateTime ARRIVAL = SusdbDialect.utc(Instant.parse("2026-10-14T03:00:00Z"));
    private static final int TITLE = 200;
    private static final int DESCRIPTION = 1500;

    private final SusdbWriter writer;
    private final List<SusdbTable> tables = new ArrayList<>();
    private final SusdbTable updates;
    private final SusdbTable revisions;
    private final SusdbTable handlers;
    private final SusdbTable properties;
    private final SusdbTable texts;
    private final SusdbTable textsOf;
    private final SusdbTable urls;
    private final SusdbTable languages;
    private final SusdbTable articles;
    private final SusdbTable bulletins;
    private final SusdbTable categories;
    private final SusdbTable categoriesOf;
    private final SusdbTable prerequisites;
    private final SusdbTable sufficient;
    private final SusdbTable bundles;
    private final SusdbTable children;
    private final SusdbTable superseded;
    private final FileRows files;
    private final XmlRows documents;
    private final Map<String, Integer> handlerIds = new HashMap<>();
    private final Map<UpdateId, CategoryType> types = new HashMap<>();
    private int lastHandler;
    private int lastText;
    private int lastClause;
    private int lastBundle;

    RevisionRows(SusdbWriter writer, UpdateXmlWriter xml) throws SQLException {
        this.writer = writer;
        updates = table(
                true,
                "tbUpdate",
                "LocalUpdateID UpdateID PublisherID IsPublic IsHidden DetectoidType LegacyName IsLocallyPublished ImportedTime");
        revisions = table(true, "tbRevision", "RevisionID LocalUpdateID RevisionNumber IsBeta RowID IsLatestRevision");
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
        urls = table(false, "tbMoreInfoURLForRevision", "RevisionID MoreInfoURL ShortLanguage");
        languages = table(false, "tbRevisionLanguage", "RevisionID LanguageID");
        articles = table(false, "tbKBArticleForRevision", "RevisionID KBArticleID");
        bulletins = table(false, "tbSecurityBulletinForRevision", "RevisionID SecurityBulletinID");
        categories = table(
                false,
                "tbCategory",
                "CategoryID ParentCategoryID CategoryType ProhibitsSubcategories ProhibitsUpdates DisplayOrder");
        categoriesOf = table(false, "tbRevisionInCategory", "RevisionID CategoryID");
        prerequisites = table(true, "tbPrerequisite", "PrerequisiteID RevisionID");
        sufficient = table(false, "tbInstalledUpdateSufficientForPrerequisite", "PrerequisiteID LocalUpdateID");
        bundles = table(true, "tbBundleAll", "BundledID RevisionID");
        children = table(false, "tbBundleAtLeastOne", "BundledID RevisionID");
        superseded = table(false, "tbRevisionSupersedesUpdate", "RevisionID SupersededUpdateID");
        files = new FileRows(this::table, writer.last("tbDriverClass", "ClassID"), writer.files());
        documents = new XmlRows(this::table, xml);
        lastHandler = writer.last("tbHandler", "HandlerID");
        lastText = writer.last("tbLocalizedProperty", "LocalizedPropertyID");
        lastClause = writer.last("tbPrerequisite", "PrerequisiteID");
        lastBundle = writer.last("tbBundleAll", "BundledID");
    }

    private SusdbTable table(boolean identity, String name, String columns) {
        SusdbTable table = writer.table(identity, name, columns);
        tables.add(table);
        return table;
    }

    void update(int localId, UpdateRevision revision, boolean declined) throws SQLException {
        UpdateProperties p = revision.properties();
        updates.add(
                localId,
                revision.id().value(),
                p.publisherId(),
                p.publiclyPublished(),
                declined,
                p.detectoidType(),
                p.legacyName(),
                p.locallyPublished(),
                ARRIVAL);
    }

    /** An update that is only referred to. */
    void stub(int localId, UpdateId id) throws SQLException {
        updates.add(localId, id.value(), null, false, false, null, null, false, ARRIVAL);
    }

    /** What was only referred to has come. */
    void complete(int localId, UpdateRevision revision, boolean declined) throws SQLException {
        updates.flush();
        writer.execute("UPDATE dbo.tbUpdate SET IsHidden = ? WHERE LocalUpdateID = ?", declined, localId);
        UpdateProperties p = revision.properties();
        for (Map.Entry<String, Object> column : values(p).entrySet()) {
            writer.execute(
                    "UPDATE dbo.tbUpdate SET " + column.getKey() + " = ? WHERE LocalUpdateID = ?",
                    column.getValue(),
                    localId);
        }
    }

    private static Map<String, Object> values(UpdateProperties p) {
        Map<String, Object> values = new HashMap<>();
        values.put("IsPublic", p.publiclyPublished());
        values.put("IsLocallyPublished", p.locallyPublished());
        Optional.ofNullable(p.publisherId()).ifPresent(id -> values.put("PublisherID", id));
        Optional.ofNullable(p.detectoidType()).ifPresent(type -> values.put("DetectoidType", type));
        Optional.ofNullable(p.legacyName()).ifPresent(name -> values.put("LegacyName", name));
        return values;
    }

    /** A revision that is only referred to. */
    void stub(int revisionId, int localId, RevisionKey key) throws SQLException {
        revisions.add(revisionId, localId, key.revisionNumber(), false, SusdbWriter.rowId(key), false);
    }

    void revision(UpdateRevision revision, boolean latest) throws SQLException {
        int id = writer.revisionId(revision.key());
        UpdateProperties p = revision.properties();
        int localId = writer.localId(revision.id());
        revisions.add(id, localId, revision.key().revisionNumber(), p.beta(), SusdbWriter.rowId(revision), latest);
        property(id, p);
        for (LocalizedText text : revision.texts()) {
            texts.add(++lastText, cut(text.title(), TITLE), cut(text.description(), DESCRIPTION));
            textsOf.add(id, writer.languageId(text.language()), lastText);
            if (text.moreInfoUrl() != null) {
                urls.add(id, text.moreInfoUrl(), text.language());
            }
        }
        for (String url : p.moreInfoUrls()) {
            urls.add(id, url, "all");
        }
        for (String language : p.fileLanguages()) {
            languages.add(id, writer.languageId(language));
        }
        if (!p.kbArticles().isEmpty()) {
            articles.add(id, p.kbArticles().get(0));
        }
        if (!p.securityBulletins().isEmpty()) {
            bulletins.add(id, p.securityBulletins().get(0));
        }
        relations(id, localId, revision, latest);
        files.add(id, revision);
        documents.add(id, revision);
    }

    void flush() throws SQLException {
        for (SusdbTable table : tables) {
            table.flush();
        }
    }

    private void property(int id, UpdateProperties p) throws SQLException {
        InstallationBehavior in = p.installation();
        InstallationBehavior un = p.uninstallation();
        properties.add(
                id,
                p.publicationState().ordinal(),
                SusdbDialect.utc(p.creationDate()),
                ARRIVAL,
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
                handler(p.handler()),
                p.eulaId(),
                p.requiresReacceptanceOfEula(),
                writer.languageId(p.defaultLanguage()),
                p.type().text(),
                p.severity().text());
    }

    private @Nullable Integer handler(@Nullable String uri) throws SQLException {
        if (uri == null) {
            return null;
        }
        Integer known = handlerIds.get(uri);
        if (known == null) {
            known = ++lastHandler;
            handlerIds.put(uri, known);
            handlers.add(known, uri);
        }
        return known;
    }

    private void relations(int id, int localId, UpdateRevision revision, boolean latest) throws SQLException {
        boolean category = revision.properties().type() == UpdateType.CATEGORY;
        List<UpdateId> in = new ArrayList<>();
        Map<Integer, Integer> clauses = new HashMap<>();
        Map<Integer, Integer> groups = new HashMap<>();
        for (Relation relation : revision.relations()) {
            if (relation instanceof Relation.InCategory member) {
                in.add(member.target());
            } else if (relation instanceof Relation.Requires requires) {
                if (!clauses.containsKey(requires.clause())) {
                    prerequisites.add(++lastClause, id);
                    clauses.put(requires.clause(), lastClause);
                }
                sufficient.add(clauses.get(requires.clause()), writer.localId(requires.target()));
            } else if (relation instanceof Relation.Bundles child) {
                if (!groups.containsKey(child.clause())) {
                    bundles.add(++lastBundle, id);
                    groups.put(child.clause(), lastBundle);
                }
                children.add(groups.get(child.clause()), writer.childId(child.target(), child.revisionNumber()));
            } else {
                superseded.add(id, relation.target().value());
            }
        }
        for (int i = category && latest && revision.category() != null ? 1 : 0; i < in.size(); i++) {
            categoriesOf.add(id, writer.localId(in.get(i)));
        }
        categoryClauses(id, in);
        if (category && latest) {
            category(localId, revision, in);
        }
    }

    /** As documents have them: one group for the classification, one for the products. */
    private void categoryClauses(int id, List<UpdateId> in) throws SQLException {
        for (boolean classification : new boolean[] {true, false}) {
            List<UpdateId> group = in.stream()
                    .filter(target -> (types.get(target) == CategoryType.UPDATE_CLASSIFICATION) == classification)
                    .toList();
            if (!group.isEmpty()) {
                prerequisites.add(++lastClause, id);
                for (UpdateId target : group) {
                    sufficient.add(lastClause, writer.localId(target));
                }
            }
        }
    }

    private void category(int localId, UpdateRevision revision, List<UpdateId> in) throws SQLException {
        CategoryInfo info = revision.category();
        if (info != null) {
            types.put(revision.id(), info.type());
            writer.execute("DELETE FROM dbo.tbCategory WHERE CategoryID = ?", localId);
            categories.add(
                    localId,
                    in.isEmpty() ? null : writer.localId(in.get(0)),
                    Optional.ofNullable(info.type()).map(CategoryType::text).orElse(null),
                    info.prohibitsSubcategories(),
                    info.prohibitsUpdates(),
                    info.displayOrder());
        }
    }

    private static @Nullable String cut(@Nullable String text, int length) {
        return text == null || text.length() <= length ? text : text.substring(0, length);
    }
}
