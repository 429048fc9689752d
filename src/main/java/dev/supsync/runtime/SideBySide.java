package dev.supsync.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Asks many for the same, several at a time. One that says nothing keeps the others waiting only for a while: its thread is
 * left behind, and what it answers later nobody hears.
 */
final class SideBySide<S, T> {

    private final Function<S, T> question;
    private final Function<S, T> silence;
    private final Function<S, T> unasked;
    private final Set<S> asked = ConcurrentHashMap.newKeySet();

    /**
     * @param question asks one of them
     * @param silence what it means when one does not answer
     * @param unasked what it means when the time was up before one was asked
     */
    SideBySide(Function<S, T> question, Function<S, T> silence, Function<S, T> unasked) {
        this.question = question;
        this.silence = silence;
        this.unasked = unasked;
    }

    /**
     * Asks them; returns the answers in their order.
     *
     * @param atOnce how many at a time
     * @param patience how long to wait for one
     * @param altogether how long to wait for all
     */
    List<T> ask(List<S> all, int atOnce, Duration patience, Duration altogether) {
        if (all.isEmpty()) {
            return List.of();
        }
        ExecutorService lanes =
                Executors.newFixedThreadPool(Math.min(atOnce, all.size()), work -> daemon(work, "asking"));
        try {
            List<Callable<T>> tasks = new ArrayList<>();
            all.forEach(one -> tasks.add(() -> await(one, patience)));
            List<Future<T>> answers = lanes.invokeAll(tasks, altogether.toMillis(), TimeUnit.MILLISECONDS);
            List<T> result = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                result.add(answer(all.get(i), answers.get(i)));
            }
            return result;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return all.stream().map(unasked).toList();
        } finally {
            lanes.shutdownNow();
        }
    }

    private T await(S one, Duration patience) throws InterruptedException, ExecutionException {
        asked.add(one);
        FutureTask<T> answer = new FutureTask<>(() -> question.apply(one));
        daemon(answer, "asked").start();
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return silence.apply(one);
        }
    }

    private T answer(S one, Future<T> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (CancellationException e) {
            return (asked.contains(one) ? silence : unasked).apply(one);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() instanceof ExecutionException asked ? asked.getCause() : e.getCause();
            if (cause instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("the question failed: " + cause, cause);
        }
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
