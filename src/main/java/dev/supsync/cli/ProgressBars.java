package dev.supsync.cli;

import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Progress on a terminal: one bar for each phase that counts. */
final class ProgressBars implements Progress {

    private static final int REFRESH_MILLIS = 200;

    private final Session session;
    private @Nullable Phase phase;
    private @Nullable ProgressBar bar;

    ProgressBars(Session session) {
        this.session = session;
    }

    @Override
    public synchronized void phase(Phase next) {
        close();
        phase = next;
    }

    @Override
    public synchronized void progress(Phase current, long done, long total) {
        if (current != phase) {
            phase(current);
        }
        ProgressBar shown = bar;
        if (shown == null) {
            shown = open(current, done, total);
            bar = shown;
        }
        shown.maxHint(total);
        shown.stepTo(done);
    }

    @Override
    public synchronized void note(String sentence) {
        close();
        session.note(sentence);
    }

    @Override
    public synchronized void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    private ProgressBar open(Phase current, long done, long total) {
        return new ProgressBarBuilder()
                .setTaskName(current.text())
                .setInitialMax(total)
                .startsFrom(done, Duration.ZERO)
                .setStyle(
                        session.terminal().mayColor()
                                ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK
                                : ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(REFRESH_MILLIS)
                .setConsumer(new me.tongfei.progressbar.ConsoleProgressBarConsumer(
                        session.terminal().err().printer(), Descriptors.width(session.environment()) - 1))
                .build();
    }
}
