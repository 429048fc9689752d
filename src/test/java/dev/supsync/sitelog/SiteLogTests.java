package dev.supsync.sitelog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteLogTests {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "America/Los_Angeles, 11-20-2026 18:00:00.123+480",
        "UTC, 11-21-2026 02:00:00.123+000",
        "Europe/Berlin, 11-21-2026 03:00:00.123-060"
    })
    void writesTheFormatOfASiteServer(ZoneId zone, String time) throws IOException {
        log(zone, 1_000).line("Performing sync on regular schedule");
        long thread = Thread.currentThread().getId();
        assertThat(Files.readString(folder.resolve("CS1/wsyncmgr.log")))
                .isEqualTo("Performing sync on regular schedule  $$<SMS_WSUS_SYNC_MANAGER><" + time + "><thread="
                        + thread + " (0x" + Long.toHexString(thread).toUpperCase(java.util.Locale.ROOT) + ")>\r\n");
    }

    @Test
    void beginsAnewAndKeepsTheOldOne() throws IOException {
        SiteLog log = log(ZoneId.of("UTC"), 1_000);
        for (int i = 0; i < 40; i++) {
            log.line("line " + i);
        }
        String old = Files.readString(folder.resolve("CS1/wsyncmgr.lo_"));
        String fresh = Files.readString(folder.resolve("CS1/wsyncmgr.log"));
        assertThat(old.length()).isBetween(1_000, 1_200);
        assertThat(fresh).contains("line 39 ");
        assertThat(fresh.length()).isLessThan(1_200);
    }

    @Test
    void oneMessageIsOneLine() throws IOException {
        log(ZoneId.of("UTC"), 1_000).line("first\r\nsecond $$<FORGED>");
        assertThat(Files.readAllLines(folder.resolve("CS1/wsyncmgr.log"))).hasSize(1);
    }

    @Test
    void aLogThatCannotBeWrittenHindersNobody() throws IOException {
        Files.writeString(folder.resolve("CS1"), "a file, not a folder");
        log(ZoneId.of("UTC"), 1_000).line("lost");
        assertThat(folder.resolve("CS1")).hasContent("a file, not a folder");
    }

    @Test
    void aGapInTheLogIsToldInIt() throws IOException {
        Path log = folder.resolve("CS1/wsyncmgr.log");
        log(ZoneId.of("UTC"), 100_000).line("before");
        Files.writeString(log, "cut off", StandardOpenOption.APPEND); // as a full disk does
        Path aside = Files.move(folder.resolve("CS1"), folder.resolve("aside"));
        Files.writeString(folder.resolve("CS1"), "a file, not a folder");
        log(ZoneId.of("UTC"), 100_000).line("lost");
        log(ZoneId.of("UTC"), 100_000).line("lost, too");
        Files.delete(folder.resolve("CS1"));
        Files.move(aside, folder.resolve("CS1"));
        log(ZoneId.of("UTC"), 100_000).line("after");
        log(ZoneId.of("UTC"), 100_000).line("later");
        assertThat(Files.readAllLines(log))
                .extracting(line -> line.replaceFirst("  \\$\\$.*", "").replaceFirst(": java.*", ""))
                .containsExactly(
                        "before", "cut off", "2 lines are missing here, which could not be written", "after", "later");
    }

    private SiteLog log(ZoneId zone, long size) {
        return new SiteLog(
                folder.resolve("CS1"), size, Clock.fixed(Instant.parse("2026-11-21T02:00:00.123Z"), zone), zone);
    }
}
