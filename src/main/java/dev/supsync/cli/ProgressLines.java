package dev.supsync.cli;

import dev.supsync.sitelog.SyncLines;

/** Progress as lines of a log, in the words of wsyncmgr.log. */
final class ProgressLines implements Progress {

    private final SyncLines lines;

    ProgressLines(Session session) {
        this.lines = new SyncLines(session.clock(), line -> session.terminal().message(line), session::note);
    }

    @Override
    public void phase(Phase next) {
        lines.phase(next);
    }

    @Override
    public void progress(Phase current, long done, long total) {
        lines.progress(current, done, total);
    }

    @Override
    public void note(String sentence) {
        lines.note(sentence);
    }

    @Override
    public void close() {}
}
