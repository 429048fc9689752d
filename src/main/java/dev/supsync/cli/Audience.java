package dev.supsync.cli;

/** Tells now and then whether somebody still reads: asking flushes, so that every row would be dear. */
final class Audience {

    private static final int ROWS = 100;

    private final Terminal terminal;
    private long rows;

    Audience(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Counts a row; false when the reader is gone. */
    boolean listens() {
        rows++;
        return rows % ROWS != 0 || !terminal.isBroken();
    }

    long rows() {
        return rows;
    }
}
