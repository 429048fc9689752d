package dev.supsync.lifecycle;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long a superseded update lives on. */
public sealed interface Wait {

    /** It never expires by the rule. */
    Wait NEVER = new Never();

    /** It expires with the synchronization that finds it superseded. */
    Wait IMMEDIATELY = new Immediately();

    /** The most months that can be waited. */
    int MOST_MONTHS = 1_200;

    /** See {@link Wait#NEVER}. */
    record Never() implements Wait {
        @Override
        public String toString() {
            return "never";
        }
    }

    /** See {@link Wait#IMMEDIATELY}. */
    record Immediately() implements Wait {
        @Override
        public String toString() {
            return "immediately";
        }
    }

    /**
     * It expires so many calendar months (UTC) after the creation of what superseded it first.
     *
     * @param number 1 to {@link Wait#MOST_MONTHS}
     */
    record Months(int number) implements Wait {

        public Months {
            if (number < 1 || number > MOST_MONTHS) {
                throw new IllegalArgumentException(number + " months are not between 1 and " + MOST_MONTHS);
            }
        }

        @Override
        public String toString() {
            return "P" + number + "M";
        }
    }

    /**
     * When an update expires that is superseded since then; empty if never. The last day of a month stands in for a day
     * that the month lacks.
     */
    default Optional<Instant> due(Instant supersededSince) {
        if (this instanceof Months months) {
            return Optional.of(supersededSince
                    .atZone(ZoneOffset.UTC)
                    .plusMonths(months.number())
                    .toInstant());
        }
        return this instanceof Immediately ? Optional.of(Instant.EPOCH) : Optional.empty();
    }

    /**
     * Reads {@code immediately}, {@code never}, or a period of months and years such as {@code P3M}.
     *
     * @throws IllegalArgumentException saying what is expected
     */
    static Wait parse(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (word.equals("immediately")) {
            return IMMEDIATELY;
        }
        if (word.equals("never")) {
            return NEVER;
        }
        Matcher period = PERIOD.matcher(word);
        if (period.matches()) {
            int months = 12 * number(period.group(1)) + number(period.group(2));
            if (months >= 1 && months <= MOST_MONTHS) {
                return new Months(months);
            }
        }
        throw new IllegalArgumentException(
                "immediately, never, or a period of months from P1M to P" + MOST_MONTHS + "M");
    }

    /** Years and months, as ISO 8601 writes them; days are not months. */
    Pattern PERIOD = Pattern.compile("p(?:(\\d{1,4})y)?(?:(\\d{1,4})m)?");

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
