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
        write(StatusMessage.SYNCHRONIZING_WSUS, List.of());
        phase.run(context.listener(), context.stop());
        phase.outOfSync().ifPresent(this::tell);
        return RepeatStatus.FINISHED;
    }

    private void tell(WsusPhase.OutOfSync found) {
        write(StatusMessage.OUT_OF_SYNC, List.of(found.server(), found.upstream(), found.difference()));
        context.listener().note(found.sentence());
    }

    private void write(StatusMessage message, List<String> strings) {
        context.database().inTransaction(() -> {
            context.store().verify(context.lease());
            context.messages()
                    .write(message, context.now(), context.store().state().contentVersion(), null, strings);
            return true;
        });
    }
}
