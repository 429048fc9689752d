package dev.supsync.explain;

import dev.supsync.lifecycle.ExpiryReason;
import dev.supsync.metadata.Article;
import dev.supsync.metadata.CategoryType;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateType;
import dev.supsync.scope.CategoryNode;
import dev.supsync.scope.Decision;
import dev.supsync.scope.Outside;
import dev.supsync.site.Outcome;
import dev.supsync.site.ScopeState;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says in sentences how an update stands: what the catalog has, what the scope decides, what the site made of it. */
final class Sentences {

    private static final int SHOWN = 3;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final String catalogName;
    private final @Nullable String catalogProblem;
    private final boolean isSynchronized;
    private final Outside outside;
    private final List<String> sentences = new ArrayList<>();

    /**
     * @param catalogProblem why the catalog could not be opened; null if it was
     * @param isSynchronized whether the site has a database
     */
    Sentences(String catalogName, @Nullable String catalogProblem, boolean isSynchronized, Outside outside) {
        this.catalogName = catalogName;
        this.catalogProblem = catalogProblem;
        this.isSynchronized = isSynchronized;
        this.outside = outside;
    }

    List<String> of(Judgement update) {
        sentences.clear();
        if (update.isCategory()) {
            category(update);
            return List.copyOf(sentences);
        }
        catalog(update);
        scope(update);
        quarantine(update);
        if (update.site().held() == null) {
            notHeld(update);
        } else {
            held(update, update.site().held());
        }
        return List.copyOf(sentences);
    }

    /** What there is to say of an article that nobody knows. */
    List<String> ofUnknownArticle(Article article) {
        sentences.clear();
        say(
                catalogProblem == null
                        ? "Neither the catalog " + catalogName + " nor the site knows an update of the article "
                                + article + "."
                        : "The site knows no update of the article " + article + ".");
        catalogProblem();
        return List.copyOf(sentences);
    }

    private void category(Judgement update) {
        String type = update.tree()
                .type(update.id())
                .map(CategoryType::text)
                .map(t -> t.replaceAll("(?<=.)(?=[A-Z])", " ").toLowerCase(Locale.ROOT))
                .orElse("type that is not known");
        say("This is no update but a category: the " + type + " " + title(update, update.id()) + ".");
        say("The command \"categories\" shows what is selected.");
    }

    private void catalog(Judgement update) {
        if (update.catalog() instanceof CatalogEntry.NotOpened) {
            catalogProblem();
        } else if (update.catalog() instanceof CatalogEntry.Absent) {
            say("The catalog " + catalogName + " does not hold it.");
        } else if (update.catalog() instanceof CatalogEntry.Unreadable u) {
            say("The catalog " + catalogName + " holds revision " + u.revisionNumber()
                    + " of it, which cannot be read: " + u.reason());
        } else if (update.catalog() instanceof CatalogEntry.Found f) {
            say("The catalog " + catalogName + " holds it in revision "
                    + f.revision().key().revisionNumber() + ".");
            if (f.declined()) {
                say("It is declined there.");
            }
            if (update.isExpiredByPublisher()) {
                say("Its publisher has expired it.");
            }
        }
    }

    private void catalogProblem() {
        if (catalogProblem != null) {
            say("The catalog could not be opened, so that only the site was asked: "
                    + (catalogProblem.endsWith(".") ? catalogProblem : catalogProblem + "."));
        }
    }

    private void scope(Judgement update) {
        if (update.isHidden()) {
            hidden(update);
            return;
        }
        if (update.isImported()) {
            imported(update);
        } else if (update.decision() instanceof Decision.InScope in) {
            say("It is in scope: its classification " + title(update, in.classification()) + " and its product "
                    + title(update, in.product()) + above(update, in.product()) + " are selected.");
        } else if (update.decision() instanceof Decision.Outside out) {
            say("It is out of scope: " + rule(out));
            if (outside == Outside.KEEP) {
                say("The setting scope.outside keeps it in the site all the same.");
            }
        }
    }

    private void imported(Judgement update) {
        SiteEntry.Imported pick = update.site().imported();
        say(
                pick == null
                        ? "It is in scope because it was imported at the source by hand."
                        : "It is in scope because it was imported: on " + TIME.format(pick.time()) + " from "
                                + pick.catalog() + ".");
        if (update.decision() instanceof Decision.Outside out) {
            say("The settings alone would leave it out: " + rule(out));
        }
    }

    private static String rule(Decision.Outside out) {
        return switch (out.rule()) {
            case NO_CLASSIFICATION, NO_PRODUCT -> out.detail() + ".";
            case CLASSIFICATION_NOT_SELECTED -> "its " + out.detail() + " is not selected.";
            case PRODUCT_NOT_SELECTED -> "no product of its own is selected; it belongs to " + out.detail() + ".";
        };
    }

    private void hidden(Judgement update) {
        boolean isDetectoid = update.found()
                .filter(f -> f.revision().properties().type() == UpdateType.DETECTOID)
                .isPresent();
        say("It is no update by itself but " + (isDetectoid ? "a detectoid" : "a part of others")
                + ", and in no view of updates.");
        List<Named> bundles = update.site().bundledIn();
        List<Named> others = update.site().requiredBy();
        if (!bundles.isEmpty()) {
            say("It is a child of the bundle " + list(bundles)
                    + ", and comes with it whatever its own categories are.");
        }
        if (!others.isEmpty()) {
            say("It is required by " + list(others) + ".");
        }
        if (bundles.isEmpty() && others.isEmpty() && isSynchronized) {
            say("Nothing that the site holds bundles or requires it.");
        }
    }

