package dev.supsync.sync;

import dev.supsync.lifecycle.ExpiryReason;
import dev.supsync.lifecycle.ExpiryReasons;
import dev.supsync.lifecycle.SupersedenceRule;
import dev.supsync.lifecycle.SupersedenceRule.Kind;
import dev.supsync.lifecycle.SupersedingUpdates;
import dev.supsync.metadata.UpdateId;
import dev.supsync.site.LifecycleStore;
import dev.supsync.site.LifecycleStore.Removed;
import dev.supsync.site.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which updates the rule for superseded updates expires, by what the site holds at the moment. */
final class RuleVerdicts {

    private final SupersedenceRule rule;
    private final Instant now;
    private final SupersedingUpdates superseding;
    /** By local number. */
    private final BitSet features = new BitSet();

    private final BitSet exempt = new BitSet();
    private final List<Removed> removed = new ArrayList<>();
    private Instant nextDue = RuleStep.NOTHING_DUE;

    RuleVerdicts(RunContext context) {
        this.rule = context.options().rule();
        this.now = context.now();
        SupersedingUpdates.Builder builder = SupersedingUpdates.builder();
        context.store().supersedence(builder::edge);
        LifecycleStore lifecycle = context.lifecycle();
        lifecycle.dated(asked(), update -> add(update, builder));
        lifecycle.removed(update -> add(update, builder));
        this.superseding = builder.build();
    }

    /** Whether the update of this local number expires by the rule. */
    boolean expires(int ciId, UpdateId id) {
        return expires(exempt.get(ciId) ? Kind.EXEMPT : features.get(ciId) ? Kind.FEATURE : Kind.OTHER, id);
    }

    /** The removed updates that the rule lets go. */
    List<Removed> released() {
        return removed.stream().filter(r -> !expires(kind(r), r.id())).toList();
    }

    /** When the rule expires the next of those that were asked for and do not expire yet. */
    Instant nextDue() {
        return nextDue;
    }

    private boolean expires(Kind kind, UpdateId id) {
        Optional<Instant> due = superseding.of(id).flatMap(s -> rule.due(kind, s));
        if (due.isEmpty()) {
            return false;
        }
        boolean isDue = !due.get().isAfter(now);
        if (!isDue && due.get().isBefore(nextDue)) {
            nextDue = due.get();
        }
        return isDue;
    }

    /** The categories that the rule asks for. */
    static Set<UpdateId> asked() {
        Set<UpdateId> asked = new HashSet<>(SupersedenceRule.ENDPOINT_PROTECTION);
        asked.add(SupersedenceRule.UPGRADES);
        asked.add(SupersedenceRule.SERVICE_PACKS);
        asked.add(SupersedenceRule.DEFINITION_UPDATES);
        return asked;
    }

    private void add(LifecycleStore.Dated update, SupersedingUpdates.Builder builder) {
        if (new ExpiryReasons(update.reasons()).isLive()) {
            builder.live(update.id(), update.creation());
        }
        if (update.categories().contains(SupersedenceRule.SERVICE_PACKS)) {
            builder.servicePack(update.id());
        }
        switch (Kind.of(update.categories())) {
            case FEATURE -> features.set(update.ciId());
            case EXEMPT -> exempt.set(update.ciId());
            case OTHER -> {}
        }
    }

    private void add(Removed update, SupersedingUpdates.Builder builder) {
        if (update.outcome() == Outcome.REMOVED_SUPERSEDED) {
            removed.add(update);
            if (new ExpiryReasons(update.reasons()).equals(ExpiryReasons.of(ExpiryReason.RULE))) {
                builder.removed(update.id(), update.creation());
            }
        }
        if (SupersedenceRule.SERVICE_PACKS.equals(update.classification())) {
            builder.servicePack(update.id());
        }
    }

    private static Kind kind(Removed update) {
        UpdateId classification = update.classification();
        return classification == null ? Kind.OTHER : Kind.of(Set.of(classification));
    }
}
