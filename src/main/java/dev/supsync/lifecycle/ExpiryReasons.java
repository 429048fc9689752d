package dev.supsync.lifecycle;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The reasons of one update: an immutable set. With at least one the update is expired.
 *
 * @param bits the sum of the reasons' bits, 0 to 31
 */
public record ExpiryReasons(int bits) {

    /** Not expired. */
    public static final ExpiryReasons NONE = new ExpiryReasons(0);

    private static final int ALL =
            Arrays.stream(ExpiryReason.values()).mapToInt(ExpiryReason::bit).sum();

    public ExpiryReasons {
        if ((bits & ~ALL) != 0) {
            throw new IllegalArgumentException("expiry reasons " + bits + " are not between 0 and " + ALL);
        }
    }

    /** The set of these reasons. */
    public static ExpiryReasons of(ExpiryReason... reasons) {
        ExpiryReasons set = NONE;
        for (ExpiryReason reason : reasons) {
            set = set.with(reason);
        }
        return set;
    }

    /** This set and the reason. */
    public ExpiryReasons with(ExpiryReason reason) {
        return new ExpiryReasons(bits | reason.bit());
    }

    /** This set without the reason. */
    public ExpiryReasons without(ExpiryReason reason) {
        return new ExpiryReasons(bits & ~reason.bit());
    }

    /** This set with the reason if the cause holds, without it otherwise. */
    public ExpiryReasons with(ExpiryReason reason, boolean holds) {
        return holds ? with(reason) : without(reason);
    }

    /** Whether the reason is among them. */
    public boolean contains(ExpiryReason reason) {
        return (bits & reason.bit()) != 0;
    }

    /** Whether the update is not expired. */
    public boolean isEmpty() {
        return bits == 0;
    }

    /**
     * Whether the update supersedes others: it has no reason but the rule. So the rule's own expirations never bring
     * back what they replaced.
     */
    public boolean isLive() {
        return without(ExpiryReason.RULE).isEmpty();
    }

    /** The names, for example {@code publisher,declined}; empty when not expired. */
    public String names() {
        return Arrays.stream(ExpiryReason.values())
                .filter(this::contains)
                .map(ExpiryReason::text)
                .collect(Collectors.joining(","));
    }

    @Override
    public String toString() {
        return isEmpty() ? "none" : names();
    }
}
