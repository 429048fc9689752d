package dev.supsync.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.metadata.CategoryType;
import dev.supsync.metadata.LocalizedText;
import dev.supsync.metadata.PublicationState;
import dev.supsync.metadata.Relation;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.metadata.UpdateType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a generated catalog is promised to be. */
class SampleCatalogTests {

    private static final SampleCatalog FIRST = SampleCatalog.of(SampleSize.SAMPLE_DATA, 7);
    private static final SampleCatalog SECOND = FIRST.nextDay();

    @Test
    void isTheSameEveryTime() {
        assertThat(all(SampleCatalog.of(SampleSize.SAMPLE_DATA, 7))).isEqualTo(all(FIRST));
        assertThat(all(SampleCatalog.of(SampleSize.SAMPLE_DATA, 7).nextDay())).isEqualTo(all(SECOND));
        assertThat(all(SampleCatalog.of(SampleSize.SAMPLE_DATA, 8))).isNotEqualTo(all(FIRST));
    }

    @Test
    void hasEveryUpdateOnceAndWhatItRefersToBeforeIt() {
        for (SampleCatalog catalog : List.of(FIRST, SECOND)) {
            Set<UpdateId> seen = new HashSet<>();
            for (UpdateRevision revision : catalog) {
                for (Relation relation : revision.relations()) {
                    assertThat(relation instanceof Relation.Supersedes || seen.contains(relation.target()))
                            .as("%s of %s", relation, revision.key())
                            .isTrue();
                }
                assertThat(seen.add(revision.id())).as("%s", revision.key()).isTrue();
            }
        }
    }

    @Test
    void keepsToTheLimitsOfWsus() {
        for (UpdateRevision revision : FIRST) {
            assertThat(revision.texts()).extracting(LocalizedText::language).doesNotHaveDuplicates();
            for (LocalizedText text : revision.texts()) {
                assertThat(text.title()).hasSizeLessThanOrEqualTo(200).doesNotContain("{", "}");
            }
        }
    }

    @Test
    void holdsAllKindsOfUpdates() {
        List<UpdateRevision> deployable = new ArrayList<>(deployable(FIRST).values());
        assertThat(deployable).hasSize(1_080);
        assertThat(share(deployable, SampleCatalogTests::isExpired)).isBetween(10, 60);
        assertThat(share(deployable, UpdateRevision::bundle)).isBetween(200, 400);
        assertThat(share(deployable, u -> u.properties().type() == UpdateType.DRIVER))
                .isEqualTo(60);
        assertThat(share(deployable, u -> u.properties().eulaId() != null)).isBetween(30, 120);
        assertThat(share(deployable, u -> !u.properties().defaultLanguage().equals("en")))
                .isEqualTo(60);
        assertThat(share(deployable, u -> u.texts().size() == 6)).isBetween(10, 60);
        assertThat(share(deployable, u -> !u.properties().securityBulletins().isEmpty()))
                .isGreaterThan(50);
        assertThat(share(deployable, u -> u.properties().locallyPublished())).isEqualTo(60);
        assertThat(share(deployable, u -> categories(u).size() > 2)).isGreaterThan(100);
        assertThat(deployable).filteredOn(u -> u.drivers().size() > 1).hasSize(60);
        Set<UpdateId> there = all(FIRST).stream().map(UpdateRevision::id).collect(Collectors.toSet());
        assertThat(superseded(deployable)).filteredOn(id -> !there.contains(id)).isNotEmpty();
        assertThat(all(FIRST)).anyMatch(u -> u.bundle() && !u.properties().explicitlyDeployable());
        assertThat(all(FIRST))
                .anyMatch(u -> u.category() != null && u.category().type() == null);
    }

    @Test
    void changesWhatItSaysFromOneDayToTheNext() {
        Map<UpdateId, UpdateRevision> first = deployable(FIRST);
        Map<UpdateId, UpdateRevision> second = deployable(SECOND);
        SampleDifferences differences = SECOND.differences();
        assertThat(differences.known()).isEqualTo(live(first));
        assertThat(differences.current()).isEqualTo(live(second));
        assertThat(differences.inserted()).isEqualTo(without(live(second), live(first)));
        assertThat(differences.vanished()).isEqualTo(without(live(first), second.keySet()));
        Set<UpdateId> updated = live(first).stream()
                .filter(id -> second.containsKey(id) && !get(second, id).equals(get(first, id)))
                .collect(Collectors.toSet());
        assertThat(differences.updated()).isEqualTo(updated);
        assertThat(differences.expired())
                .isEqualTo(updated.stream()
                        .filter(id -> isExpired(get(second, id)))
                        .collect(Collectors.toSet()));
        assertThat(updated).allSatisfy(id -> assertThat(get(second, id).key().revisionNumber())
                .isGreaterThan(get(first, id).key().revisionNumber()));
        assertThat(differences.outside()).isEmpty();
        assertThat(List.of(differences.inserted(), updated, differences.expired(), differences.vanished()))
                .noneMatch(Set::isEmpty);
        assertThat(differences.vanished().size() * 20)
                .isLessThan(differences.known().size());
    }

    @Test
    void changesWhatIsSuperseded() {
        Map<UpdateId, UpdateRevision> first = deployable(FIRST);
        Map<UpdateId, UpdateRevision> second = deployable(SECOND);
        SampleDifferences differences = SECOND.differences();
        Set<UpdateId> before = supersededBy(first, first, live(first));
        Map<UpdateId, UpdateRevision> both = new LinkedHashMap<>(first);
        both.putAll(second);
        Set<UpdateId> now = supersededBy(first, both, live(second));
        assertThat(differences.superseded()).isEqualTo(without(now, before));
        assertThat(differences.unsuperseded()).isEqualTo(without(before, now));
        assertThat(differences.superseded()).isNotEmpty();
        assertThat(differences.unsuperseded()).isNotEmpty();
    }

