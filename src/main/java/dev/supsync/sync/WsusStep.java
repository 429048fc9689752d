package dev.supsync.sync;

import dev.supsync.status.StatusMessage;
import dev.supsync.sync.SyncListener.Phase;
import java.util.List;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** The catalog is brought up to its source. What it says is a transaction of its own: the rest can take hours. */
final class WsusStep implements Tasklet {

    private final RunContext context;
    private final WsusPhase phase;

    WsusStep(RunContext context, WsusPhase phase) {
        this.context = context;
        this.phase = phase;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext chunkContext) {
        context.stop().check();
        context.listener().phase(Phase.WSUS);
        context.database().inTransaction(() -> {
            context.store().verify(context.lease());
            context.messages()
                    .write(
                            StatusMessage.SYNCHRONIZING_WSUS,
                            context.now(),
                            context.store().state().contentVersion(),
                            null,
                            List.of());
            return true;
        });
        phase.run(context.listener(), context.stop());
        return RepeatStatus.FINISHED;
    }
}
