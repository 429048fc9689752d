package dev.supsync.sync;

import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;

/**
 * Transactions that verify the fence when they begin. A process that stalled and lost the site cannot begin one any more,
 * and nobody takes the site before one has ended.
 */
final class FencedTransactions implements PlatformTransactionManager {

    private final PlatformTransactionManager transactions;
    private final Runnable fence;

    /**
     * @param fence throws if this process does not hold the site any more
     */
    FencedTransactions(PlatformTransactionManager transactions, Runnable fence) {
        this.transactions = transactions;
        this.fence = fence;
    }

    @Override
    public TransactionStatus getTransaction(@Nullable TransactionDefinition definition) {
        TransactionStatus status = transactions.getTransaction(definition);
        if (status.isNewTransaction()) {
            try {
                fence.run();
            } catch (RuntimeException | Error e) {
                transactions.rollback(status);
                throw e;
            }
        }
        return status;
    }

    @Override
    public void commit(TransactionStatus status) {
        transactions.commit(status);
    }

    @Override
    public void rollback(TransactionStatus status) {
        transactions.rollback(status);
    }
}
