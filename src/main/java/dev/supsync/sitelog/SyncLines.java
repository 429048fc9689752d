package dev.supsync.sitelog;

import dev.supsync.sync.SyncListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Progress as lines, in the words of wsyncmgr.log: one a phase, then one for every tenth or ten seconds. */
public final class SyncLines implements SyncListener {

    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final int PERCENT = 10;

    private final Clock clock;
    private final Consumer<String> lines;
    private final Consumer<String> notes;
    private @Nullable Phase phase;
    private Instant phaseStart;
    private Instant lastTime;
    private long firstDone = -1;
    private long lastDone;
    private int lastPercent;

    /**
     * @param notes where sentences for a person go
     */
    public SyncLines(Clock clock, Consumer<String> lines, Consumer<String> notes) {
        this.clock = clock;
        this.lines = lines;
        this.notes = notes;
        this.phaseStart = clock.instant();
        this.lastTime = phaseStart;
    }

    @Override
    public synchronized void phase(Phase next) {
        phase = next;
        phaseStart = clock.instant();
        lastTime = phaseStart;
        firstDone = -1;
        lastDone = -1;
        lastPercent = 0;
        lines.accept("sync: SMS " + next.text());
    }

    @Override
    public synchronized void progress(Phase current, long done, long total) {
        if (current != phase) {
            phase(current);
        }
        if (firstDone < 0) {
            firstDone = done;
        }
        Instant now = clock.instant();
        int percent = percent(done, total);
        boolean due = percent >= lastPercent + PERCENT
                || Duration.between(lastTime, now).abs().compareTo(INTERVAL) >= 0 // also by a clock that went back
                || done >= total;
        if (!due || done == lastDone) {
            return;
        }
        lastTime = now;
        lastDone = done;
        lastPercent = percent;
        lines.accept(line(current, done, total, percent, now));
    }

    @Override
    public void note(String sentence) {
        notes.accept(sentence);
    }

    /** A time that something took: 0d00h03m53s. */
    public static String duration(Duration passed) {
        Duration time = passed.isNegative() ? Duration.ZERO : passed; // the clock went back in between
        return String.format(
                Locale.ROOT,
                "%dd%02dh%02dm%02ds",
                time.toDays(),
                time.toHoursPart(),
                time.toMinutesPart(),
                time.toSecondsPart());
    }

    private String line(Phase current, long done, long total, int percent, Instant now) {
        String text = String.format(
                Locale.ROOT, "sync: SMS %s, processed %d out of %d items (%d%%)", current.text(), done, total, percent);
        long passed = Duration.between(phaseStart, now).toMillis();
        if (done >= total || done <= firstDone || passed <= 0) {
            return text;
        }
        long seconds = Math.round((total - done) * (passed / 1000.0) / (done - firstDone));
        return text
                + String.format(
                        Locale.ROOT, ", ETA in %02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    private static int percent(long done, long total) {
        return total <= 0 ? 100 : (int) Math.min(100, done * 100 / total);
    }
}
