package dev.supsync.sync;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.scope.CategoryTree;
import dev.supsync.site.CategoryRecord;
import dev.supsync.site.CategoryStore;
import dev.supsync.status.Counter;
import dev.supsync.sync.SyncListener.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Brings the categories in step: some hundreds to some thousands, in one transaction. */
final class CategoriesStep implements Tasklet {

    /** New categories that are named. */
    private static final int NAMED = 10;

    private final RunContext context;

    CategoriesStep(RunContext context) {
        this.context = context;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext chunkContext) {
        context.stop().check();
        context.listener().phase(Phase.CATEGORIES);
        context.enterSiteDatabasePhase();
        List<UpdateRevision> revisions = new CategorySource(context.catalog(), context.listener()).read(context.from());
        refuseEmpty(revisions);
        Map<UpdateId, CategoryStore.Held> held = context.categories().all();
        CategoryTree tree = CategoryNodes.tree(revisions, held);
        Set<String> languages = CategorySource.languages(context.scopeSettings());
        List<CategoryRecord> changed = new ArrayList<>();
        for (UpdateRevision revision : revisions) {
            compare(CategoryNodes.record(revision, tree, languages), held, changed);
        }
        context.categories().apply(context.lease(), changed, held, context.run().id(), context.now());
        context.saveCounts();
        if (!held.isEmpty()) {
            reportNew(changed, held.keySet(), tree);
        }
        context.listener().progress(Phase.CATEGORIES, revisions.size(), revisions.size());
        return RepeatStatus.FINISHED;
    }

    /** Nothing that appears is selected by itself, unless what stands above it is: somebody has to hear of it. */
    private void reportNew(List<CategoryRecord> changed, Set<UpdateId> known, CategoryTree tree) {
        List<String> names = changed.stream()
                .map(record -> record.key().id())
                .filter(id -> !known.contains(id))
                .map(id -> tree.node(id)
                                .map(node -> "\"" + node.englishTitle() + "\" ")
                                .orElse("")
                        + id)
                .toList();
        if (!names.isEmpty()) {
            String shown = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
            context.listener()
                    .note("New products or classifications: " + shown
                            + (names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "")
                            + ". The command \"categories\" shows which are selected.");
        }
    }

    private void compare(CategoryRecord record, Map<UpdateId, CategoryStore.Held> held, List<CategoryRecord> changed) {
        CategoryStore.Held known = held.get(record.key().id());
        context.tally().count(Counter.CATEGORIES_READ);
        if (known == null) {
            context.tally().count(Counter.CATEGORIES_INSERTED);
            changed.add(record);
        } else if (known.record().key().revisionNumber() > record.key().revisionNumber()
                || known.record().content().equals(record.content())) {
            context.tally().count(Counter.CATEGORIES_UNCHANGED);
        } else {
            context.tally().count(Counter.CATEGORIES_UPDATED);
            changed.add(record);
        }
    }

    private void refuseEmpty(List<UpdateRevision> revisions) {
        if (revisions.isEmpty() && !context.isPartial() && context.catalog().size() == 0) {
            throw new SupsyncException(
                    ErrorCode.CATALOG_EMPTY,
                    context.catalog().identity().name() + " holds no update metadata.",
                    "Check that it is the catalog of a WSUS server that has synchronized, and export it again.");
        }
    }
}
