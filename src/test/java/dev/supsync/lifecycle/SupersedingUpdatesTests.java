package dev.supsync.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.lifecycle.SupersedenceRule.Kind;
import dev.supsync.metadata.UpdateId;
import dev.supsync.testing.Seeds;
import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SupersedingUpdatesTests {

    private static final Instant JANUARY = Instant.parse("2026-01-10T12:00:00Z");
    private static final Instant MARCH = Instant.parse("2026-03-10T12:00:00Z");
    private static final Instant JUNE = Instant.parse("2026-06-10T12:00:00Z");

    private final SupersedingUpdates.Builder builder = SupersedingUpdates.builder();

    @Test
    void theOldestLiveOneThatSupersedesDirectlyGivesTheDate() {
        builder.edge(id(2), id(1)).edge(id(3), id(1)).edge(id(4), id(3));
        builder.live(id(2), MARCH).live(id(3), JUNE).live(id(4), JANUARY);
        assertThat(builder.build().of(id(1))).contains(new Superseding(MARCH, false));
    }

    @Test
    void whatIsNotSupersededHasNoDate() {
        builder.edge(id(2), id(1)).live(id(2), MARCH);
        SupersedingUpdates superseding = builder.build();
        assertThat(superseding.of(id(2))).isEmpty();
        assertThat(superseding.of(id(99))).isEmpty();
    }

    @Test
    void withoutADirectOneTheNearestOfTheChainGivesTheDate() {
        builder.edge(id(2), id(1)).edge(id(3), id(2)).edge(id(4), id(3));
        builder.live(id(3), JUNE).live(id(4), JANUARY);
        assertThat(builder.build().of(id(1))).contains(new Superseding(JUNE, false));
    }

    /** The update in between has a nearest one of its own, as it would if it counted. */
    @Test
    void whatIsFartherAwayThanTheNearestGivesNoDate() {
        builder.edge(id(2), id(1)).edge(id(3), id(2)).edge(id(4), id(2)).edge(id(5), id(4));
        builder.live(id(3), JUNE).live(id(5), JANUARY);
        SupersedingUpdates superseding = builder.build();
        assertThat(superseding.of(id(2))).contains(new Superseding(JUNE, false));
        assertThat(superseding.of(id(1))).contains(new Superseding(JUNE, false));
    }

    @Test
    void whatACleanupRemovedForTheRuleStillGivesTheDateButSupersedesNothingByItself() {
        builder.edge(id(2), id(1)).edge(id(3), id(2));
        builder.removed(id(2), JANUARY).live(id(3), JUNE);
        assertThat(builder.build().of(id(1))).contains(new Superseding(JANUARY, false));

        SupersedingUpdates.Builder alone = SupersedingUpdates.builder();
        alone.edge(id(2), id(1)).removed(id(2), JANUARY);
        assertThat(alone.build().of(id(1))).isEmpty();
    }

    @Test
    void onlyByServicePacksDirectlyOrThroughOne() {
        builder.edge(id(2), id(1)).live(id(2), MARCH).servicePack(id(2));
        builder.edge(id(12), id(11)).edge(id(13), id(12)).servicePack(id(12)).live(id(13), MARCH);
        builder.edge(id(22), id(21)).live(id(22), MARCH).servicePack(id(22));
        builder.edge(id(23), id(21)).live(id(23), JUNE);
        SupersedingUpdates superseding = builder.build();
        assertThat(superseding.of(id(1))).contains(new Superseding(MARCH, true));
        assertThat(superseding.of(id(11))).contains(new Superseding(MARCH, true));
        assertThat(superseding.of(id(21))).contains(new Superseding(MARCH, false));
    }

    @Test
    void ignoresCycles() {
        builder.edge(id(1), id(2)).edge(id(2), id(1)).edge(id(3), id(3)).edge(id(4), id(2));
        builder.live(id(1), JANUARY).live(id(3), JANUARY).live(id(4), JUNE);
        SupersedingUpdates superseding = builder.build();
        assertThat(superseding.of(id(1))).isEmpty();
        assertThat(superseding.of(id(2))).contains(new Superseding(JUNE, false));
        assertThat(superseding.of(id(3))).isEmpty();
    }

    @Test
    void agreesWithTheGraphOnWhatIsSuperseded() {
        Seeds.each(100, seed -> {
            Random random = new Random(seed);
            for (int round = 0; round < 340; round++) {
                int nodes = 1 + random.nextInt(12);
                SupersedingUpdates.Builder dates = SupersedingUpdates.builder();
                SupersedenceGraph.Builder graph = SupersedenceGraph.builder();
                for (int i = random.nextInt(2 * nodes); i > 0; i--) {
                    UpdateId newer = id(random.nextInt(nodes));
                    UpdateId older = id(random.nextInt(nodes));
                    dates.edge(newer, older);
                    graph.edge(newer, older);
                }
                for (int i = 0; i < nodes; i++) {
                    switch (random.nextInt(4)) {
                        case 0 -> {
                            dates.live(id(i), JANUARY.plusSeconds(i));
                            graph.live(id(i));
                        }
                        case 1 -> dates.removed(id(i), JANUARY.plusSeconds(i));
                        case 2 -> dates.servicePack(id(i));
                        default -> {}
                    }
                }
                SupersedingUpdates built = dates.build();
                SupersedenceGraph superseded = graph.build();
                for (int i = 0; i < nodes; i++) {
                    assertThat(built.of(id(i)).isPresent())
                            .as("round %d, update %d", round, i)
                            .isEqualTo(superseded.isSuperseded(id(i)));
                }
            }
        });
    }

    @Test
    void theRuleAsksForTheKindAndSparesServicePacksAndEndpointProtection() {
        SupersedenceRule rule = new SupersedenceRule(new Wait.Months(3), Wait.IMMEDIATELY);
        Superseding since = new Superseding(JANUARY, false);
        assertThat(rule.due(Kind.FEATURE, since)).contains(Instant.parse("2026-04-10T12:00:00Z"));
        assertThat(rule.due(Kind.OTHER, since)).contains(Instant.EPOCH);
        assertThat(rule.due(Kind.EXEMPT, since)).isEmpty();
        assertThat(rule.due(Kind.OTHER, new Superseding(JANUARY, true))).isEmpty();
        assertThat(rule).hasToString("feature-updates: P3M, other-updates: immediately");
    }

    @Test
    void definitionUpdatesAreThoseOfEndpointProtectionOnly() {
        UpdateId product = SupersedenceRule.ENDPOINT_PROTECTION.iterator().next();
        assertThat(Kind.of(Set.of(SupersedenceRule.DEFINITION_UPDATES, product)))
                .isEqualTo(Kind.EXEMPT);
        assertThat(Kind.of(Set.of(SupersedenceRule.DEFINITION_UPDATES, id(1)))).isEqualTo(Kind.OTHER);
        assertThat(Kind.of(Set.of(SupersedenceRule.SERVICE_PACKS, product))).isEqualTo(Kind.OTHER);
        assertThat(Kind.of(Set.of(SupersedenceRule.UPGRADES, id(1)))).isEqualTo(Kind.FEATURE);
        assertThat(Kind.of(new HashSet<>())).isEqualTo(Kind.OTHER);
    }

    private static UpdateId id(int number) {
        return new UpdateId(new UUID(0, number));
    }
}
