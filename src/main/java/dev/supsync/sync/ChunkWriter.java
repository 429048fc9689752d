package dev.supsync.sync;

import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Writes prepared chunks, and makes sure that what it wrote will be committed. */
abstract class ChunkWriter<T> implements ItemWriter<T> {

    @Override
    public final void write(Chunk<? extends T> chunk) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("a chunk is only written in a transaction");
        }
        for (T item : chunk) {
            write(item);
        }
    }

    abstract void write(T item);
}
