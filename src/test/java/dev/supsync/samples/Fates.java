package dev.supsync.samples;

import dev.supsync.metadata.PublicationState;
import dev.supsync.samples.Line.Trait;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What becomes of each update from one day to the next. */
record Fates(Chance chance, Timeline timeline, SampleChanges changes) {

    private static final String WITHDRAWN = "excel-2016";
    private static final int WHOLE = 10_000;

    /**
     * How an update is on a day.
     *
     * @param created when this revision was created
     */
    record State(int revisionNumber, PublicationState publication, boolean revised, Instant created) {}

    private enum Fate {
        STAYS,
        REVISED,
        EXPIRES,
        VANISHES,
        /** Was expired, and is offered again. */
        RETURNS
    }

    State firstDay(int update) {
        boolean expired = isExpiredAtFirst(update);
        return new State(
                number(update) + (expired ? 1 : 0),
                expired ? PublicationState.EXPIRED : PublicationState.PUBLISHED,
                false,
                timeline.created(update));
    }

    /** Null when the update is gone. */
    @Nullable
    State secondDay(int update) {
        State before = firstDay(update);
        int number = before.revisionNumber() + 1 + chance.below(4, Chance.For.REVISION, update);
        Instant now = Timeline.SECOND_DAY.minusMillis(1 + chance.below(3_600_000, Chance.For.TIME, update));
        return switch (fate(update)) {
            case STAYS -> before;
            case REVISED, RETURNS -> new State(number, PublicationState.PUBLISHED, true, now);
            case EXPIRES -> new State(number, PublicationState.EXPIRED, before.revised(), now);
            case VANISHES -> null;
        };
    }

    /** Whether a line gets a new update. */
    boolean isAdded(int line) {
        Line kind = timeline.kind(line);
        return !kind.is(Trait.LEGACY)
                && !(changes.upheaval() && kind.name().equals(WITHDRAWN))
                && chance.below(WHOLE, Chance.For.ADDED, line) < changes.added();
    }

    private Fate fate(int update) {
        if (update >= timeline.updates()) {
            return Fate.STAYS;
        }
        int draw = chance.below(WHOLE, Chance.For.FATE, update);
        if (isExpiredAtFirst(update)) {
            return draw < 3 * changes.revised() ? Fate.RETURNS : Fate.STAYS;
        }
        if (changes.upheaval()
                && timeline.isOriginal(update)
                && isNewest(update)
                && timeline.kind(update).name().equals(WITHDRAWN)) {
            return Fate.EXPIRES;
        }
        // What lies within a chain stays: without it, a new site could not know what the chain supersedes.
        int vanished = timeline.age(update) == 0 || !timeline.kind(update).is(Trait.CHAIN) ? changes.vanished() : 0;
        if (draw < vanished) {
            return Fate.VANISHES;
        }
        if (draw < vanished + changes.expired()) {
            return Fate.EXPIRES;
        }
        return draw < vanished + changes.expired() + changes.revised() ? Fate.REVISED : Fate.STAYS;
    }

    /** Some three in a hundred, but never the newest of a line. */
    private boolean isExpiredAtFirst(int update) {
        return update < timeline.updates() && !isNewest(update) && chance.below(100, Chance.For.EXPIRED, update) < 3;
    }

    private boolean isNewest(int update) {
        return timeline.next(timeline.line(update)) == update + timeline.lines();
    }

    private int number(int update) {
        Line kind = timeline.kind(update);
        int spread = chance.below(4, Chance.For.REVISION, update);
        return kind.is(Trait.LOCAL) ? 1 : kind.is(Trait.LEGACY) ? 100 + spread : 200 + spread;
    }
}
