package dev.supsync.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supsync.catalog.susdb.WsusState;
import dev.supsync.catalog.susdb.WsusState.Result;
import dev.supsync.catalog.susdb.WsusState.Synchronization;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.metadata.CategoryType;
import dev.supsync.metadata.UpdateId;
import dev.supsync.scope.CategoryNode;
import dev.supsync.scope.CategoryTree;
import dev.supsync.scope.Outside;
import dev.supsync.scope.ResolvedScope;
import dev.supsync.scope.ScopeResolver;
import dev.supsync.scope.ScopeSettings;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WsusCheckTests {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final UpdateId WINDOWS = id(1);
    private static final UpdateId WINDOWS_11 = id(2);
    private static final UpdateId SERVER = id(3);
    private static final UpdateId SECURITY = id(4);
    private static final Map<UpdateId, String> TITLES =
            Map.of(WINDOWS_11, "Windows 11", SERVER, "Windows Server 2025", SECURITY, "Security Updates");

    @Test
    void saysHowOldWsusIs() {
        assertThat(check(new Synchronization(Result.SUCCEEDED, NOW.minusSeconds(7_500), null))
                        .lastSynchronization())
                .isEqualTo("last synchronized 2026-11-21T09:55:00Z (2 hours ago); from Microsoft Update");
        assertThat(check(null).lastSynchronization()).contains("unknown");
    }

    @Test
    void aFailureOfWsusIsAFinding() {
        assertThatThrownBy(() -> check(new Synchronization(Result.FAILED, NOW.minusSeconds(300_000), 0x80244022L))
                        .lastSynchronization())
                .isInstanceOfSatisfying(
                        SupsyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WSUS_FAILED))
                .hasMessageContaining("sup1")
                .hasMessageContaining("3 days ago")
                .hasMessageContaining("0x80244022");
    }

    @Test
    void whatWsusSynchronizesIsNoDrift() {
        assertThat(check(Set.of(WINDOWS_11, SERVER), Set.of(SECURITY), Set.of("en", "de"))
                        .configuration(scope()))
                .isEqualTo("WSUS synchronizes all that the site selects");
    }

    @Test
    void driftNamesWhatDiffers() {
        assertThatThrownBy(() ->
                        check(Set.of(WINDOWS_11), Set.of(id(9)), Set.of("en")).configuration(scope()))
                .isInstanceOfSatisfying(
                        SupsyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WSUS_DRIFT))
                .hasMessageContaining("products Windows Server 2025; classifications Security Updates; languages de.");
    }

    @Test
    void whatIsNotKnownIsNoDrift() {
        assertThat(check(null, null, null).configuration(scope()))
                .isEqualTo("not told by this WSUS database: its products, its classifications, its languages");
    }

    private static WsusCheck check(@Nullable Synchronization last) {
        return new WsusCheck(
                "sup1",
                new WsusState(Optional.ofNullable(last), "Microsoft Update", null, null, null, TITLES),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static WsusCheck check(
            @Nullable Set<UpdateId> products,
            @Nullable Set<UpdateId> classifications,
            @Nullable Set<String> languages) {
        return new WsusCheck(
                "sup1",
                new WsusState(Optional.empty(), null, products, classifications, languages, TITLES),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static ResolvedScope scope() {
        CategoryTree tree = new CategoryTree(List.of(
                node(WINDOWS, null, CategoryType.PRODUCT_FAMILY, "Windows"),
                node(WINDOWS_11, WINDOWS, CategoryType.PRODUCT, "Windows 11"),
                node(SERVER, WINDOWS, CategoryType.PRODUCT, "Windows Server 2025"),
                node(SECURITY, null, CategoryType.UPDATE_CLASSIFICATION, "Security Updates")));
        return ScopeResolver.resolve(
                new ScopeSettings(List.of("Windows"), List.of("Security Updates"), List.of("en", "de"), Outside.SKIP),
                tree,
                Map.of());
    }

    private static CategoryNode node(UpdateId id, @Nullable UpdateId parent, CategoryType type, String title) {
        return new CategoryNode(id, type, parent, title, false);
    }

    private static UpdateId id(int number) {
        return new UpdateId(new UUID(0, number));
    }
}
