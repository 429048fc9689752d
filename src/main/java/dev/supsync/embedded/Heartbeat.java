package dev.supsync.embedded;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Gives HSQLDB's lock of a database its signs of life, in a thread that keeps no process from ending. */
final class Heartbeat implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Heartbeat.class.getName());

    /** Something that gives a sign of life. */
    interface Beat {
        void give() throws IOException;
    }

    private final String what;
    private final Beat beat;
    private final ScheduledExecutorService thread;
    private final ScheduledFuture<?> beats;

    Heartbeat(String what, HsqldbLock lock) {
        this(what, lock::beat, HsqldbLock.INTERVAL);
    }

    Heartbeat(String what, Beat beat, Duration pause) {
        this.what = what;
        this.beat = beat;
        this.thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread daemon = new Thread(work, "hsqldb-heartbeat");
            daemon.setDaemon(true);
            return daemon;
        });
        long interval = pause.toMillis();
        this.beats = thread.scheduleWithFixedDelay(this::beat, interval, interval, TimeUnit.MILLISECONDS);
    }

    private void beat() {
        try {
            beat.give();
        } catch (Throwable e) {
            // the next one may succeed, and what is thrown here would end them all
            LOG.log(System.Logger.Level.WARNING, "A sign of life of the {0} could not be written: {1}", what, e);
        }
    }

    /** Ends it; a beat on its way comes to its end. */
    @Override
    public void close() {
        beats.cancel(false);
        thread.shutdown();
    }
}
