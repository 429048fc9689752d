package dev.supsync.explain;

import dev.supsync.catalog.Catalog;
import dev.supsync.metadata.Article;
import dev.supsync.metadata.CategoryType;
import dev.supsync.metadata.PublicationState;
import dev.supsync.metadata.UpdateId;
import dev.supsync.scope.CategoryNode;
import dev.supsync.scope.CategoryTree;
import dev.supsync.site.jdbc.SiteDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds updates of a catalog by their titles, articles or identities, and says which of them a site has. */
public final class CatalogSearch {

    /** Found updates that wait for the site's word on them. */
    private static final int PAGE = 50;

    private final Catalog catalog;
    private final CategoryTree tree;
    private final @Nullable SiteDatabase database;

    /**
     * @param tree the categories of the catalog
     * @param database null when no site is asked
     */
    public CatalogSearch(Catalog catalog, CategoryTree tree, @Nullable SiteDatabase database) {
        this.catalog = catalog;
        this.tree = tree;
        this.database = database;
    }

    /**
     * An update that was found.
     *
     * @param created when its latest revision was
     * @param classification its title; empty when there is none
     * @param expired by its publisher
     * @param declined at the source
     * @param inSite whether the views of the site show it; null when no site was asked
     */
    public record Hit(
            Named name,
            int revisionNumber,
            Instant created,
            String classification,
            boolean expired,
            boolean declined,
            @Nullable Boolean inSite) {

        private Hit in(Set<UpdateId> site) {
            return new Hit(name, revisionNumber, created, classification, expired, declined, site.contains(name.id()));
        }
    }

    /**
     * Hands over every deployable update with this text in a title of any language, in any case, or with this article
     * or identity; in the catalog's order.
     *
     * @param consumer false when it wants no more
     */
    public void each(String text, Predicate<Hit> consumer) {
        String folded = fold(text.strip());
        Article article = article(text);
        String id = folded.replaceAll("[{}]", "");
        List<Hit> page = new ArrayList<>();
        boolean[] wanted = {true};
        new CatalogReader(catalog).updates(update -> {
            if (matches(update, folded, article, id)) {
                page.add(hit(update));
                if (database == null || page.size() == PAGE) {
                    wanted[0] = hand(page, consumer);
                }
            }
            return wanted[0];
        });
        if (wanted[0]) {
            hand(page, consumer);
        }
    }

    private boolean hand(List<Hit> page, Predicate<Hit> consumer) {
        List<Hit> hits = List.copyOf(page);
        page.clear();
        Set<UpdateId> held = database == null
                ? Set.of()
                : new SiteReader(database)
                        .listed(hits.stream().map(h -> h.name().id()).toList());
        for (Hit hit : hits) {
            if (!consumer.test(database == null ? hit : hit.in(held))) {
                return false;
            }
        }
        return true;
    }

    private static boolean matches(CatalogEntry.Found update, String text, @Nullable Article article, String id) {
        return update.revision().texts().stream().anyMatch(t -> fold(t.title()).contains(text))
                || (article != null
                        && article.isAmong(update.revision().properties().kbArticles()))
                || update.revision().id().toString().equals(id);
    }

    private Hit hit(CatalogEntry.Found update) {
        return new Hit(
                new Named(update.revision().id(), update.article(), update.title()),
                update.revision().key().revisionNumber(),
                update.revision().properties().creationDate(),
                update.categories().stream()
                        .filter(c -> tree.type(c)
                                .filter(CategoryType.UPDATE_CLASSIFICATION::equals)
                                .isPresent())
                        .findFirst()
                        .flatMap(tree::node)
                        .map(CategoryNode::englishTitle)
                        .orElse(""),
                update.revision().properties().publicationState() == PublicationState.EXPIRED,
                update.declined(),
                null);
    }

    /** Null when the text can be none. */
    private static @Nullable Article article(String text) {
        try {
            return Article.parse(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String fold(String text) {
        return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
}
