package dev.supsync.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UpdateIdMapTests {

    private static final UpdateId ZERO = new UpdateId(new UUID(0, 0));

    private final UpdateIdMap map = new UpdateIdMap();

    @Test
    void anEmptyOne() {
        assertThat(map.size()).isZero();
        assertThat(map.containsKey(id(1, 2))).isFalse();
        assertThat(map.getOrDefault(id(1, 2), -7)).isEqualTo(-7);
        map.forEach((id, value) -> {
            throw new AssertionError(id + " is in an empty map");
        });
    }

    @Test
    void theLastNumberOfAnIdCounts() {
        map.put(id(1, 2), 3);
        map.put(id(1, 2), 4);
        assertThat(map.size()).isEqualTo(1);
        assertThat(map.getOrDefault(id(1, 2), -7)).isEqualTo(4);
        assertThat(map.getOrDefault(id(2, 1), -7)).isEqualTo(-7);
    }

    @Test
    void theZeroGuidIsAnIdAsAnyOther() {
        assertThat(map.containsKey(ZERO)).isFalse();
        assertThat(map.getOrDefault(ZERO, 9)).isEqualTo(9);
        map.put(ZERO, 0);
        map.put(ZERO, 5);
        assertThat(map.size()).isEqualTo(1);
        assertThat(map.containsKey(ZERO)).isTrue();
        assertThat(map.getOrDefault(ZERO, 9)).isEqualTo(5);
        assertThat(entries()).isEqualTo(Map.of(ZERO, 5));
    }

    @Test
    void halvesOfZerosAreNoFreeSlots() {
        map.put(id(0, 1), Integer.MIN_VALUE);
        map.put(id(1, 0), -1);
        map.put(ZERO, 0);
        assertThat(entries()).isEqualTo(Map.of(id(0, 1), Integer.MIN_VALUE, id(1, 0), -1, ZERO, 0));
    }

    @Test
    void aMillionAsInAHashMap() {
        Random random = new Random(20261004);
        Map<UpdateId, Integer> expected = new HashMap<>(2_000_000);
        while (expected.size() < 1_000_000) {
            UpdateId id = expected.isEmpty() ? ZERO : id(random.nextLong(), random.nextLong());
            int value = random.nextInt();
            expected.put(id, value);
            map.put(id, value);
        }
        assertThat(map.size()).isEqualTo(expected.size());
        for (var entry : expected.entrySet()) {
            int value = entry.getValue();
            if (!map.containsKey(entry.getKey()) || map.getOrDefault(entry.getKey(), ~value) != value) {
                throw new AssertionError(entry + " is missing or wrong");
            }
        }
        for (int i = 0; i < 1_000_000; i++) {
            UpdateId id = id(random.nextLong(), random.nextLong());
            if (map.containsKey(id) != expected.containsKey(id)) {
                throw new AssertionError(id + " is in one map only");
            }
        }
        assertThat(entries().equals(expected)).isTrue();
    }

    @Test
    void guidsThatHardlyDifferDoNotPileUp() {
        long start = System.nanoTime();
        for (int i = 0; i < 500_000; i++) {
            map.put(id(0x0000485000000000L, 0x5350000000000000L | i), i);
            map.put(id((long) i << 40, 0), i);
        }
        assertThat(map.size()).isEqualTo(1_000_000);
        for (int i = 0; i < 500_000; i++) {
            if (map.getOrDefault(id(0x0000485000000000L, 0x5350000000000000L | i), -1) != i) {
                throw new AssertionError(i + " is missing");
            }
        }
        // Linear probing over piles would take minutes.
        assertThat(System.nanoTime() - start).isLessThan(60_000_000_000L);
    }

    private Map<UpdateId, Integer> entries() {
        Map<UpdateId, Integer> entries = new HashMap<>();
        map.forEach((id, value) -> {
            if (entries.put(id, value) != null) {
                throw new AssertionError(id + " came twice");
            }
        });
        return entries;
    }

    private static UpdateId id(long high, long low) {
        return new UpdateId(new UUID(high, low));
    }
}
