package dev.supsync.sync;

import dev.supsync.metadata.CategoryInfo;
import dev.supsync.metadata.CategoryType;
import dev.supsync.metadata.LocalizedText;
import dev.supsync.metadata.PublicationState;
import dev.supsync.metadata.Relation;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.scope.CategoryNode;
import dev.supsync.scope.CategoryTree;
import dev.supsync.site.CategoryRecord;
import dev.supsync.site.CategoryStore;
import dev.supsync.site.UpdateRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Categories as revisions, as nodes of the tree, and as records of a site. */
final class CategoryNodes {

    private static final String ENGLISH = "en";
    private static final int ENGLISH_LCID = 1033;

    private CategoryNodes() {}

    /** The tree of a catalog's categories, and of those that only the site still has. */
    static CategoryTree tree(Collection<UpdateRevision> revisions, Map<UpdateId, CategoryStore.Held> held) {
        List<CategoryNode> nodes = new ArrayList<>();
        Set<UpdateId> seen = new HashSet<>();
        for (UpdateRevision revision : revisions) {
            seen.add(revision.id());
            nodes.add(node(revision));
        }
        held.values().stream()
                .filter(h -> !seen.contains(h.record().key().id()))
                .map(CategoryNodes::node)
                .forEach(nodes::add);
        return new CategoryTree(nodes);
    }

    /** The tree of the categories that a site has. */
    static CategoryTree tree(Map<UpdateId, CategoryStore.Held> held) {
        return new CategoryTree(held.values().stream().map(CategoryNodes::node).toList());
    }

    /** The record of a category, in the languages wanted and its own. */
    static CategoryRecord record(UpdateRevision revision, CategoryTree tree, Set<String> languages) {
        CategoryInfo info = Objects.requireNonNullElse(revision.category(), new CategoryInfo(null, false, false, null));
        String defaultLanguage = revision.properties().defaultLanguage();
        @Nullable CategoryType type = tree.type(revision.id()).orElse(null);
        List<UpdateRecord.Text> texts = texts(revision.texts(), languages, defaultLanguage);
        boolean expired = revision.properties().publicationState() == PublicationState.EXPIRED;
        int lcid = RecordNormalizer.lcid(defaultLanguage).orElse(ENGLISH_LCID);
        @Nullable UpdateId parent = parent(revision).orElse(null);
        ContentDigest digest = new ContentDigest()
                .add(revision.key())
                .add(type)
                .add(parent)
                .add(lcid)
                .add(info.prohibitsSubcategories())
                .add(info.prohibitsUpdates())
                .add(info.displayOrder())
                .add(expired)
                .addAll(texts);
        return new CategoryRecord(
                revision.key(),
                type,
                parent,
                lcid,
                info.prohibitsSubcategories(),
                info.prohibitsUpdates(),
                info.displayOrder(),
                expired,
                texts,
                digest.digest());
    }

    private static List<UpdateRecord.Text> texts(
            List<LocalizedText> texts, Set<String> languages, String defaultLanguage) {
        TreeMap<Integer, UpdateRecord.Text> kept = new TreeMap<>();
        for (LocalizedText text : texts) {
            if (languages.contains(text.language()) || text.language().equals(defaultLanguage)) {
                RecordNormalizer.lcid(text.language())
                        .ifPresent(lcid -> kept.putIfAbsent(
                                lcid, new UpdateRecord.Text(lcid, text.title().strip(), text.description(), null)));
            }
        }
        return List.copyOf(kept.values());
    }

    private static CategoryNode node(UpdateRevision revision) {
        CategoryInfo info = revision.category();
        return new CategoryNode(
                revision.id(),
                info == null ? null : info.type(),
                parent(revision).orElse(null),
                englishTitle(revision),
                revision.properties().publicationState() == PublicationState.EXPIRED);
    }

    private static CategoryNode node(CategoryStore.Held held) {
        CategoryRecord record = held.record();
        String title = title(record, ENGLISH_LCID)
                .or(() -> title(record, record.defaultLcid()))
                .orElse("");
        return new CategoryNode(record.key().id(), record.type(), record.parent(), title, record.expired());
    }

    private static Optional<String> title(CategoryRecord record, int lcid) {
        return record.texts().stream()
                .filter(t -> t.lcid() == lcid)
                .map(UpdateRecord.Text::title)
                .findFirst();
    }

    private static Optional<UpdateId> parent(UpdateRevision revision) {
        return revision.relations().stream()
                .filter(Relation.InCategory.class::isInstance)
                .map(Relation::target)
                .findFirst();
    }

    private static String englishTitle(UpdateRevision revision) {
        return text(revision, ENGLISH)
                .or(() -> text(revision, revision.properties().defaultLanguage()))
                .or(() -> revision.texts().stream().findFirst())
                .map(LocalizedText::title)
                .orElse("");
    }

    private static Optional<LocalizedText> text(UpdateRevision revision, String language) {
        return revision.texts().stream()
                .filter(t -> t.language().equals(language))
                .findFirst();
    }
}
