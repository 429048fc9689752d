package dev.supsync.sync;

import dev.supsync.lifecycle.SupersedenceRule;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * A changed rule may let go of updates that a cleanup removed: before the updates are read, so that this run brings them. A
 * continued run looks again: a cleanup in between has removed by the old rule.
 */
final class ReleaseStep implements Tasklet {

    private final RunContext context;

    ReleaseStep(RunContext context) {
        this.context = context;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext chunkContext) {
        context.stop().check();
        release(context);
        return RepeatStatus.FINISHED;
    }

    static void release(RunContext context) {
        SupersedenceRule rule = context.options().rule();
        if (RuleStep.isNew(rule, context.lifecycle().state())) {
            context.release(RuleVerdicts.ofSite(context, rule).released());
        }
    }
}
