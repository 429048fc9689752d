package dev.supsync.replication;

/**
 * What one batch changed at a site.
 *
 * @param updates inserted, or given new content
 * @param categories inserted, given new content, or taken away
 * @param removed updates taken away
 * @param states updates of which only the flags changed
 */
public record Applied(int updates, int categories, int removed, int states) {

    static final Applied NOTHING = new Applied(0, 0, 0, 0);

    Applied plus(Applied other) {
        return new Applied(
                updates + other.updates, categories + other.categories, removed + other.removed, states + other.states);
    }
}
