package dev.supsync.sync;

import dev.supsync.catalog.Catalog;
import dev.supsync.error.SupsyncException;
import dev.supsync.metadata.UpdateId;
import dev.supsync.site.LifecycleRow;
import dev.supsync.site.ScopeState;
import dev.supsync.site.SiteStore;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** License terms that the server of a software update point has not downloaded yet: status 6708 instead of 6702. */
public final class LicenseTerms {

    /** Updates that a sentence names. */
    private static final int NAMED = 3;

    private LicenseTerms() {}

    /**
     * The updates of a catalog that lack their license terms. A catalog that cannot be asked is one that does not know.
     *
     * @param notes takes a sentence about that
     */
    public static Set<UpdateId> lacking(Catalog catalog, Consumer<String> notes) {
        try {
            return catalog.withoutLicenseTerms();
        } catch (SupsyncException e) {
            notes.accept("Whether license terms are missing is not known: " + e.getMessage());
            return Set.of();
        }
    }

    /** Those that matter to a site: it shows them, they are in scope, and they have not expired. */
    public static List<UpdateId> missing(SiteStore store, Collection<UpdateId> lacking) {
        return lacking.isEmpty()
                ? List.of()
                : store.lifecycle(lacking).stream()
                        .filter(row -> row.listed() && row.scopeState() == ScopeState.IN && row.reasons() == 0)
                        .map(LifecycleRow::id)
                        .toList();
    }

    /** Says it of at least one update. */
    public static String sentence(String server, List<UpdateId> missing) {
        String named = missing.stream().limit(NAMED).map(UpdateId::toString).collect(Collectors.joining(", "));
        return "The software update point " + server + " has not downloaded the license terms of " + missing.size()
                + (missing.size() == 1 ? " update" : " updates") + " yet: " + named
                + (missing.size() > NAMED ? " and others" : "") + ".";
    }
}
