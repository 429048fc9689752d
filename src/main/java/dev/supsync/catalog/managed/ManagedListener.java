package dev.supsync.catalog.managed;

/** What a synchronization tells, and asks, whoever started it; called by its thread. */
public interface ManagedListener {

    /** One that wants nothing, and allows everything. */
    ManagedListener NONE = new ManagedListener() {};

    /**
     * What is about to be taken away at once.
     *
     * @param held updates, detectoids and categories here that are not declined
     * @param deletions how many of all go, because the upstream does not hold them any more
     * @param declines how many are declined there now, and not yet here
     */
    record Removal(long held, long deletions, long declines) {}

    /** Asked after each chunk and often in between: whether to end after what is committed. */
    default boolean stopping() {
        return false;
    }

    /**
     * Asked before anything is deleted or declined, if anything is; what is new and changed is written by then.
     *
     * @return false to leave all of it as it is this time
     */
    default boolean mayRemove(Removal removal) {
        return true;
    }

    /**
     * How far the categories, then the updates, are.
     *
     * @param categories whether it is the categories' turn
     * @param processed records of the upstream so far
     * @param total of how many, about
     */
    default void progress(boolean categories, long processed, long total) {}

    /** A chunk was committed. */
    default void committed() {}
}
