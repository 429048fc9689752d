package dev.supsync.site;

/** Why an update of the catalog is not in the site; {@link #number()} is SUP_DECISION.OUTCOME. */
public enum Outcome {
    /** Not an update in the administrator's sense, and nothing in the site needs it. */
    NOT_DEPLOYABLE(1),
    OUT_OF_SCOPE(2),
    /** Expired by its publisher when it was first seen. */
    SKIPPED_EXPIRED(3),
    /** Declined at the source when it was first seen. */
    SKIPPED_DECLINED(4),
    /** A cleanup removed it. It is written again when it is live again. */
    REMOVED(5),
    /** A cleanup removed what the rule for superseded updates had expired: not written until the rule lets it go. */
    REMOVED_SUPERSEDED(6),
    /** A cleanup removed what was declined at the source: not written until it is undeclined there. */
    REMOVED_DECLINED(7);

    private final int number;

    Outcome(int number) {
        this.number = number;
    }

    /** Whether the site held the update until a cleanup removed it. */
    public boolean isRemoved() {
        return this == REMOVED || this == REMOVED_SUPERSEDED || this == REMOVED_DECLINED;
    }

    /** The number that the site database holds. */
    public int number() {
        return number;
    }

    /** The outcome of a number. */
    public static Outcome of(int number) {
        return values()[number - 1];
    }
}
