package dev.supsync.sync;

import dev.supsync.catalog.CatalogRecord.RawRevision;
import dev.supsync.metadata.Digest;
import dev.supsync.metadata.UpdateId;
import dev.supsync.scope.ResolvedScope;
import dev.supsync.site.Known;
import dev.supsync.site.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;

/**
 * The digests that stand for raw records under a scope: equal ones need not be read again. Each holds only the settings
 * that bear upon what was made of its record, so that another language or product reads only what it needs.
 */
final class SourceDigests {

    /** Raise it when the same document gives another record: everything is read again then. */
    private static final int READER = 1;

    /** What was imported is in scope because it was. */
    private static final Digest IMPORTED = Digests.of("imported".getBytes(StandardCharsets.US_ASCII));

    private final Predicate<UpdateId> picked;
    private final Digest reader;
    private final Digest selection;
    private final Digest wording;
    private final Digest all;

    /**
     * @param runTimes what the run times make of the selected products
     * @param picked whether a person imported an update
     */
    SourceDigests(ResolvedScope scope, Digest runTimes, Predicate<UpdateId> picked) {
        this.picked = picked;
        reader = new ContentDigest().add(READER).digest();
        selection = Digests.combine(scope.fingerprint(), reader);
        Digest languages =
                new ContentDigest().addAll(List.copyOf(scope.languages())).digest();
        wording = Digests.combine(Digests.combine(languages, runTimes), reader);
        all = Digests.combine(selection, wording);
    }

    /** The digest that a known record has if nothing changed. */
    Digest expected(RawRevision raw, Known known) {
        return known instanceof Known.Held held
                ? held(raw, held.deployable())
                : decided(raw, ((Known.Decided) known).outcome());
    }

    /** Of what the site holds. What is deployable may be listed, which the selection decides. */
    Digest held(RawRevision raw, boolean deployable) {
        return of(raw, deployable ? all : wording);
    }

    /** Of what it does not hold. */
    Digest decided(RawRevision raw, Outcome outcome) {
        return of(raw, outcome == Outcome.NOT_DEPLOYABLE ? reader : selection);
    }

    boolean isImported(RawRevision raw) {
        return raw.imported() || picked.test(raw.key().id());
    }

    private Digest of(RawRevision raw, Digest settings) {
        Digest source = Digests.combine(raw.digest(), settings);
        return isImported(raw) ? Digests.combine(source, IMPORTED) : source;
    }
}
