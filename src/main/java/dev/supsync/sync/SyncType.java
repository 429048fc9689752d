package dev.supsync.sync;

/** What a run takes from its catalog. */
public enum SyncType {
    /** Everything: new, changed, removed, expired, and what fell in or out of scope. */
    FULL,
    /** What is new or revised since the last synchronization. */
    DELTA,
    /** What a person picked. */
    IMPORT;

    /** Whether a run of this type does what one of the other type was wanted for. */
    public boolean covers(SyncType other) {
        return this == other || (this == FULL && other == DELTA);
    }
}
