package dev.supsync.explain;

import dev.supsync.catalog.Catalog;
import dev.supsync.lifecycle.ExpiryReasons;
import dev.supsync.metadata.Article;
import dev.supsync.metadata.UpdateId;
import dev.supsync.scope.CategoryTree;
import dev.supsync.scope.ResolvedScope;
import dev.supsync.site.jdbc.SiteDatabase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Says why updates are, or are not, in a site. */
public final class Explainer {

    private final Source source;
    private final @Nullable SiteDatabase database;
    private final CategoryTree tree;
    private final ResolvedScope scope;

    /**
     * @param database null when the site was never synchronized
     * @param tree the categories of the catalog and the site
     * @param scope of the present configuration, resolved by that tree
     */
    public Explainer(Source source, @Nullable SiteDatabase database, CategoryTree tree, ResolvedScope scope) {
        this.source = source;
        this.database = database;
        this.tree = tree;
        this.scope = scope;
    }

    /**
     * The catalog that a site synchronizes from.
     *
     * @param catalog null when it could not be opened
     * @param problem why not; null when it was
     */
    public record Source(@Nullable Catalog catalog, String name, @Nullable String problem) {}

    /** Explains an update, or each update of an article, by title; there is always at least one answer. */
    public List<Explanation> explain(Subject subject) {
        Sentences sentences = new Sentences(source.name(), source.problem(), database != null, scope.outside());
        Set<UpdateId> ids = new TreeSet<>();
        if (subject instanceof Subject.ById one) {
            ids.add(one.id());
        } else if (subject instanceof Subject.ByArticle article) {
            ids.addAll(byArticle(article.article()));
            if (ids.isEmpty()) {
                return List.of(unknown(article.article(), sentences));
            }
        }
        Catalog catalog = source.catalog();
        Map<UpdateId, CatalogEntry> inCatalog = catalog == null ? Map.of() : new CatalogReader(catalog).lookup(ids);
        Map<UpdateId, SiteEntry> inSite = database == null ? Map.of() : new SiteReader(database).lookup(ids);
        List<Explanation> explanations = new ArrayList<>();
        for (UpdateId id : ids) {
            Judgement judgement = Judgement.of(
                    id,
                    inCatalog.getOrDefault(id, new CatalogEntry.NotOpened()),
                    inSite.getOrDefault(id, SiteEntry.NOTHING),
                    tree,
                    scope);
            explanations.add(explanation(judgement, sentences));
        }
        explanations.sort(Comparator.comparing(Explanation::title));
        return explanations;
    }

    private Set<UpdateId> byArticle(Article article) {
        Set<UpdateId> ids = new TreeSet<>();
        if (database != null) {
            ids.addAll(new SiteReader(database).byArticle(article));
        }
        Catalog catalog = source.catalog();
        if (catalog != null) {
            ids.addAll(new CatalogReader(catalog).byArticle(article));
        }
        return ids;
    }

    private Explanation explanation(Judgement judgement, Sentences sentences) {
        Named name = judgement.name();
        SiteEntry site = judgement.site();
        return new Explanation(
                judgement.id(),
                name.article(),
                name.title(),
                inCatalog(judgement.catalog()),
                judgement.isCategory() ? scope.selects(judgement.id()) : judgement.isInScope(),
                site.held() != null || site.isCategory(),
                judgement.isExpired(),
                site.held() == null ? ExpiryReasons.NONE : site.held().reasons(),
                site.held() == null ? null : site.held().expiredSince(),
                site.supersededBy(),
                site.bundledIn(),
                site.quarantined() != null || judgement.catalog() instanceof CatalogEntry.Unreadable,
                site.imported() == null ? null : site.imported().time(),
                sentences.of(judgement));
    }

    private Explanation unknown(Article article, Sentences sentences) {
        return new Explanation(
                null,
                article.name(),
                "",
                source.catalog() == null ? null : (Boolean) false,
                false,
                false,
                false,
                ExpiryReasons.NONE,
                null,
                List.of(),
                List.of(),
                false,
                null,
                sentences.ofUnknownArticle(article));
    }

    private static @Nullable Boolean inCatalog(CatalogEntry entry) {
        if (entry instanceof CatalogEntry.NotOpened) {
            return null;
        }
        return !(entry instanceof CatalogEntry.Absent);
    }
}
