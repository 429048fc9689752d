package dev.supsync.sync;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.CatalogRecord;
import dev.supsync.catalog.CatalogRecord.RawRevision;
import dev.supsync.catalog.Cursor;
import dev.supsync.catalog.Position;
import dev.supsync.metadata.Article;
import dev.supsync.metadata.LocalizedText;
import dev.supsync.metadata.MetadataException;
import dev.supsync.metadata.PublicationState;
import dev.supsync.metadata.Relation;
import dev.supsync.metadata.RevisionHead;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.metadata.UpdateType;
import dev.supsync.quarantine.QuarantineEntry;
import dev.supsync.site.Known;
import dev.supsync.site.SiteStore;
import dev.supsync.site.UpdateRecord;
import dev.supsync.site.UpdateRecord.Reference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds picked updates in a catalog, and looks at each of them by itself: what it needs must come with it. */
final class Picker {

    private final Catalog catalog;
    private final SiteStore store;
    private final StopSignal stop;
    private final Map<UpdateId, RawRevision> found = new LinkedHashMap<>();
    private final List<Pick.Failed> failed = new ArrayList<>();

    Picker(Catalog catalog, SiteStore store, StopSignal stop) {
        this.catalog = catalog;
        this.store = store;
        this.stop = stop;
    }

    /** Finds what was picked. */
    void find(ImportPicks picks) {
        Map<UpdateId, String> unreadable = new HashMap<>();
        try (Cursor<CatalogRecord> cursor = catalog.lookup(picks.ids())) {
            for (CatalogRecord record = cursor.next(); record != null; record = cursor.next()) {
                if (record instanceof RawRevision raw) {
                    found.put(raw.key().id(), raw);
                } else if (record instanceof CatalogRecord.Unreadable broken && broken.key() != null) {
                    unreadable.put(broken.key().id(), broken.reason());
                }
            }
        }
        for (UpdateId id : new LinkedHashSet<>(picks.ids())) {
            if (!found.containsKey(id)) {
                String reason = unreadable.get(id);
                failed.add(new Pick.Failed(
                        id.toString(),
                        reason == null
                                ? "It is not in " + catalog.identity().name() + "."
                                : "It cannot be read: " + reason));
            }
        }
        if (!picks.articles().isEmpty()) {
            findArticles(new LinkedHashSet<>(picks.articles()));
        }
    }

    /** The picks that were found, in their order. */
    List<RawRevision> found() {
        return List.copyOf(found.values());
    }

    /** Those that were not. */
    List<Pick.Failed> failed() {
        return failed;
    }

    /** Only the documents tell which article an update belongs to. */
    private void findArticles(Set<Article> articles) {
        Set<Article> missing = new LinkedHashSet<>(articles);
        try (Cursor<CatalogRecord> cursor = catalog.revisions(Position.START)) {
            for (CatalogRecord record = cursor.next(); record != null; record = cursor.next()) {
                stop.check();
                if (record instanceof RawRevision raw) {
                    List<String> names = articlesOf(raw);
                    for (Article article : articles) {
                        if (article.isAmong(names)) {
                            found.put(raw.key().id(), raw);
                            missing.remove(article);
                        }
                    }
                }
            }
        }
        missing.forEach(article -> failed.add(new Pick.Failed(
                article.toString(), "No update of " + catalog.identity().name() + " has this article.")));
    }

    private static List<String> articlesOf(RawRevision raw) {
        try {
            return raw.head().explicitlyDeployable() ? raw.parse().properties().kbArticles() : List.of();
        } catch (MetadataException e) {
            return List.of(); // by its ID it can be picked, and then fails with what is wrong
        }
    }

    /** The categories that the found updates belong to. */
    Set<UpdateId> categories() {
        Set<UpdateId> categories = new HashSet<>();
        for (RawRevision raw : found.values()) {
            try {
                raw.parse().relations().stream()
                        .filter(Relation.InCategory.class::isInstance)
                        .forEach(r -> categories.add(r.target()));
            } catch (MetadataException e) {
                // reported when it is looked at
            }
        }
        return categories;
    }

    /** Looks at one of them. */
    Pick look(RawRevision raw, RunContext.Resolved resolved, Predicate<UpdateId> picked) {
        UpdateId id = raw.key().id();
        try {
            String obstacle = obstacle(raw.head());
            return obstacle != null
                    ? new Pick.Failed(id.toString(), obstacle)
                    : look(raw, raw.parse(), resolved, picked.or(id::equals));
        } catch (MetadataException e) {
            return new Pick.Failed(id.toString(), "It cannot be read: " + e.getMessage());
        }
    }

