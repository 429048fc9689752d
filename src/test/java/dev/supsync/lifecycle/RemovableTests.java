package dev.supsync.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.testing.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RemovableTests {

    @Test
    void goesUnlessSomethingThatStaysNeedsIt() {
        Removable removable = Removable.builder()
                .stays(1)
                .mayGo(2)
                .mayGo(3)
                .unlisted(4)
                .unlisted(5)
                .needs(1, 2)
                .needs(2, 4)
                .needs(3, 5)
                .build();
        assertThat(removable.order()).containsExactly(3, 5);
        assertThat(removable.held()).isEqualTo(1);
        assertThat(removable.isUnlisted(5)).isTrue();
        assertThat(removable.isUnlisted(3)).isFalse();
    }

    @Test
    void aMillionInOneChainNeedsNoStack() {
        Removable.Builder builder = Removable.builder();
        for (int i = 1; i <= 1_000_000; i++) {
            builder.unlisted(i);
            if (i > 1) {
                builder.needs(i, i - 1);
            }
        }
        assertThat(builder.build().order())
                .hasSize(1_000_000)
                .startsWith(1_000_000)
                .endsWith(1);
    }

    @Test
    void agreesWithTheDefinition() {
        Seeds.each(100, seed -> {
            Random random = new Random(seed);
            for (int round = 0; round < 670; round++) {
                int nodes = 1 + random.nextInt(12);
                List<int[]> needs = new ArrayList<>();
                Removable.Builder builder = Removable.builder();
                for (int i = random.nextInt(2 * nodes); i > 0; i--) {
                    int[] need = {random.nextInt(nodes), random.nextInt(nodes)};
                    needs.add(need);
                    builder.needs(need[0], need[1]);
                }
                Set<Integer> kept = new HashSet<>();
                for (int i = 0; i < nodes; i++) {
                    switch (random.nextInt(3)) {
                        case 0 -> {
                            builder.stays(i);
                            kept.add(i);
                        }
                        case 1 -> builder.mayGo(i);
                        default -> builder.unlisted(i);
                    }
                }
                boolean more = true;
                while (more) {
                    more = false;
                    for (int[] need : needs) {
                        more |= kept.contains(need[0]) && kept.add(need[1]);
                    }
                }
                List<Integer> order =
                        Arrays.stream(builder.build().order()).boxed().toList();
                assertThat(order).as("round %d", round).doesNotHaveDuplicates();
                for (int i = 0; i < nodes; i++) {
                    assertThat(order.contains(i))
                            .as("round %d, update %d", round, i)
                            .isEqualTo(!kept.contains(i));
                }
                for (int[] need : needs) {
                    boolean isDag = need[0] < need[1] && needs.stream().allMatch(n -> n[0] < n[1]);
                    if (isDag && order.contains(need[0]) && order.contains(need[1])) {
                        assertThat(order.indexOf(need[0])).as("round %d", round).isLessThan(order.indexOf(need[1]));
                    }
                }
            }
        });
    }
}
