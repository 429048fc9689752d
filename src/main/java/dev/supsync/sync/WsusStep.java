package dev.supsync.sync;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.status.StatusMessage;
import dev.supsync.sync.SyncListener.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** A catalog that WSUS is writing to is not read until it has ended. */
final class WsusStep implements Tasklet {

    private static final Duration POLL = Duration.ofSeconds(10);

    private final RunContext context;

    WsusStep(RunContext context) {
        this.context = context;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext chunkContext) {
        context.stop().check();
        context.listener().phase(Phase.WSUS);
        context.messages()
                .write(
                        StatusMessage.SYNCHRONIZING_WSUS,
                        context.now(),
                        context.store().state().contentVersion(),
                        null,
                        List.of());
        Instant limit = context.now().plus(context.options().wsusWait());
        Optional<String> activity = context.catalog().activity();
        activity.ifPresent(a -> context.listener().note(a + " Waiting for its end."));
        while (activity.isPresent()) {
            if (!context.now().isBefore(limit)) {
                throw new SupsyncException(
                        ErrorCode.CATALOG_BUSY,
                        activity.get() + " It did not end within "
                                + context.options().wsusWait().toMinutes() + " minutes.",
                        "Look at WSUS's own synchronization, then run the command again.");
            }
            context.stop().await(POLL);
            context.stop().check();
            activity = context.catalog().activity();
        }
        return RepeatStatus.FINISHED;
    }
}