    private void quarantine(Judgement update) {
        var entry = update.site().quarantined();
        if (entry != null) {
            say("It is in quarantine since " + TIME.format(entry.firstSeen()) + ", at " + entry.place() + ": "
                    + entry.reason());
            say("Every full synchronization tries it again.");
        }
    }

    private void held(Judgement update, SiteEntry.Held held) {
        say((held.listed() ? "The site has it" : "The site holds it") + " since " + TIME.format(held.since())
                + ", in revision " + held.revisionNumber() + ".");
        update.found().ifPresent(f -> {
            int there = f.revision().key().revisionNumber();
            if (there > held.revisionNumber()) {
                say("The next synchronization brings revision " + there + ".");
            } else if (there < held.revisionNumber()) {
                say("The lower revision of the catalog is kept out.");
            }
        });
        if (!held.reasons().isEmpty()) {
            expired(held);
        }
        if (!update.site().supersededBy().isEmpty()) {
            say("It is superseded by " + list(update.site().supersededBy()) + ".");
        } else if (held.superseded()) {
            say("It is superseded.");
        }
        if (!update.site().deployments().isEmpty()) {
            say("It is deployed, and no cleanup removes it: "
                    + String.join(", ", update.site().deployments()) + ".");
        }
        boolean inNow = update.isInScope();
        if (held.listed() && inNow && held.scopeState() == ScopeState.FORMERLY) {
            say("The configuration or the catalog has changed since the last run: the next full synchronization"
                    + " takes it back into scope.");
        } else if (held.listed() && !inNow && update.decision() != null && held.scopeState() == ScopeState.IN) {
            say("The configuration or the catalog has changed since the last run: the next full synchronization expires"
                    + " it.");
        }
    }

    private void expired(SiteEntry.Held held) {
        List<String> reasons = new ArrayList<>();
        for (ExpiryReason reason : ExpiryReason.values()) {
            if (held.reasons().contains(reason)) {
                reasons.add(
                        switch (reason) {
                            case PUBLISHER -> "its publisher has expired it (publisher)";
                            case DECLINED -> "it is declined at the source (declined)";
                            case VANISHED -> "the catalog no longer held it (vanished)";
                            case SCOPE -> "it was in scope and no longer is (scope)";
                            case RULE -> "the rule for superseded updates (rule)";
                        });
            }
        }
        Instant since = held.expiredSince();
        say("It is expired" + (since == null ? "" : " since " + TIME.format(since)) + ": "
                + String.join(", and ", reasons) + ".");
    }

    private void notHeld(Judgement update) {
        if (!isSynchronized) {
            say("The site was never synchronized, so that it holds nothing yet.");
            return;
        }
        Outcome decided = update.site().decided();
        Instant removed = update.site().removedAt();
        if (decided != null && decided.isRemoved()) {
            say("A cleanup removed it" + (removed == null ? "" : " on " + TIME.format(removed))
                    + "; it comes back when it is live again.");
            return;
        }
        if (update.catalog() instanceof CatalogEntry.Absent && decided == null) {
            unknown(update);
        } else if (update.isHidden()) {
            say("So the site does not hold it.");
        } else if (update.decision() != null && !update.isInScope()) {
            say("So the site does not hold it.");
        } else if (update.isDeclined() || update.isExpiredByPublisher()) {
            say("The site does not hold it: what is declined or expired when it is first seen is not written.");
        } else if (update.decision() != null && update.site().quarantined() == null) {
            say(
                    decided == null
                            ? "The site does not hold it yet: the next synchronization brings it."
                            : "The site does not hold it yet: " + was(decided)
                                    + " at the last synchronization, which has"
                                    + " changed since. The next full one brings it.");
        } else {
            say(
                    decided == null
                            ? "The site does not hold it."
                            : "The site does not hold it: " + was(decided) + " at the last synchronization.");
        }
    }

    private void unknown(Judgement update) {
        if (update.site().quarantined() == null && !update.site().isNeeded()) {
            say("The site does not know it either.");
            say("Check the ID. What WSUS does not offer for the products that it synchronizes is missing here, too.");
        } else {
            say("The site does not hold it.");
        }
        if (update.site().isNeeded()) {
            say("Updates of the site need it; it comes when the catalog holds it.");
        }
    }

    private static String was(Outcome outcome) {
        return switch (outcome) {
            case NOT_DEPLOYABLE -> "it was no update by itself, and nothing needed it";
            case OUT_OF_SCOPE -> "it was out of scope";
            case SKIPPED_EXPIRED -> "it was expired by its publisher";
            case SKIPPED_DECLINED -> "it was declined at the source";
            case REMOVED, REMOVED_SUPERSEDED, REMOVED_DECLINED -> "a cleanup had removed it";
        };
    }

    /** What stands above a product, so that one sees which selection it may come from. */
    private static String above(Judgement update, UpdateId product) {
        List<CategoryNode> ancestors = update.tree().ancestors(product);
        if (ancestors.isEmpty()) {
            return "";
        }
        List<String> titles =
                ancestors.stream().map(n -> "\"" + n.englishTitle() + "\"").toList();
        return " (below " + String.join(", ", titles) + ")";
    }

    private static String title(Judgement update, UpdateId category) {
        return update.tree()
                .node(category)
                .map(n -> "\"" + n.englishTitle() + "\"")
                .orElse(category.toString());
    }

    private static String list(List<Named> updates) {
        String first = String.join(
                ", ", updates.stream().limit(SHOWN).map(Named::label).toList());
        return updates.size() <= SHOWN ? first : first + " and " + (updates.size() - SHOWN) + " more";
    }

    private void say(String sentence) {
        sentences.add(sentence);
    }
}
