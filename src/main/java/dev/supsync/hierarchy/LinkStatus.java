package dev.supsync.hierarchy;

/** How the link to a child site is, by the numbers of ReplicationLinkStatus. */
public enum LinkStatus {
    HEALTHY,
    /** The last attempt failed. */
    DEGRADED,
    /** The last {@value #FAILURES} attempts failed, or more. */
    ERROR;

    private static final int FAILURES = 3;

    /** After so many failures in a row. */
    static LinkStatus after(int failures) {
        return failures == 0 ? HEALTHY : failures < FAILURES ? DEGRADED : ERROR;
    }

    /** The status of a number. */
    static LinkStatus of(int number) {
        return values()[Math.min(Math.max(number, 0), ERROR.ordinal())];
    }
}
