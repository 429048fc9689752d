package dev.supsync.runtime;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.lease.SiteLease;
import dev.supsync.site.jdbc.LastAliveStore;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.time.AgeGuard;
import dev.supsync.time.LastAlive;
import dev.supsync.time.LastAlive.Standing;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a site's database knows of this machine's clock. Who works for the site says that it is alive; while the clock is doubted
 * ({@link LastAlive}), nothing grows old by it.
 */
public final class SiteClock implements AgeGuard {

    /** How long a site may be silent that no service works for: nobody knows when its commands run, but once a month they do. */
    public static final Duration UNSCHEDULED = Duration.ofDays(31);

    /** This process: a second start is another one. */
    private static final UUID START = UUID.randomUUID();

    private final SiteDatabase database;
    private final LastAliveStore store;
    private final @Nullable Duration silence;
    private final Consumer<String> warnings;
    private @Nullable Standing told;

    /**
     * For a command.
     *
     * @param warnings hears once when the clock is doubted
     */
    public SiteClock(SiteDatabase database, Consumer<String> warnings) {
        this(database, null, warnings);
    }

    /**
     * For the service of a site.
     *
     * @param silence the longest of its schedules; null where nobody knows
     */
    public SiteClock(SiteDatabase database, @Nullable Duration silence, Consumer<String> warnings) {
        this.database = database;
        this.store = new LastAliveStore(database);
        this.silence = silence;
        this.warnings = warnings;
    }

    /** Notes that the site is alive. */
    public void alive(Instant now) {
        database.inTransaction(() -> {
            LastAlive known = store.find().orElse(null);
            LastAlive next = next(known, now);
            if (!next.equals(known)) {
                store.save(next);
            }
            return true;
        });
        mayAge(now);
    }

    /** Notes that the site is alive, for work that confirms no time: while the clock is doubted, nothing is noted. */
    void aliveIfBelieved(Instant now) {
        if (store.find().map(known -> known.doubt() == null).orElse(true)) {
            alive(now);
        } else {
            mayAge(now);
        }
    }

    /** Notes that a person has confirmed the time. */
    public void confirm(Instant now) {
        database.inTransaction(() -> {
            store.save(new LastAlive(now, silence(store.find().orElse(null)), null));
            return true;
        });
    }

    @Override
    public boolean mayAge(Instant now) {
        Optional<SupsyncException> doubt = doubt(now);
        Standing standing = doubt.isEmpty() ? Standing.BELIEVED : Standing.AHEAD;
        if (standing != told) {
            doubt.ifPresent(d -> warnings.accept(d.getMessage() + " " + d.remedy()));
            told = standing;
        }
        return doubt.isEmpty();
    }

    @Override
    public Instant agesFrom(Instant now) {
        return store.find()
                .filter(known -> next(known, now).standing(now) == Standing.BEHIND)
                .map(LastAlive::at)
                .orElse(now);
    }

    /** Why the clock is doubted; empty if it is believed. */
    public Optional<SupsyncException> doubt(Instant now) {
        LastAlive known = store.find().orElse(null);
        if (known == null) {
            return Optional.empty();
        }
        Standing standing = next(known, now).standing(now);
        if (standing == Standing.BELIEVED) {
            return Optional.empty();
        }
        String times = "The clock of this machine says " + now.truncatedTo(ChronoUnit.SECONDS)
                + ", but the site was last alive at " + known.at().truncatedTo(ChronoUnit.SECONDS);
        String why = standing == Standing.AHEAD
                ? ", and its longest schedule is " + words(known.silence()) + "."
                : ", which is later.";
        return Optional.of(new SupsyncException(
                ErrorCode.CLOCK_DOUBTED,
                times + why
                        + " Until that time is confirmed, supsync removes nothing and expires nothing because of its"
                        + " age.",
                "If the clock is wrong, correct it. If it is right, because the site was off for long, start supsync"
                        + " once more, or run \"supsync cleanup --force\"."));
    }

    private LastAlive next(@Nullable LastAlive known, Instant now) {
        return known == null ? new LastAlive(now, silence(null), null) : known.alive(now, START, silence(known));
    }

    /** A command says nothing of how long a site may be silent while a service works for it. */
    private Duration silence(@Nullable LastAlive known) {
        if (silence != null) {
            return silence;
        }
        return known != null && SiteLease.service(database).isPresent() ? known.silence() : UNSCHEDULED;
    }

    private static String words(Duration time) {
        if (time.toDays() > 1) {
            return time.toDays() + " days";
        }
        return time.toHours() == 1 ? "1 hour" : time.toHours() + " hours";
    }
}
