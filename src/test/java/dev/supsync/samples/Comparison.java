package dev.supsync.samples;

import dev.supsync.metadata.PublicationState;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.samples.Line.Trait;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Compares two days of a catalog, from how they are made and not from what they yield. */
final class Comparison {

    private final Timeline timeline;
    private final Fates fates;
    private final Updates updates;
    private final Predicate<UpdateRevision> inScopeBefore;
    private final Predicate<UpdateRevision> inScopeNow;
    private final SampleDifferences differences = new SampleDifferences(
            new LinkedHashSet<>(),
            new LinkedHashSet<>(),
            new LinkedHashSet<>(),
            new LinkedHashSet<>(),
            new LinkedHashSet<>(),
            new LinkedHashSet<>(),
            new LinkedHashSet<>(),
            new LinkedHashSet<>(),
            new LinkedHashSet<>());
    /** Of each line, the newest update that can supersede. */
    private final int[] newestBefore;

    private final int[] newestNow;

    Comparison(
            Timeline timeline,
            Fates fates,
            Updates updates,
            Predicate<UpdateRevision> inScopeBefore,
            Predicate<UpdateRevision> inScopeNow) {
        this.timeline = timeline;
        this.fates = fates;
        this.updates = updates;
        this.inScopeBefore = inScopeBefore;
        this.inScopeNow = inScopeNow;
        this.newestBefore = new int[timeline.lines()];
        this.newestNow = new int[timeline.lines()];
        Arrays.fill(newestBefore, -1);
        Arrays.fill(newestNow, -1);
    }

    SampleDifferences differences() {
        for (int update = 0; update < timeline.updates(); update++) {
            compare(update, updates.top(update, fates.firstDay(update)), second(update));
        }
        for (int line = 0; line < timeline.lines(); line++) {
            if (fates.isAdded(line)) {
                compare(timeline.next(line), null, second(timeline.next(line)));
            }
        }
        for (int update = 0; update < timeline.updates(); update++) {
            flag(update);
        }
        return differences;
    }

    private @Nullable UpdateRevision second(int update) {
        Fates.State state = fates.secondDay(update);
        return state == null ? null : updates.top(update, state);
    }

    private void compare(int update, @Nullable UpdateRevision before, @Nullable UpdateRevision now) {
        UpdateRevision known = live(before, inScopeBefore);
        UpdateRevision wanted = live(now, inScopeNow);
        if (wanted != null) {
            differences.current().add(wanted.id());
            newestNow[timeline.line(update)] = update;
        }
        if (known != null) {
            differences.known().add(known.id());
            newestBefore[timeline.line(update)] = update;
            follow(known, now);
        } else if (wanted != null) {
            differences.inserted().add(wanted.id());
        }
    }

    private void follow(UpdateRevision before, @Nullable UpdateRevision now) {
        UpdateId id = before.id();
        if (now == null) {
            differences.vanished().add(id);
        } else if (!inScopeNow.test(now)) {
            differences.outside().add(id);
        } else if (!now.key().equals(before.key())) {
            differences.updated().add(id);
            if (!isPublished(now)) {
                differences.expired().add(id);
            }
        }
    }

    /** Within a chain, everything before the newest update that is not expired is superseded. */
    private void flag(int update) {
        UpdateId id = updates.id(update);
        if (!timeline.kind(update).is(Trait.CHAIN) || !differences.known().contains(id)) {
            return;
        }
        boolean before = update < newestBefore[timeline.line(update)];
        boolean now = update < newestNow[timeline.line(update)];
        Set<UpdateId> changed = before ? differences.unsuperseded() : differences.superseded();
        if (before != now) {
            changed.add(id);
        }
    }

    private static @Nullable UpdateRevision live(@Nullable UpdateRevision revision, Predicate<UpdateRevision> inScope) {
        return revision != null && isPublished(revision) && inScope.test(revision) ? revision : null;
    }

    private static boolean isPublished(UpdateRevision revision) {
        return revision.properties().publicationState() == PublicationState.PUBLISHED;
    }
}
