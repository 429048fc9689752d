package dev.supsync.site;

/** Proof that a writer still holds the site. */
public interface Fence {

    /**
     * The token of the lease. Every transaction that writes verifies it, and holds it until it commits; a token that a
     * later holder has replaced ends the transaction with {@link dev.supsync.error.ErrorCode#LEASE_LOST}.
     */
    long token();
}
