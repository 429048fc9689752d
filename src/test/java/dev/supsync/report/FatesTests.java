package dev.supsync.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.report.Fates.Event;
import dev.supsync.report.Fates.Fate;
import dev.supsync.site.ChangeKind;
import dev.supsync.testing.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What several runs did together, against a walk over every single update. */
class FatesTests {

    private static final int UPDATES = 40;

    @Test
    void oneRunIsWhatItNoted() {
        Fates fates = Fates.of(List.of(
                event(ChangeKind.EXPIRED, 8, 4, 5),
                event(ChangeKind.INSERTED, 0, 10, 12),
                event(ChangeKind.EXPIRED, 4, 6, 6),
                event(ChangeKind.INSERTED, 0, 10, 12)));
        assertThat(fates.counts()).isEqualTo(Map.of(ChangeKind.INSERTED, 3L, ChangeKind.EXPIRED, 3L));
        assertThat(fates.sets().keySet())
                .containsExactly(
                        new Fate(ChangeKind.INSERTED, 0),
                        new Fate(ChangeKind.EXPIRED, 4),
                        new Fate(ChangeKind.EXPIRED, 8));
    }

    @Test
    void whatComesAndGoesIsNothing() {
        Fates fates = Fates.net(List.of(
                event(ChangeKind.INSERTED, 0, 1, 2),
                event(ChangeKind.EXPIRED, 4, 2, 5),
                event(ChangeKind.REINSTATED, 0, 4, 4),
                event(ChangeKind.EXPIRED, 1, 5, 5),
                event(ChangeKind.REMOVED, 0, 1, 1)));
        assertThat(fates.sets().toString())
                .isEqualTo("{Fate[kind=INSERTED, reasons=0]={2}, Fate[kind=EXPIRED, reasons=1]={5},"
                        + " Fate[kind=EXPIRED, reasons=4]={3}}");
    }

    @Test
    void isTheSameAsEveryUpdateByItself() {
        Seeds.each(100, seed -> {
            Random random = new Random(seed);
            for (int round = 0; round < 170; round++) {
                List<Event> events = new ArrayList<>();
                boolean[] inserted = new boolean[UPDATES];
                boolean[] removed = new boolean[UPDATES];
                int[] reasons = random.ints(UPDATES, 0, 3).toArray();
                boolean[] superseded = new boolean[UPDATES];
                int[] firstReasons = reasons.clone();
                boolean[] updated = new boolean[UPDATES];
                for (int i = 0; i < 60; i++) {
                    int n = random.nextInt(UPDATES);
                    if (removed[n]) {
                        continue;
                    }
                    switch (random.nextInt(5)) {
                        case 0 -> {
                            updated[n] = true;
                            events.add(event(ChangeKind.UPDATED, 0, n, n));
                        }
                        case 1, 2 -> {
                            ChangeKind kind = reasons[n] == 0 ? ChangeKind.EXPIRED : ChangeKind.REINSTATED;
                            reasons[n] = reasons[n] == 0 ? 1 + random.nextInt(2) : 0;
                            events.add(event(kind, reasons[n], n, n));
                        }
                        case 3 -> {
                            superseded[n] = !superseded[n];
                            events.add(event(
                                    superseded[n] ? ChangeKind.SUPERSEDED : ChangeKind.NO_LONGER_SUPERSEDED, 0, n, n));
                        }
                        default -> {
                            removed[n] = random.nextInt(4) == 0;
                            if (removed[n]) {
                                events.add(event(ChangeKind.REMOVED, 0, n, n));
                            } else if (events.stream().noneMatch(e -> e.first() == n)) {
                                inserted[n] = true;
                                firstReasons[n] = reasons[n];
                                events.add(event(ChangeKind.INSERTED, 0, n, n));
                            }
                        }
                    }
                }
                Map<String, List<Integer>> expected = new TreeMap<>();
                for (int n = 0; n < UPDATES; n++) {
                    if (inserted[n] || removed[n]) {
                        if (inserted[n] != removed[n]) {
                            add(expected, new Fate(inserted[n] ? ChangeKind.INSERTED : ChangeKind.REMOVED, 0), n);
                        }
                        continue;
                    }
                    if (updated[n]) {
                        add(expected, new Fate(ChangeKind.UPDATED, 0), n);
                    }
                    if ((firstReasons[n] == 0) != (reasons[n] == 0)) {
                        add(
                                expected,
                                new Fate(reasons[n] == 0 ? ChangeKind.REINSTATED : ChangeKind.EXPIRED, reasons[n]),
                                n);
                    }
                    if (superseded[n]) {
                        add(expected, new Fate(ChangeKind.SUPERSEDED, 0), n);
                    }
                }
                Map<String, List<Integer>> actual = new TreeMap<>();
                Fates.net(events).sets().forEach((fate, numbers) -> numbers.stream()
                        .forEach(n -> add(actual, fate, n)));
                assertThat(actual).as("round %d: %s", round, events).isEqualTo(expected);
            }
        });
    }

    private static void add(Map<String, List<Integer>> fates, Fate fate, int number) {
        fates.computeIfAbsent(fate.toString(), k -> new ArrayList<>()).add(number);
    }

    private static Event event(ChangeKind kind, int reasons, int first, int last) {
        return new Event(new Fate(kind, reasons), first, last);
    }
}
