package dev.supsync.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HeartbeatTests {

    @Test
    void aBeatThatThrowsAnythingEndsNoneOfTheNext() throws InterruptedException {
        CountDownLatch beats = new CountDownLatch(3);
        Heartbeat.Beat failing = () -> {
            beats.countDown();
            throw new OutOfMemoryError("unable to create native thread");
        };
        try (Heartbeat heartbeat = new Heartbeat("site database CS1", failing, Duration.ofMillis(1))) {
            assertThat(beats.await(1, TimeUnit.MINUTES))
                    .as("%s goes on", heartbeat)
                    .isTrue();
        }
    }
}
