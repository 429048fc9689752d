package dev.supsync.replication;

import org.jspecify.annotations.Nullable;

/**
 * What a child received. Only what differed is counted.
 *
 * @param updates inserted, or given new content
 * @param categories inserted, or given new content
 * @param removed updates taken away
 * @param states updates of which only the flags changed
 * @param way null if the child had everything
 */
public record Sent(long updates, long categories, long removed, long states, @Nullable Way way) {

    static final Sent NOTHING = new Sent(0, 0, 0, 0, null);

    Sent plus(Sent more) {
        return new Sent(
                updates + more.updates,
                categories + more.categories,
                removed + more.removed,
                states + more.states,
                way);
    }

    Sent plus(Applied applied) {
        return new Sent(
                updates + applied.updates(),
                categories + applied.categories(),
                removed + applied.removed(),
                states + applied.states(),
                way);
    }
}
