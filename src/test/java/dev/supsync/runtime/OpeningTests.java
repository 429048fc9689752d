package dev.supsync.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.sync.StopSignal;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class OpeningTests {

    @Test
    void aStopDoesNotWaitForTheCatalog() {
        StopSignal stop = new StopSignal();
        CountDownLatch never = new CountDownLatch(1);
        SupsyncException stopped = catchThrowableOfType(
                SupsyncException.class,
                () -> Opening.await(
                        () -> {
                            stop.request();
                            try {
                                never.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            throw new IllegalStateException("never opened");
                        },
                        stop));
        never.countDown();
        assertThat(stopped.code()).isEqualTo(ErrorCode.STOPPED);
    }

    @Test
    void failuresComeThrough() {
        SupsyncException damaged = new SupsyncException(ErrorCode.CATALOG_DAMAGED, "m", "r");
        assertThat(catchThrowable(() -> Opening.await(
                        () -> {
                            throw damaged;
                        },
                        new StopSignal())))
                .isSameAs(damaged);
    }
}
