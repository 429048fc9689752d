package dev.supsync.service;

import dev.supsync.service.Request.Reason;
import dev.supsync.sync.SyncType;
import dev.supsync.time.Moments;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one run is to do.
 *
 * @param covered the requests that it answers, the oldest first; at least one
 */
record Work(SyncType type, List<Request> covered) {

    /**
     * Chooses among what waits: a full one, if any may begin, and with it all that it covers. What was begun and not ended
     * comes first and alone: its run goes on in the middle of the catalog, and covers nothing that was wished since.
     *
     * @param longest how long a request is ever to wait; one that is to wait longer may begin
     */
    static Optional<Work> choose(List<Request> waiting, Duration longest, Instant now) {
        List<Request> begun =
                waiting.stream().filter(r -> r.claimedAt() != null).toList();
        List<Request> ready = (begun.isEmpty() ? waiting : begun)
                .stream()
                        .filter(r -> Moments.isOver(r.notBefore(), longest, now))
                        .toList();
        if (ready.isEmpty()) {
            return Optional.empty();
        }
        SyncType type = ready.stream().anyMatch(r -> r.type() == SyncType.FULL) ? SyncType.FULL : SyncType.DELTA;
        return Optional.of(
                new Work(type, ready.stream().filter(r -> type.covers(r.type())).toList()));
    }

    /** Names the run. */
    long claim() {
        return covered.get(0).id();
    }

    /** Whether an earlier run began it, and this one continues. */
    boolean isBegun() {
        return covered.stream().anyMatch(r -> r.claimedAt() != null);
    }

    /** How many runs in a row have failed before. */
    int attempt() {
        return covered.stream().mapToInt(Request::attempt).max().orElse(0);
    }

    /** Why, in the words of wsyncmgr.log. */
    String why() {
        if (has(Reason.PERSON)) {
            return "Performing sync on local request";
        }
        if (has(Reason.PARENT)) {
            return "Performing sync on request of the parent site";
        }
        if (has(Reason.RETRY)) {
            return "Performing sync on retry schedule";
        }
        return has(Reason.FIRST) ? "Performing first sync of this site" : "Performing sync on regular schedule";
    }

    private boolean has(Reason reason) {
        return covered.stream().anyMatch(r -> r.reason() == reason);
    }
}
