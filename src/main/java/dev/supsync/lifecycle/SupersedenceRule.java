package dev.supsync.lifecycle;

import dev.supsync.metadata.UpdateId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rule for superseded updates. It never touches definition updates of Endpoint Protection, nor what only service
 * packs supersede.
 *
 * @param featureUpdates for updates of the classification Upgrades
 * @param otherUpdates for all others
 */
public record SupersedenceRule(Wait featureUpdates, Wait otherUpdates) {

    /** Nothing expires: what holds where nothing is configured. */
    public static final SupersedenceRule NEVER = new SupersedenceRule(Wait.NEVER, Wait.NEVER);

    private static final Pattern TEXT = Pattern.compile("feature-updates: (\\S+), other-updates: (\\S+)");

    /** The classification Upgrades: feature updates. */
    public static final UpdateId UPGRADES = UpdateId.parse("3689bdc8-b205-4af4-8d4a-a63924c5e9d5");

    /** The classification Service Packs. */
    public static final UpdateId SERVICE_PACKS = UpdateId.parse("68c5b0a3-d1a6-4553-ae49-01d3a7827828");

    /** The classification Definition Updates. */
    public static final UpdateId DEFINITION_UPDATES = UpdateId.parse("e0789628-ce08-4437-be74-2495b842f43b");

    /**
     * The products whose definition updates are those of Endpoint Protection: Forefront Endpoint Protection 2010 (later
     * System Center Endpoint Protection) and Windows Defender (later Microsoft Defender Antivirus).
     */
    public static final Set<UpdateId> ENDPOINT_PROTECTION = Set.of(
            UpdateId.parse("a38c835c-2950-4e87-86cc-6911a52c34a3"),
            UpdateId.parse("8c3fcc84-7410-4a95-8b89-a166a0190486"));

    /** What an update is to the rule. */
    public enum Kind {
        FEATURE,
        OTHER,
        /** A definition update of Endpoint Protection. */
        EXEMPT;

        /** The kind of an update with these categories. */
        public static Kind of(Set<UpdateId> categories) {
            if (categories.contains(DEFINITION_UPDATES)
                    && ENDPOINT_PROTECTION.stream().anyMatch(categories::contains)) {
                return EXEMPT;
            }
            return categories.contains(UPGRADES) ? FEATURE : OTHER;
        }
    }

    /** Whether nothing can expire by it. */
    public boolean isNever() {
        return equals(NEVER);
    }

    /**
     * When a superseded update expires, which may have been long ago; empty if never.
     *
     * @param superseding what supersedes it
     */
    public Optional<Instant> due(Kind kind, Superseding superseding) {
        if (superseding.onlyByServicePacks()) {
            return Optional.empty();
        }
        return switch (kind) {
            case FEATURE -> featureUpdates.due(superseding.since());
            case OTHER -> otherUpdates.due(superseding.since());
            case EXEMPT -> Optional.empty();
        };
    }

    /**
     * Reads what {@link #toString()} wrote.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static SupersedenceRule parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a rule for superseded updates, such as \"" + NEVER + "\"");
        }
        return new SupersedenceRule(Wait.parse(parts.group(1)), Wait.parse(parts.group(2)));
    }

    /** The rule as text, to be kept and compared. */
    @Override
    public String toString() {
        return "feature-updates: " + featureUpdates + ", other-updates: " + otherUpdates;
    }
}
