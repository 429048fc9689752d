package dev.supsync.report;

import dev.supsync.metadata.CategoryType;
import dev.supsync.metadata.UpdateId;
import dev.supsync.scope.CategoryNode;
import dev.supsync.scope.CategoryTree;
import dev.supsync.site.CategoryRecord;
import dev.supsync.site.CategoryStore;
import dev.supsync.site.UpdateRecord;
import dev.supsync.site.jdbc.JdbcCategoryStore;
import dev.supsync.site.jdbc.JdbcSiteStore;
import dev.supsync.site.jdbc.SiteDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The categories of a site: some thousands at most, so they are read whole. */
public final class SiteCategories {

    private static final int ENGLISH = 1033;

    private static final String LAST_BUT_ONE =
            """
            SELECT MAX(RUN_ID) FROM SUP_RUN WHERE RESULT = 'SUCCEEDED'
            AND RUN_ID < (SELECT MAX(RUN_ID) FROM SUP_RUN WHERE RESULT = 'SUCCEEDED')""";

    private final CategoryTree tree;
    private final Map<UpdateId, CategoryStore.Held> held;
    private final Map<UpdateId, String> titles;
    private final long newAfterRun;

    private SiteCategories(
            CategoryTree tree, Map<UpdateId, CategoryStore.Held> held, Map<UpdateId, String> titles, long newAfterRun) {
        this.tree = tree;
        this.held = held;
        this.titles = titles;
        this.newAfterRun = newAfterRun;
    }

    /**
     * A category at its place in the tree.
     *
     * @param depth 0 for what has nothing above it
     * @param title in the site language, else English, else its default language
     * @param selected whether the scope selects it, by itself or by what stands above it
     * @param isNew whether it came after the last successful run but one
     */
    public record Entry(
            UpdateId id,
            CategoryType type,
            Optional<UpdateId> parent,
            int depth,
            String title,
            boolean selected,
            boolean isNew,
            boolean expired) {}

    /** Reads them. */
    public static SiteCategories read(SiteDatabase database) {
        int siteLanguage = new JdbcSiteStore(database).state().languageLcid();
        Map<UpdateId, CategoryStore.Held> held = new JdbcCategoryStore(database).all();
        Map<UpdateId, String> titles = new HashMap<>();
        List<CategoryNode> nodes = new ArrayList<>();
        held.forEach((id, category) -> {
            CategoryRecord record = category.record();
            String title = title(record, siteLanguage);
            titles.put(id, title);
            nodes.add(new CategoryNode(id, record.type(), record.parent(), title, record.expired()));
        });
        return new SiteCategories(new CategoryTree(nodes), held, titles, lastButOne(database));
    }

    /** All of them: each followed by what stands below it, by title; the product tree before the classifications. */
    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (boolean classifications : List.of(false, true)) {
            for (CategoryNode root : tree.roots()) {
                if (isClassification(root) == classifications) {
                    add(entries, root, 0);
                }
            }
        }
        return entries;
    }

    /** Those that a run saw first; none of the first run that saw any, to which all were new. */
    List<Entry> firstSeenIn(long runId) {
        long first = held.values().stream()
                .mapToLong(CategoryStore.Held::firstRunId)
                .min()
                .orElse(runId);
        return runId == first
                ? List.of()
                : entries().stream()
                        .filter(e -> Objects.requireNonNull(held.get(e.id())).firstRunId() == runId)
                        .toList();
    }

    /** The title of a category; its GUID when the site does not hold it. */
    public String title(UpdateId id) {
        return titles.getOrDefault(id, id.toString());
    }

    /** Whether the category is a classification. */
    public boolean isClassification(UpdateId id) {
        return tree.type(id).filter(CategoryType.UPDATE_CLASSIFICATION::equals).isPresent();
    }

    CategoryTree tree() {
        return tree;
    }

    /** The category's titles in all languages that the site keeps. */
    List<String> titles(UpdateId id) {
        CategoryStore.Held category = held.get(id);
        return category == null
                ? List.of()
                : category.record().texts().stream()
                        .map(UpdateRecord.Text::title)
                        .toList();
    }

    private void add(List<Entry> entries, CategoryNode node, int depth) {
        CategoryStore.Held category = held.get(node.id());
        Optional<CategoryType> type = tree.type(node.id());
        if (category != null && type.isPresent()) {
            entries.add(new Entry(
                    node.id(),
                    type.get(),
                    Optional.ofNullable(node.parent()),
                    depth,
                    title(node.id()),
                    category.subscribed(),
                    newAfterRun > 0 && category.firstRunId() > newAfterRun,
                    node.expired()));
        }
        tree.children(node.id()).forEach(child -> add(entries, child, depth + 1));
    }

    private boolean isClassification(CategoryNode node) {
        return isClassification(node.id());
    }

    private static long lastButOne(SiteDatabase database) {
        return database.translating(() -> {
            Long run = database.jdbc().queryForObject(LAST_BUT_ONE, Long.class);
            return run == null ? 0 : run;
        });
    }

    private static String title(CategoryRecord record, int siteLanguage) {
        for (int lcid : new int[] {siteLanguage, ENGLISH, record.defaultLcid()}) {
            for (UpdateRecord.Text text : record.texts()) {
                if (text.lcid() == lcid) {
                    return text.title();
                }
            }
        }
        return record.key().id().toString();
    }
}
