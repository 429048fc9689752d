package dev.supsync.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A stream that is read once, from front to end, by one thread; whatever it holds open is released by
 * {@link #close()}.
 */
public interface Cursor<T> extends AutoCloseable {

    /**
     * The next element, or null at the end.
     *
     * @throws dev.supsync.error.SupsyncException if the catalog cannot be read on
     */
    @Nullable
    T next();

    @Override
    void close();
}
