package dev.supsync.sync;

/**
 * How much a run takes at a time.
 *
 * @param chunk changed records of the catalog in one transaction
 * @param known bytes of memory that what the site knows may take, rather than be looked up chunk by chunk
 */
record Sizes(int chunk, long known) {

    /** The same, but what the site knows is looked up. */
    Sizes lookingUp() {
        return new Sizes(chunk, 0);
    }

    /** A thousand records, and an eighth of this process's memory. */
    static Sizes standard() {
        return new Sizes(1_000, Runtime.getRuntime().maxMemory() / 8);
    }
}
