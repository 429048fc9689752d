package dev.supsync.base;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** The end of threads that use a database: never by an interrupt, which closes the channels of an embedded one for all. */
public final class Threads {

    private static final System.Logger LOG = System.getLogger(Threads.class.getName());

    private Threads() {}

    /**
     * Takes no more tasks, and waits for those that were given, however long they take, and whoever interrupts the caller.
     *
     * @param name of the threads, for the log
     */
    public static void end(ExecutorService threads, String name) {
        threads.shutdown();
        boolean interrupted = false;
        while (true) {
            try {
                if (threads.awaitTermination(1, TimeUnit.MINUTES)) {
                    break;
                }
                LOG.log(System.Logger.Level.WARNING, "The thread {0} is still at work. Waiting for it to end.", name);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
