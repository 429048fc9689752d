package dev.supsync.cli;

import dev.supsync.sync.SyncListener;

/** Shows a person how a run goes on. */
interface Progress extends SyncListener, AutoCloseable {

    /** A bar on a terminal, plain lines elsewhere. */
    static Progress of(Session session) {
        return session.terminal().isErrTerminal() ? new ProgressBars(session) : new ProgressLines(session);
    }

    @Override
    void close();
}
