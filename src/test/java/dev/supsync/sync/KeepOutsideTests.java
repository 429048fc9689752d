package dev.supsync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.scope.ScopeSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings that keep what is outside the scope, as Configuration Manager does. */
class KeepOutsideTests extends SyncSuite {

    private static final ScopeSettings KEEP = keeping(WINDOWS);

    @Test
    void whatIsOutsideIsWrittenAndCountsAsOutside() {
        world.put(
                Rev.update(101),
                Rev.update(102).in(Rev.SECURITY, Rev.WORD),
                Rev.update(103).in(),
                Rev.update(104).in(Rev.SECURITY, Rev.WORD).expired());
        SyncReport first = synced(KEEP);
        assertThat(counts(first)).isEqualTo(Map.of("READ", 4L, "IN_SCOPE", 1L, "INSERTED", 1L, "OUT_OF_SCOPE", 3L));
        assertThat(live()).containsExactly("Update 101", "Update 102", "Update 103");
        SyncReport second = synced(KEEP);
        assertThat(counts(second)).isEqualTo(Map.of("READ", 4L, "IN_SCOPE", 1L, "UNCHANGED", 1L, "OUT_OF_SCOPE", 3L));
        assertThat(second.contentVersion()).isEqualTo(1);
    }

    @Test
    void whatIsNeededAndOutsideIsListedInAnyOrder() {
        world.put(
                Rev.update(101).requires(102, 103),
                Rev.update(102).in(Rev.SECURITY, Rev.WORD),
                Rev.update(104).in(Rev.SECURITY, Rev.WORD),
                Rev.update(105).requires(104));
        synced(KEEP);
        assertThat(live()).containsExactly("Update 101", "Update 102", "Update 104", "Update 105");
    }

    @Test
    void whatWasInScopeExpiresAllTheSame() {
        world.put(Rev.update(101), Rev.update(102).in(Rev.SECURITY, Rev.WINDOWS_10));
        synced(KEEP);
        synced(keeping(SiteFixture.scope(List.of("Windows 11"), List.of("Security Updates"))));
        assertThat(reasons(102)).isEqualTo("scope");
    }

    @Test
    void whatWasKeptExpiresWhenNothingIsKeptAnyMore() {
        world.put(Rev.update(101), Rev.update(102).in(Rev.SECURITY, Rev.WORD));
        synced(KEEP);
        SyncReport report = synced(WINDOWS);
        assertThat(reasons(102)).isEqualTo("scope");
        assertThat(counts(report))
                .isEqualTo(Map.of("READ", 2L, "IN_SCOPE", 1L, "UNCHANGED", 1L, "OUT_OF_SCOPE", 1L, "EXPIRED", 1L));
        assertThat(titles()).hasSize(2);
    }

    @Test
    void whatWasHeldUnseenIsListedWhenOutsideIsKept() {
        world.put(Rev.update(101).requires(102), Rev.update(102).in(Rev.SECURITY, Rev.WORD));
        synced(WINDOWS);
        assertThat(titles()).containsExactly("Update 101");
        SyncReport report = synced(KEEP);
        assertThat(titles()).containsExactly("Update 101", "Update 102");
        assertThat(counts(report)).isEqualTo(Map.of("READ", 2L, "IN_SCOPE", 1L, "UNCHANGED", 1L, "OUT_OF_SCOPE", 1L));
    }
}
