package dev.supsync.time;

import java.time.Instant;

/** Whether a clock is believed when it says that something has grown old. */
public interface AgeGuard {

    /** Where nothing is known of the clock, it is believed. */
    AgeGuard TRUSTING = new AgeGuard() {
        @Override
        public boolean mayAge(Instant now) {
            return true;
        }

        @Override
        public Instant agesFrom(Instant now) {
            return now;
        }
    };

    /** Whether something may be removed, or may expire, because it has grown old; says why not to whom it concerns. */
    boolean mayAge(Instant now);

    /** From when the age of what happens now counts: not from before the site was last alive, whatever the clock says. */
    Instant agesFrom(Instant now);
}
