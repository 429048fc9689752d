package dev.supsync.embedded;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lock that all HSQLDB programs know, held by this one: while it lives, none of them opens the files. It is written here and
 * not by HSQLDB, because only what this program has written can be told from what others write. HSQLDB lets ten seconds pass
 * after a heartbeat before it takes files for abandoned; a killed supsync is replaced at once.
 */
final class HsqldbLock {

    /** More often than HSQLDB's own ten seconds: a machine that is busy for some seconds loses nothing. */
    static final Duration INTERVAL = Duration.ofSeconds(2);

    private static final System.Logger LOG = System.getLogger(HsqldbLock.class.getName());

    private final NamedFiles what;
    private final Path file;
    private final Clock clock;
    private final Memory memory;
    private final LckFile.Reader reader;
    private Beats beats = Beats.NONE;

    /** Of an attempt to make it again that failed, and may have left it empty. */
    private Beats tried = Beats.NONE;

    private boolean lost;

    /** Where it is kept which beats are one's own. */
    interface Memory {
        void keep(Beats beats) throws IOException;
    }

    private HsqldbLock(NamedFiles what, Path file, Clock clock, Memory memory, LckFile.Reader reader) {
        this.what = what;
        this.file = file;
        this.clock = clock;
        this.memory = memory;
        this.reader = reader;
    }

    /**
     * Takes it, without waiting; whoever calls this holds the lock file.
     *
     * @param what what the files are, and where
     * @param dead the beats of whoever held the lock file before, and is dead
     * @param memory remembers what is written from now on
     * @throws SupsyncException {@link ErrorCode#SITE_BUSY} if another program has the files
     */
    static HsqldbLock take(NamedFiles what, DatabaseFiles files, Beats dead, Clock clock, Memory memory)
            throws IOException {
        return take(what, files, dead, clock, memory, LckFile::read);
    }

    static HsqldbLock take(
            NamedFiles what, DatabaseFiles files, Beats dead, Clock clock, Memory memory, LckFile.Reader reader)
            throws IOException {
        HsqldbLock lock = new HsqldbLock(what, files.file(".lck"), clock, memory, reader);
        lock.clear(dead);
        lock.create();
        return lock;
    }

    private void clear(Beats dead) throws IOException {
        LckFile found = LckFile.find(file).orElse(null);
        if (found == null) {
            return;
        }
        if (!found.isFile()) {
            throw new SupsyncException(
                    what.kind().unreachable(),
                    file + " is not a file: HSQLDB's lock of the " + what + " has that name.",
                    "Remove it, then run the command again.");
        }
        if (!found.isOf(dead) && found.isAlive(clock.instant())) {
            throw busy(found);
        }
        Files.deleteIfExists(file);
    }

    private void create() throws IOException {
        long beat = clock.millis();
        beats = new Beats(0, beat);
        memory.keep(beats);
        if (!LckFile.create(file, beat)) {
            throw busy(LckFile.find(file).orElse(null));
        }
        LckFile written = reader.read(file).orElse(null); // HSQLDB deletes a lock that it finds empty
        if (written == null || !written.isOf(beats)) {
            throw busy(written);
        }
        beats = new Beats(beat, beat);
    }

    /** Gives a sign of life; if another program has taken the files meanwhile, they are lost. */
    synchronized void beat() throws IOException {
        if (lost || beats.equals(Beats.NONE)) {
            return;
        }
        Optional<LckFile> found = reader.read(file);
        if (!isHeld(found)) {
            return;
        }
        if (found.isEmpty()) {
            createAgain(); // somebody deleted it
            return;
        }
        long beat = clock.millis();
        Long last = found.get().beat();
        beats = new Beats(last == null ? beats.written() : last, beat); // the next look may find either of them
        memory.keep(beats);
        LckFile.write(file, beat);
        beats = new Beats(beat, beat);
    }

    private void createAgain() throws IOException {
        Beats before = beats;
        boolean isMade = false;
        try {
            create();
            isMade = true;
        } catch (IOException e) {
            tried = beats;
            throw e;
        } finally {
            if (!isMade) {
                beats = before; // the last sign of life is still the one before
            }
        }
    }

    /**
     * Whether no other program can have had the files since they were taken. One gets in when this one gives no sign of life for
     * over ten seconds, as a machine does that is suspended.
     *
     * @throws IOException if the lock cannot be read at the moment: nothing is known, and the next look may succeed
     */
    synchronized boolean isHeld() throws IOException {
        return !lost && !beats.equals(Beats.NONE) && isHeld(reader.read(file));
    }

    private boolean isHeld(Optional<LckFile> found) {
        boolean stalled = clock.millis() - beats.written() > LckFile.LIFE.toMillis();
        lost = found.map(f -> !f.isOf(beats) && !f.isOf(tried)).orElse(stalled);
        if (lost) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "Another HSQLDB program has opened the {0} while this process stalled; it is not written any more.",
                    what);
        }
        return !lost;
    }

    /** Gives it back: the files are closed. */
    synchronized void release() throws IOException {
        if (!beats.equals(Beats.NONE)) {
            if (isHeld()) {
                Files.deleteIfExists(file);
            }
            beats = Beats.NONE;
            memory.keep(beats);
        }
    }

    private SupsyncException busy(@Nullable LckFile found) {
        Instant sign = found == null ? clock.instant() : found.modified();
        return new SupsyncException(
                ErrorCode.SITE_BUSY,
                "The " + what + " is in use by another HSQLDB program: its lock " + file + " shows a sign of life from "
                        + sign.truncatedTo(ChronoUnit.SECONDS) + ".",
                "Close that program, then run the command again. If it was killed, run the command again "
                        + LckFile.LIFE.toSeconds() + " seconds later.");
    }
}
