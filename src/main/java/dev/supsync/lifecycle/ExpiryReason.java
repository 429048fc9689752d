package dev.supsync.lifecycle;

import java.util.Locale;

/** Why an update is expired. Each reason is set and cleared only by its own cause. */
public enum ExpiryReason {
    /** The publisher withdrew it: its latest revision has the publication state Expired. */
    PUBLISHER(1),
    /** It is declined at the source. */
    DECLINED(2),
    /** The source no longer holds it. */
    VANISHED(4),
    /** It was in scope and no longer is. */
    SCOPE(8),
    /** The rule for superseded updates. */
    RULE(16);

    private final int bit;

    ExpiryReason(int bit) {
        this.bit = bit;
    }

    /** The number that stands for it in a database; a set is the sum. */
    public int bit() {
        return bit;
    }

    /** The name in texts, in lower case. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
