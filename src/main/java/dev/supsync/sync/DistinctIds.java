package dev.supsync.sync;

import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.springframework.batch.infrastructure.item.database.support.DataFieldMaxValueIncrementerFactory;
import org.springframework.batch.infrastructure.item.database.support.DefaultDataFieldMaxValueIncrementerFactory;
import org.springframework.jdbc.support.incrementer.DataFieldMaxValueIncrementer;

/**
 * Numbers of jobs and steps that rise within a database and differ between the databases of a process. Spring Batch takes
 * executions of the same number for the same, whatever database they are of ({@code StepSynchronizationManager}): of two
 * sites that are synchronized at once, one would go on with the other's step.
 */
final class DistinctIds implements DataFieldMaxValueIncrementerFactory {

    private static final int BITS = 20;
    private static final long MASK = (1L << BITS) - 1;
    private static final AtomicLong NEXT = new AtomicLong();

    private final DataFieldMaxValueIncrementerFactory factory;

    DistinctIds(DataSource source) {
        this.factory = new DefaultDataFieldMaxValueIncrementerFactory(source);
    }

    @Override
    public DataFieldMaxValueIncrementer getIncrementer(String databaseType, String incrementerName) {
        DataFieldMaxValueIncrementer numbers = factory.getIncrementer(databaseType, incrementerName);
        return new DataFieldMaxValueIncrementer() {
            @Override
            public int nextIntValue() {
                throw new UnsupportedOperationException("the numbers are long ones");
            }

            @Override
            public long nextLongValue() {
                return (numbers.nextLongValue() << BITS) | (NEXT.getAndIncrement() & MASK);
            }

            @Override
            public String nextStringValue() {
                return Long.toString(nextLongValue());
            }
        };
    }

    @Override
    public boolean isSupportedIncrementerType(String databaseType) {
        return factory.isSupportedIncrementerType(databaseType);
    }

    @Override
    public String[] getSupportedIncrementerTypes() {
        return factory.getSupportedIncrementerTypes();
    }
}
