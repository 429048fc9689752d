package dev.supsync.sync;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.status.StatusMessage;
import dev.supsync.sync.SyncListener.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** A catalog that WSUS is writing to is not read until it has ended. */
final class WsusStep implements Tasklet {

    private static final Duration POLL = Duration.ofSeconds(10);

    private final RunContext context;
    private @Nullable Instant limit;
    private boolean waiting;

    WsusStep(RunContext context) {
        this.context = context;
    }

    /** Says what it does in a transaction of its own, which does not last as long as the waiting. */
    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext chunkContext) {
        context.stop().check();
        Instant until = limit;
        if (until == null) {
            begin();
            return RepeatStatus.CONTINUABLE;
        }
        Optional<String> activity = context.catalog().activity();
        if (activity.isEmpty()) {
            return RepeatStatus.FINISHED;
        }
        if (!context.now().isBefore(until)) {
            throw new SupsyncException(
                    ErrorCode.CATALOG_BUSY,
                    activity.get() + " It did not end within "
                            + context.options().wsusWait().toMinutes() + " minutes.",
                    "Look at WSUS's own synchronization, then run the command again.");
        }
        if (!waiting) {
            context.listener().note(activity.get() + " Waiting for its end.");
            waiting = true;
        }
        context.stop().await(POLL);
        return RepeatStatus.CONTINUABLE;
    }

    private void begin() {
        context.listener().phase(Phase.WSUS);
        context.messages()
                .write(
                        StatusMessage.SYNCHRONIZING_WSUS,
                        context.now(),
                        context.store().state().contentVersion(),
                        null,
                        List.of());
        limit = context.now().plus(context.options().wsusWait());
    }
}
