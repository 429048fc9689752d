package dev.supsync.site;

/** What a run did to an update that the views show; {@link #number()} is SUP_RUN_CHANGE.CHANGE_KIND. */
public enum ChangeKind {
    /** The views show it since then. */
    INSERTED(1),
    /** Its content changed. */
    UPDATED(2),
    /** It existed before, and had no reason of expiry. */
    EXPIRED(3),
    /** It existed before, and has no reason of expiry any more. */
    REINSTATED(4),
    /** It existed before, and was not superseded. */
    SUPERSEDED(5),
    /** It existed before, and was superseded. */
    NO_LONGER_SUPERSEDED(6),
    /** The views do not show it any more. */
    REMOVED(7);

    private final int number;

    ChangeKind(int number) {
        this.number = number;
    }

    /** The number that the site database holds. */
    public int number() {
        return number;
    }

    /** The kind of a number. */
    public static ChangeKind of(int number) {
        return values()[number - 1];
    }
}
