package dev.supsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.sync.SyncListener.Phase;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressLinesTests {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ManualClock clock = new ManualClock();
    private final ProgressLines lines = lines();

    @Test
    void writesALineForEachTenth() {
        lines.phase(Phase.UPDATES);
        for (int done = 0; done <= 1000; done++) {
            lines.progress(Phase.UPDATES, done, 1000);
        }
        assertThat(text().lines())
                .hasSize(11)
                .startsWith("sync: SMS synchronizing updates")
                .contains("sync: SMS synchronizing updates, processed 100 out of 1000 items (10%)")
                .endsWith("sync: SMS synchronizing updates, processed 1000 out of 1000 items (100%)");
    }

    @Test
    void writesALineEveryTenSecondsWithTheTimeThatIsLeft() {
        lines.phase(Phase.UPDATES);
        lines.progress(Phase.UPDATES, 0, 1_000_000);
        clock.pass(Duration.ofSeconds(9));
        lines.progress(Phase.UPDATES, 900, 1_000_000);
        clock.pass(Duration.ofSeconds(1));
        lines.progress(Phase.UPDATES, 1_000, 1_000_000);
        assertThat(text().lines())
                .containsExactly(
                        "sync: SMS synchronizing updates",
                        "sync: SMS synchronizing updates, processed 1000 out of 1000000 items (0%), ETA in 02:46:30");
    }

    @Test
    void tellsNothingOfEmptyPhases() {
        lines.phase(Phase.EXPIRATIONS);
        lines.progress(Phase.EXPIRATIONS, 0, 0);
        assertThat(text().lines())
                .containsExactly(
                        "sync: SMS expiring updates", "sync: SMS expiring updates, processed 0 out of 0 items (100%)");
    }

    @Test
    void passesNotesOn() {
        lines.note("Continuing.");
        assertThat(text()).isEqualTo("note: Continuing.\n");
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private ProgressLines lines() {
        Output stream = Output.ofMessages(bytes);
        Terminal terminal = new Terminal(stream, stream, false, false, false);
        return new ProgressLines(new Session(terminal, Map.of(), Path.of("."), clock));
    }

    private static final class ManualClock extends Clock {

        private Instant now = Instant.parse("2026-11-21T02:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
