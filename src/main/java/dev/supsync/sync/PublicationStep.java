package dev.supsync.sync;

import dev.supsync.catalog.Position;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.metadata.UpdateId;
import dev.supsync.site.SiteState;
import dev.supsync.site.jdbc.PublicationStore;
import dev.supsync.status.Counter;
import dev.supsync.status.RunResult;
import dev.supsync.status.Tally;
import dev.supsync.sync.SyncListener.Phase;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Ends a run: reconciles the counts, raises the content version, and says that it is done. All in one transaction. */
final class PublicationStep implements Tasklet {

    private final RunContext context;
    private final WsusPhase wsus;

    PublicationStep(RunContext context, WsusPhase wsus) {
        this.context = context;
        this.wsus = wsus;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext chunkContext) {
        context.stop().check();
        context.listener().phase(Phase.PUBLICATION);
        boolean isImport = context.plan().type() == SyncType.IMPORT;
        List<UpdateId> withoutLicenseTerms = isImport ? List.of() : withoutLicenseTerms();
        context.catalog().requireSame(); // asks the catalog, before anything is locked
        context.store().verify(context.lease());
        wsus.judge();
        reconcile(context.tally());
        noteKeptOut(context.tally().get(Counter.KEPT_OUT));
        if (!context.isPartial()) {
            context.quarantine().release(context.run().id());
        }
        int version = publish(context.store().state());
        Instant now = context.now();
        context.tally().add(Counter.WITHOUT_LICENSE_TERMS, withoutLicenseTerms.size());
        if (!isImport) {
            keepPlace();
            noteRule(now);
        }
        new PublicationStore(context.database()).publish(context.lease(), version, now);
        context.saveCounts();
        context.runs().end(context.run().id(), RunResult.SUCCEEDED, false, version, null, now);
        if (!isImport) {
            context.messages().writeSuccess(context.tally(), now, version);
        }
        return RepeatStatus.FINISHED;
    }

    private void noteRule(Instant now) {
        if (context.isRuleLeft()) {
            context.lifecycle().ruleLeft();
        } else {
            context.lifecycle().ruleApplied(context.options().rule().toString(), context.ruleDue(), now);
        }
    }

    private List<UpdateId> withoutLicenseTerms() {
        Set<UpdateId> lacking = LicenseTerms.lacking(context.catalog(), context.listener()::note);
        List<UpdateId> missing = LicenseTerms.missing(context.store(), lacking);
        if (!missing.isEmpty()) {
            context.listener().note(LicenseTerms.sentence(context.plan().server(), missing));
        }
        return missing;
    }

    private void noteKeptOut(long revisions) {
        if (revisions > 0) {
            context.listener()
                    .note((revisions == 1 ? "1 revision" : revisions + " revisions") + " of "
                            + context.catalog().identity().name()
                            + " kept out: the site has higher revisions of the same updates.");
        }
    }

    private int publish(SiteState state) {
        boolean changed = state.visibleChange() > state.publishedChange();
        int version = state.contentVersion() + (changed ? 1 : 0);
        if (context.plan().type() == SyncType.IMPORT) {
            context.database().translating(() -> context.database()
                    .jdbc()
                    .update(
                            "UPDATE SUP_SITE SET CONTENT_VERSION = ?, PUBLISHED_CHANGE = VISIBLE_CHANGE WHERE SITE_ID"
                                    + " = 1",
                            version));
            return version;
        }
        @Nullable UUID server = context.catalog().identity().serverId();
        context.database().translating(() -> context.database()
                .jdbc()
                .update(
                        "UPDATE SUP_SITE SET CONTENT_VERSION = ?, PUBLISHED_CHANGE = VISIBLE_CHANGE,"
                                + (context.isPartial()
                                        ? ""
                                        : " SETTLED_CHANGE = CHANGE_NUMBER, PUBLISHED_CI_ID = NEXT_CI_ID,")
                                + " CATALOG_NAME = ?,"
                                + " CATALOG_SERVER_ID = ?, CATALOG_FINGERPRINT = ? WHERE SITE_ID = 1",
                        version,
                        context.catalog().identity().name(),
                        server == null ? null : context.database().parameter(server),
                        context.catalog().identity().fingerprint().bytes()));
        return version;
    }

    /** The highest position that was read. Of an export no position outlasts it. */
    private void keepPlace() {
        Position reached = context.runs()
                .find(context.run().id())
                .map(run ->
                        UpdatesStep.Place.decode(run.place(), context.from()).position())
                .orElse(context.from());
        CatalogPlace place = new CatalogPlace(context.database());
        if (!(reached instanceof Position.RevisionId last)) {
            reached = Position.START;
        } else if (context.isPartial()) {
            long before = place.read()
                    .map(r -> r.position() instanceof Position.RevisionId id ? id.value() : 0L)
                    .orElse(0L);
            reached = new Position.RevisionId(Math.max(last.value(), before));
        }
        place.keep(context.catalog().identity(), reached);
    }

    private void reconcile(Tally tally) {
        long read = tally.get(Counter.READ);
        long decided = tally.get(Counter.IN_SCOPE) + tally.get(Counter.OUT_OF_SCOPE) + tally.get(Counter.SKIPPED);
        long written = tally.get(Counter.INSERTED) + tally.get(Counter.UPDATED) + tally.get(Counter.UNCHANGED);
        long expected = context.run().listedBefore() + tally.get(Counter.LISTED);
        long listed = context.isPartial() ? expected : context.store().countListed(); // a delta does not look at all
        if (read != decided || written != tally.get(Counter.IN_SCOPE) || expected != listed) {
            throw new SupsyncException(
                    ErrorCode.SITE_RECONCILE,
                    "The counts of this run do not add up: " + read + " updates read, " + decided + " decided, "
                            + tally.get(Counter.IN_SCOPE) + " in scope, " + written + " accounted for, " + expected
                            + " expected in the site, " + listed + " found there.",
                    "Run the command again; it starts anew. If the counts differ again, report it with this message.");
        }
    }
}
