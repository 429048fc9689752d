package dev.supsync.sync;

import dev.supsync.metadata.UpdateId;
import dev.supsync.scope.CategoryNode;
import dev.supsync.scope.CategoryTree;
import dev.supsync.scope.ResolvedScope;
import dev.supsync.scope.ScopeResolver;
import dev.supsync.site.CategoryStore;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Finds the configured selections among the site's categories. Runs at every start, a continued one too. */
final class ScopeStep implements Tasklet {

    private final RunContext context;

    ScopeStep(RunContext context) {
        this.context = context;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext chunkContext) {
        context.stop().check();
        context.enterSiteDatabasePhase();
        Map<UpdateId, CategoryStore.Held> held = context.categories().all();
        CategoryTree tree = CategoryNodes.tree(held);
        ScopePins pins = new ScopePins(context.database());
        ResolvedScope scope = ScopeResolver.resolve(context.scopeSettings(), tree, pins.all());
        scope.warnings().forEach(context.listener()::note);
        pins.keep(scope.pins());
        Set<UpdateId> subscribed = new HashSet<>();
        Map<UpdateId, List<UpdateId>> ancestors = new HashMap<>();
        for (UpdateId id : held.keySet()) {
            if (scope.selects(id)) {
                subscribed.add(id);
            }
            ancestors.put(id, tree.ancestors(id).stream().map(CategoryNode::id).toList());
        }
        context.categories().applyTree(context.lease(), subscribed, ancestors, context.now());
        context.resolve(tree, scope);
        return RepeatStatus.FINISHED;
    }
}
