package dev.supsync.service;

/** What a synchronization reads. */
public enum SyncType {
    FULL,
    DELTA;

    /** Whether a run of this type does what one of the other type was wanted for. */
    boolean covers(SyncType other) {
        return this == FULL || other == DELTA;
    }
}
