package dev.supsync.status;

/** What a run counts. Of updates only deployable ones count: READ = IN_SCOPE + OUT_OF_SCOPE + SKIPPED. */
public enum Counter {
    CATEGORIES_READ,
    CATEGORIES_INSERTED,
    CATEGORIES_UPDATED,
    CATEGORIES_UNCHANGED,

    READ,
    /** INSERTED + UPDATED + UNCHANGED. */
    IN_SCOPE,
    OUT_OF_SCOPE,
    /** Expired or declined when first seen, or removed by a cleanup. */
    SKIPPED,
    INSERTED,
    UPDATED,
    UNCHANGED,
    /** Existed before, and had no reason of expiry. */
    EXPIRED,
    /** Existed before, and has no reason of expiry any more. */
    REINSTATED,
    /** Existed before, and was not superseded. */
    SUPERSEDED,
    /** Records that could not be read; outside the sums. */
    QUARANTINED,

    /** Rows that the views of updates gained; for the reconciliation only. */
    LISTED,
    /** Revisions lower than the one that the site holds; reported, not applied. */
    KEPT_OUT,
    /** References of supersedence that are ignored because they lead back. */
    CYCLIC_REFERENCES,
    /** Updates of the site whose license terms the software update point has not downloaded yet. */
    WITHOUT_LICENSE_TERMS
}
