package dev.supsync.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.lifecycle.SupersedenceGraph.Builder;
import dev.supsync.lifecycle.SupersedenceGraph.Edge;
import dev.supsync.metadata.UpdateId;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SupersedenceGraphTests {

    @Test
    void aLiveUpdateSupersedesDirectlyAndByAChain() {
        SupersedenceGraph graph = SupersedenceGraph.builder()
                .edge(id(3), id(2))
                .edge(id(2), id(1))
                .live(id(3))
                .build();
        assertThat(graph.isSuperseded(id(2))).isTrue();
        assertThat(graph.isSuperseded(id(1))).isTrue();
        assertThat(graph.isSuperseded(id(3))).isFalse();
        assertThat(graph.isSuperseded(id(99))).isFalse();
        assertThat(graph.supersededCount()).isEqualTo(2);
        assertThat(graph.ignored()).isEmpty();
    }

    @Test
    void anUpdateThatIsNotLiveSupersedesNothing() {
        SupersedenceGraph graph = SupersedenceGraph.builder()
                .edge(id(3), id(2))
                .edge(id(2), id(1))
                .live(id(2))
                .build();
        assertThat(graph.isSuperseded(id(2))).isFalse();
        assertThat(graph.isSuperseded(id(1))).isTrue();
    }

    @Test
    void ignoresAReferenceToItself() {
        SupersedenceGraph graph =
                SupersedenceGraph.builder().edge(id(1), id(1)).live(id(1)).build();
        assertThat(graph.isSuperseded(id(1))).isFalse();
        assertThat(graph.ignored()).containsExactly(new Edge(id(1), id(1)));
    }

    @Test
    void ignoresReferencesWithinACycleButNotThoseIntoAndOutOfIt() {
        SupersedenceGraph graph = SupersedenceGraph.builder()
                .edge(id(1), id(2))
                .edge(id(2), id(3))
                .edge(id(3), id(1))
                .edge(id(9), id(1))
                .edge(id(3), id(4))
                .live(id(2))
                .live(id(3))
                .live(id(9))
                .build();
        assertThat(graph.ignored())
                .containsExactlyInAnyOrder(new Edge(id(1), id(2)), new Edge(id(2), id(3)), new Edge(id(3), id(1)));
        assertThat(graph.ignoredCount()).isEqualTo(3);
        assertThat(graph.isSuperseded(id(1))).isTrue();
        assertThat(graph.isSuperseded(id(2))).isFalse();
        assertThat(graph.isSuperseded(id(3))).isFalse();
        assertThat(graph.isSuperseded(id(4))).isTrue();
    }

    @Test
    void reportsTheFirstHundredIgnoredReferences() {
        Builder builder = SupersedenceGraph.builder();
        for (int i = 0; i < 1000; i++) {
            builder.edge(id(i), id(i));
        }
        SupersedenceGraph graph = builder.build();
        assertThat(graph.ignored()).hasSize(100);
        assertThat(graph.ignoredCount()).isEqualTo(1000);
    }

    @Test
    void takesAChainOfAMillionUpdates() {
        int length = 1_000_000;
        Builder builder = SupersedenceGraph.builder();
        for (int i = 0; i < length - 1; i++) {
            builder.edge(id(i + 1), id(i));
        }
        SupersedenceGraph graph = builder.live(id(length - 1)).build();
        assertThat(graph.supersededCount()).isEqualTo(length - 1);
        assertThat(graph.isSuperseded(id(0))).isTrue();
        assertThat(graph.isSuperseded(id(length - 1))).isFalse();
    }

    @Test
    void takesACycleOfAMillionUpdates() {
        int length = 1_000_000;
        Builder builder = SupersedenceGraph.builder();
        for (int i = 0; i < length; i++) {
            builder.edge(id(i), id((i + 1) % length)).live(id(i));
        }
        SupersedenceGraph graph = builder.build();
        assertThat(graph.supersededCount()).isZero();
        assertThat(graph.ignoredCount()).isEqualTo(length);
    }

    private static UpdateId id(int number) {
        return new UpdateId(new UUID(0x0000485000000000L, number));
    }
}
