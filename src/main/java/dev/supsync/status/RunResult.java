package dev.supsync.status;

/** How a run ended. */
public enum RunResult {
    SUCCEEDED,
    FAILED,
    /** Another run holds the site. */
    REFUSED,
    /** It was asked to stop, and did. */
    STOPPED
}
