package dev.supsync.report;

import dev.supsync.embedded.Holder;
import dev.supsync.quarantine.Quarantine;
import dev.supsync.site.SiteState;
import dev.supsync.status.Run;
import dev.supsync.status.RunResult;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a site stands.
 *
 * @param database its name
 * @param state the row about the site
 * @param follows whose metadata it takes over; null of a site that reads a catalog itself
 * @param holder the run that holds it at the moment, on a database server; null when there is none
 * @param replicating the sites below that are being brought up to date at the moment, by their codes, and since when
 * @param points its software update points
 * @param synchronization the newest full or delta run, however it ended; null when there was none
 * @param runs the last ones of any type, the newest first
 * @param quarantined how many records are in quarantine
 * @param quarantine the first of them, by the time when they were first seen
 */
public record SiteStatus(
        String database,
        SiteState state,
        @Nullable Follows follows,
        @Nullable Holder holder,
        SortedMap<String, Instant> replicating,
        List<Point> points,
        @Nullable Run synchronization,
        List<Run> runs,
        long quarantined,
        List<Quarantine.Kept> quarantine) {

    public SiteStatus {
        replicating = Collections.unmodifiableSortedMap(new TreeMap<>(replicating));
        points = List.copyOf(points);
        runs = List.copyOf(runs);
        quarantine = List.copyOf(quarantine);
    }

    /**
     * Another site whose metadata it takes over.
     *
     * @param site the code of that site
     * @param byPackages whether it comes in packages; else by replication
     */
    public record Follows(String site, boolean byPackages) {}

    /** What the site does at the moment, or is waiting for. */
    public enum Condition {
        /** A run holds it. */
        RUNNING,
        /** The last run did not end, or failed, and the same command continues it. */
        INTERRUPTED,
        /** The last synchronization was stopped before it wrote anything; the next one begins anew. */
        STOPPED,
        /** The last synchronization failed; the next one begins anew. */
        FAILED,
        /** The last synchronization has ended well. */
        IDLE,
        /** It was prepared, but no run has started. */
        NEVER
    }

    /**
     * The state of a software update point.
     *
     * @param lastState a status message: 6701 to 6708
     */
    public record Point(
            String server,
            int lastState,
            Instant lastStateTime,
            @Nullable Instant lastSuccessTime,
            @Nullable String lastErrorCode) {}

    /** The condition of the site. */
    public Condition condition() {
        if (holder != null) {
            return Condition.RUNNING;
        }
        Run last = synchronization;
        if (last == null) {
            return runs.isEmpty() ? Condition.NEVER : Condition.IDLE;
        }
        if (last.open()) {
            return Condition.INTERRUPTED;
        }
        RunResult result = last.result();
        if (result == RunResult.STOPPED) {
            return Condition.STOPPED;
        }
        return result == RunResult.FAILED ? Condition.FAILED : Condition.IDLE;
    }

    /** The run that the same command would continue. */
    public Optional<Run> unfinished() {
        return holder != null
                ? Optional.empty()
                : Optional.ofNullable(synchronization).filter(Run::open);
    }
}
