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
    private final Updates updates;
    private final SupersedingUpdates superseding;
    private Instant nextDue;

    private RuleVerdicts(SupersedenceRule rule, Instant now, Instant nextDue, Updates updates) {
        this.rule = rule;
        this.now = now;
        this.nextDue = nextDue;
        this.updates = updates;
        this.superseding = updates.builder.build();
    }

    /** About all updates of the site. */
    static RuleVerdicts ofSite(RunContext context, SupersedenceRule rule) {
        Updates updates = new Updates();
        context.store().supersedence(updates.builder::edge);
        context.lifecycle().dated(asked(), updates::add);
        context.lifecycle().removed(updates::add);
        return new RuleVerdicts(rule, context.now(), RuleStep.NOTHING_DUE, updates);
    }

    /**
     * About the affected updates only.
     *
     * @param due when the rule expires the next update of the site, as far as it was known before
     */
    static RuleVerdicts of(RunContext context, SupersedenceRule rule, Affected affected, Instant due) {
        Updates updates = new Updates();
        affected.edges(updates.builder::edge);
        context.lifecycle().dated(asked(), affected.deciding(), updates::add);
        context.lifecycle().removed(affected.deciding(), updates::add);
        return new RuleVerdicts(rule, context.now(), due, updates);
    }

    /** Whether the update of this local number expires by the rule. */
    boolean expires(int ciId, UpdateId id) {
        return expires(updates.kind(ciId), id);
    }

    /** The removed updates that the rule lets go. */
    List<Removed> released() {
        return updates.removed.stream().filter(r -> !expires(kind(r), r.id())).toList();
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

    private static Kind kind(Removed update) {
        UpdateId classification = update.classification();
        return classification == null ? Kind.OTHER : Kind.of(Set.of(classification));
    }

    /** What the rule asks of the updates, gathered. */
    private static final class Updates {

        private final SupersedingUpdates.Builder builder = SupersedingUpdates.builder();
        /** By local number. */
        private final BitSet features = new BitSet();

        private final BitSet exempt = new BitSet();
        private final List<Removed> removed = new ArrayList<>();

        void add(LifecycleStore.Dated update) {
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

        void add(Removed update) {
            if (update.outcome() == Outcome.REMOVED_SUPERSEDED) {
                removed.add(update);
            }
            // what the rule has let go counts on: it comes back with the next full synchronization that finds it
            if (new ExpiryReasons(update.reasons()).equals(ExpiryReasons.of(ExpiryReason.RULE))) {
                builder.removed(update.id(), update.creation());
            }
            if (SupersedenceRule.SERVICE_PACKS.equals(update.classification())) {
                builder.servicePack(update.id());
            }
        }

        Kind kind(int ciId) {
            return exempt.get(ciId) ? Kind.EXEMPT : features.get(ciId) ? Kind.FEATURE : Kind.OTHER;
        }
    }
}
