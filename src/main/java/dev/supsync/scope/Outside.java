package dev.supsync.scope;

/** What becomes of updates that are outside the scope. */
public enum Outside {
    /** They are not written; what was in scope before expires for that reason. */
    SKIP,
    /** They are written too, as Configuration Manager does. */
    KEEP
}
