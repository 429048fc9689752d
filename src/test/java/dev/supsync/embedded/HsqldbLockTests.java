package dev.supsync.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.hsqldb.persist.LockFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class HsqldbLockTests {

    private static final Instant NOW = Instant.parse("2026-11-21T02:00:00Z");
    private static final Duration LONG = Duration.ofSeconds(11);

    @TempDir
    Path folder;

    private Path lck;
    private Instant now = NOW;
    private Beats kept = Beats.NONE;
    private FilesKind kind = FilesKind.SITE;
    private boolean unkept;
    private boolean unreadable;

    @BeforeEach
    void name() {
        lck = folder.resolve("CS1.lck");
    }

    @Test
    void holdsWhatHsqldbTakesForALock() throws IOException {
        now = Instant.now();
        HsqldbLock lock = take(Beats.NONE);

        assertThat(LockFile.isLocked(lck.toString())).isTrue();
        assertThat(content()).isEqualTo(lock(now.toEpochMilli()));
        lock.release();
        assertThat(lck).doesNotExist();
        assertThat(LockFile.isLocked(lck.toString())).isFalse();
        assertThat(kept).isEqualTo(Beats.NONE);
    }

    @Test
    void beatsAreKeptBeforeTheyAreWritten() throws IOException {
        HsqldbLock lock = take(Beats.NONE);
        long first = now.toEpochMilli();
        assertThat(kept.include(first)).isTrue();

        now = now.plusSeconds(2);
        lock.beat();

        assertThat(content()).isEqualTo(lock(now.toEpochMilli()));
        assertThat(kept).isEqualTo(new Beats(first, now.toEpochMilli()));
        assertThat(lock.isHeld()).isTrue();
    }

    @Test
    void aLockOfTheDeadIsReplacedAtOnce() throws IOException {
        take(Beats.NONE);

        HsqldbLock next = take(kept);

        assertThat(next.isHeld()).isTrue();
    }

    @Test
    void aLockThatTheDeadWereWritingIsReplacedAtOnce() throws IOException {
        long millis = NOW.toEpochMilli();
        found(lock(millis), NOW);
        take(new Beats(millis - 2_000, millis)).release();
        found(lock(millis - 2_000), NOW);
        take(new Beats(millis - 2_000, millis)).release();
        found(new byte[0], NOW);
        take(new Beats(0, millis)).release();
    }

    @Test
    void aLockThatAnotherProgramTookFromTheDeadIsItsOwn() throws IOException {
        long millis = NOW.toEpochMilli();
        found(lock(millis + 1), NOW);

        assertRefused(new Beats(millis, millis));
    }

    @Test
    void aLivingHeartbeatCounts() throws IOException {
        byte[] living = lock(NOW.minusSeconds(10).toEpochMilli());
        found(living, NOW.minus(LONG));
        SupsyncException refused = assertRefused(Beats.NONE);
        assertThat(refused).hasMessageContaining("another HSQLDB program").hasMessageContaining(lck.toString());
        assertThat(refused.remedy()).contains("Close that program").contains("10 seconds");
        assertThat(content()).as("it is left as it was").isEqualTo(living);
    }

    @Test
    void aDeadHeartbeatDoesNot() throws IOException {
        found(lock(NOW.minus(LONG).toEpochMilli()), NOW.minus(LONG));

        assertThat(take(Beats.NONE).isHeld()).isTrue();
        assertThat(content()).isEqualTo(lock(NOW.toEpochMilli()));
    }

    @Test
    void aHeartbeatByAnotherClockCountsByTheFileSystem() throws IOException {
        long ahead = NOW.plus(Duration.ofHours(1)).toEpochMilli();
        found(lock(ahead), NOW.minusSeconds(3));
        assertRefused(Beats.NONE);
        found(lock(NOW.minus(Duration.ofHours(1)).toEpochMilli()), NOW.minusSeconds(3));
        assertRefused(Beats.NONE);

        found(lock(ahead), NOW.minus(LONG));
        assertThat(take(Beats.NONE).isHeld()).isTrue();
    }

    @Test
    void aDamagedLockCountsByTheFileSystem() throws IOException {
        for (byte[] damaged : new byte[][] {new byte[0], new byte[7], new byte[16], new byte[17]}) {
            found(damaged, NOW);
            assertRefused(Beats.NONE);
            found(damaged, NOW.plus(LONG));
            take(Beats.NONE).release();
            found(damaged, NOW.minus(LONG));
            take(Beats.NONE).release();
        }
    }

    @Test
    void aFolderIsNamed() throws IOException {
        Files.createDirectory(lck);

        assertNotAFile();
        assertThat(lck).isDirectory();
        kind = FilesKind.CATALOG;
        assertNotAFile();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aLinkIsNamedAndLeft() throws IOException {
        Path target = Files.write(folder.resolve("other"), lock(NOW.minus(LONG).toEpochMilli()));
        Files.createSymbolicLink(lck, target);

        assertNotAFile();
        assertThat(Files.exists(lck, LinkOption.NOFOLLOW_LINKS)).isTrue();
        assertThat(target).exists();
    }

    @Test
    void aLockThatSomebodyDeletedIsMadeAgain() throws IOException {
        HsqldbLock lock = take(Beats.NONE);
        Files.delete(lck);
        assertThat(lock.isHeld()).isTrue();

        now = now.plusSeconds(2);
        lock.beat();

        assertThat(content()).isEqualTo(lock(now.toEpochMilli()));
        assertThat(lock.isHeld()).isTrue();
    }

    @Test
    void whoStalledAndIsReplacedHasLostTheFiles() throws IOException {
        HsqldbLock lock = take(Beats.NONE);
        now = now.plus(LONG);
        assertThat(lock.isHeld()).as("nobody came").isTrue();
        byte[] other = lock(now.toEpochMilli() + 5);
        found(other, now);

        assertThat(lock.isHeld()).isFalse();
        lock.beat();
        lock.release();
        assertThat(content()).as("it is another program's").isEqualTo(other);
    }

    @Test
    void whoStalledDoesNotKnowWhoCameAndWent() throws IOException {
        HsqldbLock lock = take(Beats.NONE);
        now = now.plus(LONG);
        Files.delete(lck);

        lock.beat();
        assertThat(lock.isHeld()).isFalse();
        assertThat(lck).doesNotExist();
    }

    @Test
    void aLookThatFailsSaysNothingOfTheNext() throws IOException {
        HsqldbLock lock = take(Beats.NONE);
        unreadable = true;
        assertThatThrownBy(lock::isHeld).isInstanceOf(IOException.class).hasMessage("Too many open files");
        assertThatThrownBy(lock::beat).isInstanceOf(IOException.class);

        unreadable = false;
        assertThat(lock.isHeld()).isTrue();
        now = now.plusSeconds(2);
        lock.beat();
        assertThat(content()).isEqualTo(lock(now.toEpochMilli()));
    }

    @Test
    void aLockThatCouldNotBeMadeAgainIsMadeByTheNextBeat() throws IOException {
        HsqldbLock lock = take(Beats.NONE);
        Files.delete(lck);
        unkept = true;
        now = now.plusSeconds(2);
        assertThatThrownBy(lock::beat).isInstanceOf(IOException.class);
        assertThat(lock.isHeld()).as("its last sign of life is two seconds old").isTrue();

        unkept = false;
        now = now.plusSeconds(2);
        lock.beat();
        assertThat(content()).isEqualTo(lock(now.toEpochMilli()));
        assertThat(lock.isHeld()).isTrue();
    }

    @Test
    void aBeatThatCouldNotBeKeptIsNotWritten() throws IOException {
        HsqldbLock lock = take(Beats.NONE);
        byte[] first = content();
        unkept = true;
        now = now.plusSeconds(2);
        assertThatThrownBy(lock::beat).isInstanceOf(IOException.class);
        assertThat(content()).isEqualTo(first);
        assertThat(lock.isHeld()).isTrue();
    }

    private HsqldbLock take(Beats dead) throws IOException {
        DatabaseFiles files = new DatabaseFiles(folder.resolve("CS1"));
        return HsqldbLock.take(
                new NamedFiles(kind, files),
                files,
                dead,
                clock(),
                beats -> {
                    if (unkept) {
                        throw new IOException("Input/output error");
                    }
                    kept = beats;
                },
                file -> {
                    if (unreadable) {
                        throw new IOException("Too many open files");
                    }
                    return LckFile.read(file);
                });
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }
        };
    }

    private SupsyncException assertRefused(Beats dead) {
        SupsyncException refused = catchThrowableOfType(SupsyncException.class, () -> take(dead));
        assertThat(refused.code()).isEqualTo(ErrorCode.SITE_BUSY);
        return refused;
    }

    private void assertNotAFile() {
        assertThatThrownBy(() -> take(Beats.NONE))
                .isInstanceOfSatisfying(SupsyncException.class, e -> assertThat(e.code())
                        .isEqualTo(kind == FilesKind.SITE ? ErrorCode.SITE_UNREACHABLE : ErrorCode.CATALOG_UNREACHABLE))
                .hasMessageContaining(lck + " is not a file");
    }

    private void found(byte[] content, Instant modified) throws IOException {
        Files.write(lck, content);
        Files.setLastModifiedTime(lck, FileTime.from(modified));
    }

    private byte[] content() throws IOException {
        return Files.readAllBytes(lck);
    }

    private static byte[] lock(long beat) {
        return ByteBuffer.allocate(16)
                .put("HSQLLOCK".getBytes(StandardCharsets.US_ASCII))
                .putLong(beat)
                .array();
    }
}