    @Test
    void renamesAndMovesCategories() {
        Map<UpdateId, UpdateRevision> second = new HashMap<>();
        SECOND.forEach(revision -> second.put(revision.id(), revision));
        List<UpdateRevision> changed = all(FIRST).stream()
                .filter(revision -> revision.category() != null)
                .filter(revision -> !revision.equals(second.get(revision.id())))
                .toList();
        assertThat(changed).hasSize(2);
        assertThat(changed).extracting(UpdateRevision::id).containsExactly(Categories.RENAMED, Categories.MOVED);
        assertThat(get(second, Categories.RENAMED).texts())
                .extracting(LocalizedText::title)
                .containsOnly(Categories.NEW_NAME);
    }

    @Test
    void tellsWhatAScopeMakesOfTheDifferences() {
        UpdateId moved = Categories.MOVED;
        SampleDifferences entering =
                SECOND.differences(update -> !categories(update).contains(moved), update -> true);
        Set<UpdateId> members = deployable(SECOND).values().stream()
                .filter(update -> categories(update).contains(moved) && !isExpired(update))
                .map(UpdateRevision::id)
                .collect(Collectors.toSet());
        assertThat(members).isNotEmpty();
        assertThat(entering.inserted()).containsAll(members);
        SampleDifferences leaving =
                SECOND.differences(update -> true, update -> !categories(update).contains(moved));
        assertThat(leaving.outside()).isNotEmpty().doesNotContainAnyElementsOf(leaving.updated());
        assertThat(leaving.current()).doesNotContainAnyElementsOf(members);
    }

    @Test
    void changesOneInAHundred() {
        SampleSize size = new SampleSize(50_000, 1, 30, 0);
        SampleDifferences differences =
                SampleCatalog.of(size, 3).nextDay(SampleChanges.ONE_PERCENT).differences();
        int changed = differences.inserted().size()
                + differences.updated().size()
                + differences.vanished().size();
        assertThat(changed).isBetween(400, 600);
    }

    @Test
    void hasManyMoreUpdatesButNoMoreCategories() {
        SampleSize size = new SampleSize(20_000, 3, 30, 0);
        long deployable = 0;
        long categories = 0;
        for (UpdateRevision revision : SampleCatalog.of(size, 3)) {
            deployable += revision.properties().explicitlyDeployable() ? 1 : 0;
            categories += revision.category() != null ? 1 : 0;
        }
        assertThat(deployable).isEqualTo(20_000);
        assertThat(categories)
                .isEqualTo(all(FIRST).stream().filter(r -> r.category() != null).count());
        assertThat(all(FIRST))
                .filteredOn(r -> r.category() != null && r.category().type() == CategoryType.COMPANY)
                .hasSize(2);
    }

    private static List<UpdateRevision> all(SampleCatalog catalog) {
        List<UpdateRevision> all = new ArrayList<>();
        catalog.forEach(all::add);
        return all;
    }

    private static Map<UpdateId, UpdateRevision> deployable(SampleCatalog catalog) {
        Map<UpdateId, UpdateRevision> deployable = new LinkedHashMap<>();
        for (UpdateRevision revision : catalog) {
            if (revision.properties().explicitlyDeployable()) {
                deployable.put(revision.id(), revision);
            }
        }
        return deployable;
    }

    private static UpdateRevision get(Map<UpdateId, UpdateRevision> updates, UpdateId id) {
        return Objects.requireNonNull(updates.get(id));
    }

    private static boolean isExpired(UpdateRevision update) {
        return update.properties().publicationState() == PublicationState.EXPIRED;
    }

    private static Set<UpdateId> live(Map<UpdateId, UpdateRevision> updates) {
        return updates.values().stream()
                .filter(update -> !isExpired(update))
                .map(UpdateRevision::id)
                .collect(Collectors.toSet());
    }

    private static int share(List<UpdateRevision> updates, Predicate<UpdateRevision> which) {
        return (int) updates.stream().filter(which).count();
    }

    private static Set<UpdateId> categories(UpdateRevision update) {
        return update.relations().stream()
                .filter(Relation.InCategory.class::isInstance)
                .map(Relation::target)
                .collect(Collectors.toSet());
    }

    private static List<UpdateId> superseded(Iterable<UpdateRevision> updates) {
        List<UpdateId> superseded = new ArrayList<>();
        for (UpdateRevision update : updates) {
            update.relations().stream()
                    .filter(Relation.Supersedes.class::isInstance)
                    .map(Relation::target)
                    .forEach(superseded::add);
        }
        return superseded;
    }

    /** The known ones to which a chain leads from a live one, through any. */
    private static Set<UpdateId> supersededBy(
            Map<UpdateId, UpdateRevision> known, Map<UpdateId, UpdateRevision> any, Set<UpdateId> live) {
        Set<UpdateId> reached = new HashSet<>();
        List<UpdateId> open = new ArrayList<>(live);
        while (!open.isEmpty()) {
            UpdateRevision update = any.get(open.remove(open.size() - 1));
            if (update != null) {
                superseded(List.of(update)).stream().filter(reached::add).forEach(open::add);
            }
        }
        reached.retainAll(live(known));
        return reached;
    }

    private static Set<UpdateId> without(Set<UpdateId> all, Set<UpdateId> some) {
        Set<UpdateId> rest = new HashSet<>(all);
        rest.removeAll(some);
        return rest;
    }
}
