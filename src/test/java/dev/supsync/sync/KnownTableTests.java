package dev.supsync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.metadata.Digest;
import dev.supsync.metadata.UpdateId;
import dev.supsync.site.Known;
import dev.supsync.site.Outcome;
import dev.supsync.site.ScopeState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KnownTableTests {

    private static final int MANY = 5_000;

    private static UpdateId id(int number) {
        return new UpdateId(new UUID(number, 7));
    }

    private static Digest digest(int number) {
        return new Digest(number, -number);
    }

    @Test
    void aTableTellsEveryKindOfKnowledgeApart() {
        List<Known> kinds = new ArrayList<>();
        for (Outcome outcome : Outcome.values()) {
            kinds.add(new Known.Decided(0, digest(0), outcome));
        }
        for (ScopeState state : ScopeState.values()) {
            for (int flags = 0; flags < 4; flags++) {
                kinds.add(held(0, (flags & 1) != 0, (flags & 2) != 0, state));
            }
        }
        KnownTable table = Objects.requireNonNull(KnownTable.read(
                site -> {
                    for (int i = 0; i < MANY; i++) {
                        site.accept(id(i), with(kinds.get(i % kinds.size()), digest(i)));
                    }
                },
                MANY,
                Long.MAX_VALUE));

        for (int i = 0; i < MANY; i++) {
            assertThat(table.find(id(i))).isEqualTo(with(kinds.get(i % kinds.size()), digest(i)));
        }
        assertThat(table.find(id(MANY))).isNull();
    }

    @Test
    void whatIsHeldCountsBeforeWhatWasDecided() {
        KnownTable table = Objects.requireNonNull(KnownTable.read(
                site -> {
                    site.accept(id(1), new Known.Decided(3, digest(1), Outcome.OUT_OF_SCOPE));
                    site.accept(id(1), held(2, true, true, ScopeState.IN));
                },
                1,
                Long.MAX_VALUE));

        assertThat(table.find(id(1))).isEqualTo(held(2, true, true, ScopeState.IN));
    }

    @Test
    void whatWouldTakeTooMuchMemoryIsNotRead() {
        assertThat(KnownTable.read(
                        site -> {
                            throw new AssertionError("read all the same");
                        },
                        1_000_000,
                        1_000_000))
                .isNull();
    }

    private static Known with(Known known, Digest source) {
        if (known instanceof Known.Held held) {
            return new Known.Held(0, 0, 0, source, source, held.deployable(), held.listed(), held.scopeState());
        }
        return new Known.Decided(0, source, ((Known.Decided) known).outcome());
    }

    private static Known.Held held(int digest, boolean deployable, boolean listed, ScopeState state) {
        return new Known.Held(0, 0, 0, digest(digest), digest(digest), deployable, listed, state);
    }
}
