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
 */
public record CleanupReport(
        int updates, int needless, int deployed, int held, int remaining, History history, boolean stopped) {

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
