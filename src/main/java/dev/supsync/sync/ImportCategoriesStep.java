package dev.supsync.sync;

import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.scope.CategoryTree;
import dev.supsync.site.CategoryStore;
import dev.supsync.sync.SyncListener.Phase;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Brings the categories that picked updates belong to, and those above them, where the site does not have them. */
final class ImportCategoriesStep implements Tasklet {

    private final RunContext context;
    private final ImportPicks picks;
    private final ImportResult result;

    ImportCategoriesStep(RunContext context, ImportPicks picks, ImportResult result) {
        this.context = context;
        this.picks = picks;
        this.result = result;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext chunkContext) {
        context.stop().check();
        context.listener().phase(Phase.CATEGORIES);
        result.picker().find(picks);
        Set<UpdateId> needed = result.picker().categories();
        CategorySource source = new CategorySource(context.catalog(), context.listener());
        List<UpdateRevision> revisions = source.read(context.from());
        Map<UpdateId, CategoryStore.Held> held = context.categories().all();
        CategoryTree tree = CategoryNodes.tree(revisions, held);
        for (UpdateId id : Set.copyOf(needed)) {
            tree.ancestors(id).forEach(node -> needed.add(node.id()));
        }
        var languages = CategorySource.languages(context.scopeSettings());
        context.categories()
                .apply(
                        context.lease(),
                        revisions.stream()
                                .filter(r -> needed.contains(r.id()) && !held.containsKey(r.id()))
                                .map(r -> CategoryNodes.record(r, tree, languages))
                                .toList(),
                        held,
                        context.run().id(),
                        context.now());
        return RepeatStatus.FINISHED;
    }
}
