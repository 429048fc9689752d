package dev.supsync.site;

/** Whether an update of the site is in scope; the ordinal is SUP_UPDATE.SCOPE_STATE. */
public enum ScopeState {
    /** Held for another reason: something in scope needs it, or the settings keep what is outside. */
    NEVER,
    /** In scope by the last synchronization that looked. */
    IN,
    /** It was in scope and no longer is: the expiry reason "scope". */
    FORMERLY
}
