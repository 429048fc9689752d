package dev.supsync.explain;

import dev.supsync.metadata.PublicationState;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateType;
import dev.supsync.scope.CategoryTree;
import dev.supsync.scope.Decision;
import dev.supsync.scope.ResolvedScope;
import dev.supsync.scope.UpdateFacts;
import dev.supsync.site.Outcome;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One update between a catalog and a site, and what the present scope says of it.
 *
 * @param decision the verdict by its categories; null when they are not known, or when it is no update by itself
 */
record Judgement(UpdateId id, CatalogEntry catalog, SiteEntry site, CategoryTree tree, @Nullable Decision decision) {

    static Judgement of(UpdateId id, CatalogEntry catalog, SiteEntry site, CategoryTree tree, ResolvedScope scope) {
        Judgement bare = new Judgement(id, catalog, site, tree, null);
        if (bare.isHidden() || bare.isCategory()) {
            return bare;
        }
        return bare.categories()
                .map(c -> new Judgement(id, catalog, site, tree, scope.decide(new UpdateFacts(c))))
                .orElse(bare);
    }

    /** What the catalog holds; empty when it holds nothing that can be read. */
    Optional<CatalogEntry.Found> found() {
        return catalog instanceof CatalogEntry.Found f ? Optional.of(f) : Optional.empty();
    }

    Optional<SiteEntry.Held> held() {
        return Optional.ofNullable(site.held());
    }

    boolean isCategory() {
        return found().map(f -> f.revision().properties().type() == UpdateType.CATEGORY)
                .orElse(site.isCategory());
    }

    /** Whether it is no update by itself: a child of bundles, a detectoid. */
    boolean isHidden() {
        if (isCategory()) {
            return false;
        }
        return found().map(f -> !f.revision().properties().explicitlyDeployable())
                .orElseGet(() -> held().map(h -> !h.listed()).orElse(site.decided() == Outcome.NOT_DEPLOYABLE));
    }

    boolean isInScope() {
        if (isHidden()) {
            return site.held() != null && site.isNeeded();
        }
        if (isImported()) {
            return true;
        }
        if (decision != null) {
            return decision instanceof Decision.InScope;
        }
        Outcome outcome = site.decided();
        return outcome != null && outcome != Outcome.OUT_OF_SCOPE && outcome != Outcome.NOT_DEPLOYABLE;
    }

    boolean isExpired() {
        return held().map(h -> !h.reasons().isEmpty()).orElse(isExpiredByPublisher());
    }

    boolean isExpiredByPublisher() {
        return found().map(f -> f.revision().properties().publicationState() == PublicationState.EXPIRED)
                .orElse(false);
    }

    boolean isDeclined() {
        return found().map(CatalogEntry.Found::declined).orElse(false);
    }

    /** Whether a person picked it, for this site or at the source: in scope because of that. */
    boolean isImported() {
        return site.imported() != null
                || found().map(CatalogEntry.Found::imported).orElse(false);
    }

    /** By its article and title, from the site where that holds it. */
    Named name() {
        return held().map(SiteEntry.Held::name)
                .filter(n -> !n.title().isEmpty())
                .or(() -> found().map(f -> new Named(id, f.article(), f.title())))
                .orElse(new Named(id, "", ""));
    }

    private Optional<Collection<UpdateId>> categories() {
        return found().<Collection<UpdateId>>map(CatalogEntry.Found::categories)
                .or(() -> held().filter(SiteEntry.Held::listed).map(SiteEntry.Held::categories));
    }
}