    private static @Nullable String obstacle(RevisionHead head) {
        if (head.type() == UpdateType.CATEGORY) {
            return "It is a category, not an update.";
        }
        if (!head.explicitlyDeployable()) {
            return "It is no update by itself: it comes with those that bundle or require it.";
        }
        return head.publicationState() == PublicationState.EXPIRED ? "Its publisher has expired it." : null;
    }

    private Pick look(
            RawRevision raw, UpdateRevision revision, RunContext.Resolved resolved, Predicate<UpdateId> picked) {
        UpdateId id = raw.key().id();
        int number = raw.key().revisionNumber();
        Known known = store.lookup(List.of(id)).get(id);
        int listed = known instanceof Known.Held held && held.listed() ? held.revisionNumber() : -1;
        boolean present = listed >= number;
        if (listed > number) {
            return new Pick.Ready(id, number, title(revision), true, null);
        }
        UpdateBatch batch =
                BatchPreparer.ofPick(catalog, store, resolved, picked).next(only(raw));
        if (batch == null) {
            throw new IllegalStateException("a record became no batch");
        }
        if (!batch.quarantined().isEmpty()) {
            QuarantineEntry broken = batch.quarantined().get(0);
            return new Pick.Failed(
                    id.toString(), "It needs update " + broken.key() + ", which cannot be read: " + broken.reason());
        }
        if (!present && !isWritten(batch, id)) {
            return new Pick.Failed(id.toString(), leftOut(known, number));
        }
        String missing = missing(batch, resolved);
        return missing != null
                ? new Pick.Failed(id.toString(), missing)
                : new Pick.Ready(id, number, title(revision), present, batch);
    }

    private static boolean isWritten(UpdateBatch batch, UpdateId id) {
        return batch.changes().inserts().stream().anyMatch(r -> r.listed() && r.id().equals(id))
                || batch.changes().updates().stream()
                        .anyMatch(u -> u.record().listed() && u.record().id().equals(id));
    }

    /** Why a pick that can be read is not written all the same. */
    private static String leftOut(@Nullable Known known, int number) {
        if (known != null && known.revisionNumber() > number) {
            return "The site knows revision " + known.revisionNumber() + " of it, and does not take the lower revision "
                    + number + ".";
        }
        return "It is declined at the source that the site synchronizes from.";
    }

    /** What an update needs must be in the catalog or in the site: of alternatives, one of them. */
    private @Nullable String missing(UpdateBatch batch, RunContext.Resolved resolved) {
        List<UpdateRecord> records = new ArrayList<>(batch.changes().inserts());
        batch.changes().updates().forEach(u -> records.add(u.record()));
        Set<UpdateId> comes = records.stream().map(UpdateRecord::id).collect(Collectors.toSet());
        for (UpdateRecord record : records) {
            Optional<UpdateId> category = record.categories().stream()
                    .filter(c -> resolved.tree().node(c).isEmpty())
                    .findFirst();
            if (record.listed() && category.isPresent()) {
                return "It belongs to the category " + category.get() + nowhere();
            }
            Map<String, List<Reference>> clauses = record.references().stream()
                    .filter(r -> r.type() != Reference.Type.SUPERSEDES)
                    .collect(Collectors.groupingBy(
                            r -> r.type() + " " + r.clause(), LinkedHashMap::new, Collectors.toList()));
            for (List<Reference> clause : clauses.values()) {
                List<UpdateId> targets = clause.stream()
                        .map(Reference::target)
                        .filter(t -> !comes.contains(t))
                        .toList();
                boolean isMissing = targets.size() == clause.size()
                        && store.lookup(targets).values().stream().noneMatch(Known.Held.class::isInstance);
                if (isMissing) {
                    String by = record.listed() ? "It" : "Update " + record.id() + ", which comes with it,";
                    String verb = clause.get(0).type() == Reference.Type.BUNDLES ? " bundles " : " requires ";
                    return by + verb + targets.get(0) + nowhere();
                }
            }
        }
        return null;
    }

    private String nowhere() {
        return ", which neither " + catalog.identity().name() + " nor the site has.";
    }

    private static String title(UpdateRevision revision) {
        return revision.texts().stream()
                .filter(t -> t.language().equals("en"))
                .findFirst()
                .or(() -> revision.texts().stream().findFirst())
                .map(LocalizedText::title)
                .orElse("");
    }

    private static Cursor<CatalogRecord> only(RawRevision raw) {
        List<CatalogRecord> left = new ArrayList<>(List.of(raw));
        return new Cursor<>() {
            @Override
            public @Nullable CatalogRecord next() {
                return left.isEmpty() ? null : left.remove(0);
            }

            @Override
            public void close() {
                // nothing is held open
            }
        };
    }
}
