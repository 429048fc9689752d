package dev.supsync.service;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.metadata.Digest;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.status.Run;
import dev.supsync.status.RunError;
import dev.supsync.status.RunResult;
import dev.supsync.status.RunStore;
import dev.supsync.status.StatusMessage;
import dev.supsync.status.StatusMessages;
import dev.supsync.status.Tally;
import dev.supsync.sync.SyncReport;
import dev.supsync.sync.SyncType;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs that end as a test wants; what succeeds leaves the rows in the site that a real run leaves. */
final class ScriptedTasks implements SiteTasks {

    private final SiteDatabase database;
    private final Clock clock;
    private final Deque<ErrorCode> failures = new ArrayDeque<>();
    final List<SyncType> runs = new ArrayList<>();

    @Nullable
    Runnable during;

    final List<SupsyncException> illnesses = new ArrayList<>();

    int checks;
    int cleanups;
    int followUps;

    @Nullable
    SupsyncException followUpFailure;

    ScriptedTasks(SiteDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Lets the next runs fail so. */
    void fail(ErrorCode... codes) {
        failures.addAll(List.of(codes));
    }

    @Override
    public SyncReport synchronize(SyncType type) {
        runs.add(type);
        if (during != null) {
            during.run();
        }
        ErrorCode code = failures.poll();
        return code == null ? succeed(type) : failed(type, code);
    }

    @Override
    public List<SupsyncException> checkHealth() {
        checks++;
        return List.copyOf(illnesses);
    }

    @Override
    public void cleanUp(boolean onlyIfDue) {
        cleanups++;
    }

    @Override
    public void followUp(SiteDatabase site) {
        followUps++;
        if (followUpFailure != null) {
            throw followUpFailure;
        }
    }

    @Override
    public long ended() {
        return 0;
    }

    @Override
    public void close() {
        // nothing was begun
    }

    /** As a run by hand, or one of another copy. */
    SyncReport succeed(SyncType type) {
        RunStore store = new RunStore(database);
        Run run = store.start(type.name(), Digest.of(new byte[16]), "", clock.instant(), 1, 0);
        store.end(run.id(), RunResult.SUCCEEDED, false, 7, null, clock.instant());
        new StatusMessages(database, "CS1", "sup1", "day-1.cab")
                .write(StatusMessage.DONE, clock.instant(), 7, null, List.of("7"));
        return new SyncReport(
                "CS1", type.name(), RunResult.SUCCEEDED, 6702, false, 7, new Tally(), clock.instant(), 0, null);
    }

    private SyncReport failed(SyncType type, ErrorCode code) {
        RunResult result =
                switch (code) {
                    case SITE_BUSY -> RunResult.REFUSED;
                    case STOPPED -> RunResult.STOPPED;
                    default -> RunResult.FAILED;
                };
        RunError error = new RunError(code.code(), "It failed: " + code + ".", "Look at it.");
        return new SyncReport("CS1", type.name(), result, 6703, false, 0, new Tally(), clock.instant(), 0, error);
    }
}
