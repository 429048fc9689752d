package dev.supsync.runtime;

import dev.supsync.catalog.Catalog;
import dev.supsync.sync.StopSignal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Opens a catalog so that a stop need not wait for it: an export of many gigabytes is read whole. What is opened after
 * that is closed again, or ends with the process.
 */
final class Opening {

    private static final long POLL_MILLIS = 100;

    private Opening() {}

    static Catalog await(Supplier<Catalog> opener, StopSignal stop) {
        CompletableFuture<Catalog> catalog = new CompletableFuture<>();
        Thread thread = new Thread(() -> open(opener, catalog), "supsync-catalog");
        thread.setDaemon(true);
        thread.start();
        try {
            return await(catalog, stop);
        } catch (RuntimeException e) {
            if (!catalog.isDone()) {
                catalog.cancel(false);
            }
            throw e;
        }
    }

    private static void open(Supplier<Catalog> opener, CompletableFuture<Catalog> result) {
        try {
            Catalog catalog = opener.get();
            if (!result.complete(catalog)) {
                catalog.close();
            }
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }

    private static Catalog await(CompletableFuture<Catalog> catalog, StopSignal stop) {
        while (true) {
            try {
                return catalog.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                stop.check();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                stop.request();
                stop.check();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException failure) {
                    throw failure;
                }
                if (e.getCause() instanceof Error error) {
                    throw error;
                }
                throw new IllegalStateException("the catalog could not be opened", e.getCause());
            }
        }
    }
}
