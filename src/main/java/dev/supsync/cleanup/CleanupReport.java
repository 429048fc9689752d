package dev.supsync.cleanup;

/**
 * What a cleanup removed, or would remove.
 *
 * @param updates expired updates that the views showed
 * @param needless other updates, that were there only because something needed them
 * @param deployed expired for long enough, but deployed or in an update group
 * @param held expired for long enough, but something that stays bundles or requires it
 * @param remaining what was left for the next cleanup, because the time was up or it was asked to stop
 * @param stopped whether it was asked to stop
 * @param withheld whether it did nothing, because the clock is doubted
 */
public record CleanupReport(
        int updates,
        int needless,
        int deployed,
        int held,
        int remaining,
        History history,
        boolean stopped,
        boolean withheld) {

    /** Of a cleanup that did nothing, because the clock is doubted. */
    public static final CleanupReport WITHHELD = new CleanupReport(0, 0, 0, 0, 0, History.NONE, false, true);

    /** Of a cleanup that did what it found. */
    CleanupReport(int updates, int needless, int deployed, int held, int remaining, History history, boolean stopped) {
        this(updates, needless, deployed, held, remaining, history, stopped, false);
    }

    /**
     * Rows of a site's history.
     *
     * @param jobs executions of jobs
     * @param messages status messages
     */
    public record History(int runs, int jobs, int messages, int quarantine) {

        /** Nothing. */
        static final History NONE = new History(0, 0, 0, 0);
    }
}
