package dev.supsync.site;

import static dev.supsync.site.SampleUpdates.digest;
import static dev.supsync.site.SampleUpdates.id;
import static dev.supsync.site.SampleUpdates.like;
import static dev.supsync.site.SampleUpdates.plain;
import static dev.supsync.site.SampleUpdates.rich;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.metadata.Article;
import dev.supsync.metadata.PublicationState;
import dev.supsync.metadata.UpdateId;
import dev.supsync.site.UpdateRecord.Reference;
import dev.supsync.site.UpdateRecord.Text;
import dev.supsync.site.jdbc.DeploymentStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link SiteStore} promises of one writer, whatever database it writes to. */
abstract class SiteStoreContract extends SiteContract {

    private static final List<String> DETAILS = List.of(
            "SUP_UPDATE_TEXT",
            "SUP_UPDATE_CATEGORY",
            "SUP_UPDATE_RELATION",
            "SUP_SUPERSEDENCE",
            "SUP_UPDATE_FILE",
            "SUP_UPDATE_ARTICLE",
            "SUP_UPDATE_DRIVER");

    @Test
    void lookupFindsWhatIsHeldAndWhatWasDecided() {
        insert(plain(id(1)));
        apply(deciding(decision(id(2), false)));

        var known = store().lookup(List.of(id(1), id(2), id(3), id(1)));

        assertThat(known).containsOnlyKeys(id(1), id(2));
        assertThat(known.get(id(1)))
                .isEqualTo(new Known.Held(1, 1, 100, digest(2), digest(1), true, true, ScopeState.IN));
        assertThat(known.get(id(2))).isEqualTo(new Known.Decided(101, digest(5), Outcome.SKIPPED_EXPIRED));
        assertThat(store().lookup(List.of())).isEmpty();
    }

    @Test
    void articlesAreFoundInAnyCase() {
        insert(plain(id(1)), rich(id(2)), rich(id(3)));
        database().jdbc().update("UPDATE SUP_UPDATE SET ARTICLE_ID = 'sP65001' WHERE CI_ID = 1");
        database()
                .jdbc()
                .update("UPDATE SUP_UPDATE_ARTICLE SET ARTICLE = 'SPI65001' WHERE CI_ID = 2 AND KIND = 1 AND ORDINAL ="
                        + " 2");
        DeploymentStore store = new DeploymentStore(database());
        assertThat(store.ofArticle(Article.parse("KBSp65001"))).containsExactly(id(1));
        assertThat(store.ofArticle(Article.parse("spi65001"))).containsExactly(id(2));
        assertThat(store.ofArticle(Article.parse("890830"))).containsExactly(id(3));
        assertThat(store.ofArticle(Article.parse("5066835"))).containsExactly(id(2), id(3));
        assertThat(store.ofArticle(Article.parse("65001"))).isEmpty();
    }

    @Test
    void lookupTakesAnyNumberOfUpdates() {
        List<UpdateId> ids =
                IntStream.rangeClosed(1, 2_101).mapToObj(SampleUpdates::id).toList();
        UpdateRecord[] records = IntStream.of(1, 50, 51, 1_000, 1_001, 2_000, 2_050, 2_101)
                .mapToObj(n -> plain(id(n)))
                .toArray(UpdateRecord[]::new);
        insert(records);

        assertThat(store().lookup(ids)).hasSize(records.length).containsKeys(id(1_001), id(2_101));
        assertThat(store().lookup(ids.subList(0, 51))).hasSize(3);
    }

    @Test
    void whatIsHeldCountsBeforeWhatWasDecided() {
        apply(deciding(decision(id(1), false)));
        insert(plain(id(1)));

        assertThat(store().lookup(List.of(id(1))).get(id(1))).isInstanceOf(Known.Held.class);
    }

    @Test
    void neededIsWhatIsBundledOrRequired() {
        insert(rich(id(1)));

        assertThat(store().needed(List.of(id(800_001), id(800_002), id(800_003), id(1))))
                .containsExactlyInAnyOrder(id(800_001), id(800_002));
    }

    @Test
    void insertWritesEverything() {
        insert(plain(id(1)), rich(id(2)));

        assertThat(
                        rows(
                                """
                        SELECT CI_ID, REVISION_NUMBER, CI_VERSION, UPDATE_TYPE, SCOPE_STATE, PUBLICATION_STATE, DEFAULT_LCID,
                            SEVERITY, ARTICLE_ID, BULLETIN_ID, INFO_URL, SUPPORT_URL, LEGACY_NAME, DETECTOID_TYPE, HANDLER, INSTALL_IMPACT, INSTALL_REBOOT, MAX_EXECUTION_TIME,
                            CONTENT_LOCALES
                        FROM SUP_UPDATE ORDER BY CI_ID"""))
                .containsExactly(
                        Arrays.asList(
                                "1",
                                "100",
                                "1",
                                "Software",
                                "1",
                                "0",
                                "1033",
                                "0",
                                "",
                                "",
                                null,
                                null,
                                null,
                                null,
                                null,
                                "0",
                                "0",
                                "0",
                                ""),
                        Arrays.asList(
                                "2",
                                "201",
                                "1",
                                "Driver",
                                "0",
                                "2",
                                "1031",
                                "10",
                                "5066835",
                                "MS26-001",
                                "https://support.contoso.example/5066835",
                                "https://support.contoso.example",
                                "KB5066835-Win11",
                                "Win32_OperatingSystem",
                                "http://schemas.microsoft.com/msus/2002/12/UpdateHandlers/Cbs",
                                "2",
                                "2",
                                "3600",
                                "Locale:1033,Locale:1031"));
        assertThat(times("SELECT CREATION_DATE FROM SUP_UPDATE ORDER BY CI_ID"))
                .containsExactly(SampleUpdates.CREATED, Instant.parse("2026-03-29T02:30:00.999Z"));
        assertThat(times("SELECT DATE_CREATED FROM SUP_UPDATE")).containsExactly(NOW, NOW);
        assertThat(flags(1)).isEqualTo(List.of(true, true, false, false, false, false, false, false, false));
        assertThat(flags(2)).isEqualTo(List.of(true, true, true, true, true, true, true, true, true));
        assertThat(guids("SELECT PUBLISHER_ID, EULA_ID FROM SUP_UPDATE WHERE CI_ID = 2"))
                .containsExactly(new UUID(7, 8), new UUID(9, 10));
        assertThat(details(1)).isEqualTo(List.of(0L, 0L, 0L, 0L, 0L, 0L, 0L));
        assertThat(details(2)).isEqualTo(List.of(2L, 2L, 3L, 1L, 2L, 5L, 2L));
    }

    @Test
    void insertWritesDetailsInTheirOrder() {
        insert(rich(id(2)));

        assertThat(rows("SELECT LCID, TITLE, DESCRIPTION, INFO_URL FROM SUP_UPDATE_TEXT ORDER BY LCID"))
                .containsExactly(
                        List.of("1031", "Kumulatives Update", "Behebt Fehler.", "https://de.example"),
                        Arrays.asList("1033", "Cumulative update", null, null));
        assertThat(rows("SELECT ORDINAL, RELATION_TYPE, CLAUSE, TARGET_REVISION FROM SUP_UPDATE_RELATION ORDER BY 1"))
                .containsExactly(
                        List.of("0", "1", "0", "100"),
                        Arrays.asList("1", "2", "0", null),
                        Arrays.asList("2", "2", "1", null));
        assertThat(numbers("SELECT COUNT(*) FROM SUP_SUPERSEDENCE")).containsExactly(1L);
        assertThat(rows("SELECT FILE_NAME, DIGEST, FILE_SIZE, PATCHING_TYPE, SHA256, SOURCE_URL FROM SUP_UPDATE_FILE"
                        + " ORDER BY ORDINAL"))
                .containsExactly(
                        List.of(
                                "windows.msu",
                                "aGFzaA==",
                                "5000000000",
                                "2",
                                "c2hhMjU2",
                                "http://download.example/windows.msu"),
                        Arrays.asList("readme.txt", "aGFzaDI=", "0", null, null, null));
        assertThat(times("SELECT MODIFIED FROM SUP_UPDATE_FILE WHERE ORDINAL = 0"))
                .containsExactly(Instant.parse("1999-12-31T23:59:59.999Z"));
        assertThat(rows("SELECT KIND, ORDINAL, ARTICLE FROM SUP_UPDATE_ARTICLE ORDER BY KIND, ORDINAL"))
                .containsExactly(
                        List.of("1", "1", "5066836"),
                        List.of("1", "2", "890830"),
                        List.of("2", "1", "MS26-002"),
                        List.of("3", "0", "CVE-2026-0001"),
                        List.of("3", "1", "CVE-2026-0002"));
        assertThat(rows("SELECT HARDWARE_ID, DRIVER_DATE, COMPANY, WHQL_ID FROM SUP_UPDATE_DRIVER ORDER BY ORDINAL"))
                .containsExactly(
                        List.of("PCI\\VEN_8086&DEV_1234", "2026-03-29", "Contoso", "1234567"),
                        Arrays.asList("USB\\VID_0001", null, null, null));
        assertThat(guids("SELECT CATEGORY_GUID FROM SUP_UPDATE_CATEGORY"))
                .containsExactlyInAnyOrder(id(900_001).value(), id(900_002).value());
    }

    @Test
    void updateReplacesTheContentAndKeepsTheLife() {
        insert(rich(id(1)), rich(id(2)));
        LifecycleRow before = store().lifecycleAfter(0, 1).get(0);
        inTransaction(() ->
                store().applyFlags(fence(), List.of(before.withReasons(4, NOW).withSuperseded(true)), NOW));

        apply(updating(plain(id(1))), LATER);

        assertThat(details(1)).isEqualTo(List.of(0L, 0L, 0L, 0L, 0L, 0L, 0L));
        assertThat(details(2)).as("another update's details").isEqualTo(List.of(2L, 2L, 3L, 1L, 2L, 5L, 2L));
        Known.Held held = held(id(1));
        assertThat(held).isEqualTo(new Known.Held(1, 2, 100, digest(2), digest(1), true, true, ScopeState.IN));
        assertThat(store().lifecycleAfter(0, 1))
                .containsExactly(new LifecycleRow(
                        1, id(1), true, PublicationState.PUBLISHED, ScopeState.IN, 4, NOW, true, true));
        assertThat(times("SELECT DATE_CREATED FROM SUP_UPDATE WHERE CI_ID = 1")).containsExactly(NOW);
        assertThat(times("SELECT DATE_LAST_MODIFIED FROM SUP_UPDATE WHERE CI_ID = 1"))
                .containsExactly(LATER);
    }

    @Test
    void updateCanGrow() {
        insert(plain(id(1)));

        apply(updating(rich(id(1))), LATER);

        assertThat(details(1)).isEqualTo(List.of(2L, 2L, 3L, 1L, 2L, 5L, 2L));
        assertThat(held(id(1)).revisionNumber()).isEqualTo(201);
    }

    @Test
    void aTouchThatNoViewShowsOnlyKeepsTheSource() {
        insert(plain(id(1)));
        var site = store().state();

        apply(touching(new UpdateChanges.Touch(1, digest(77), ScopeState.IN, true, false)), LATER);

        assertThat(held(id(1)).source()).isEqualTo(digest(77));
        assertThat(times("SELECT DATE_LAST_MODIFIED FROM SUP_UPDATE")).containsExactly(NOW);
        assertThat(store().state().visibleChange()).isEqualTo(site.visibleChange());
    }

    @Test
    void aTouchThatAViewShowsIsAChange() {
        insert(plain(id(1)));
        var site = store().state();

        apply(touching(new UpdateChanges.Touch(1, digest(77), ScopeState.FORMERLY, false, true)), LATER);

        Known.Held held = held(id(1));
        assertThat(held.source()).isEqualTo(digest(77));
        assertThat(held.scopeState()).isEqualTo(ScopeState.FORMERLY);
        assertThat(held.listed()).isFalse();
        assertThat(held.version()).isEqualTo(1);
        assertThat(times("SELECT DATE_LAST_MODIFIED FROM SUP_UPDATE")).containsExactly(LATER);
        assertThat(store().state().visibleChange()).isGreaterThan(site.visibleChange());
        assertThat(numbers("SELECT CHANGE_NUMBER FROM SUP_UPDATE").get(0)).isGreaterThan(site.changeNumber());
    }

    @Test
    void aDecisionReplacesTheOneBefore() {
        apply(deciding(decision(id(1), false, id(11), id(12), id(11))));

        apply(deciding(new UpdateChanges.Decision(id(1), 102, Outcome.OUT_OF_SCOPE, digest(6), List.of(id(13)), true)));

        assertThat(store().lookup(List.of(id(1))).get(id(1)))
                .isEqualTo(new Known.Decided(102, digest(6), Outcome.OUT_OF_SCOPE));
        assertThat(edges()).containsExactly(edge(1, 13));
    }

    @Test
    void aDecisionThatReplacesNothingIsKeptAllTheSame() {
        apply(deciding(decision(id(1), true, id(11))));

        assertThat(store().lookup(List.of(id(1)))).containsOnlyKeys(id(1));
        assertThat(edges()).containsExactly(edge(1, 11));
    }

    @Test
    void everythingKnownIsWhatLookupsFind() {
        insert(rich(id(1)), plain(id(2)));
        List<UpdateChanges.Decision> decisions = IntStream.rangeClosed(3, 20_010)
                .mapToObj(n -> decision(id(n), false))
                .toList();
        apply(new UpdateChanges(List.of(), List.of(), List.of(), decisions, List.of()));
        Map<UpdateId, Known> known = new HashMap<>();

        store().forEachKnown((id, k) -> assertThat(known.put(id, k)).isNull());

        assertThat(known)
                .isEqualTo(store().lookup(IntStream.rangeClosed(1, 20_010)
                        .mapToObj(SampleUpdates::id)
                        .toList()))
                .hasSize(20_010);
    }

    @Test
    void everyOutcomeCanBeRead() {
        Outcome[] outcomes = Outcome.values();
        for (int i = 0; i < outcomes.length; i++) {
            apply(deciding(new UpdateChanges.Decision(id(i), 1, outcomes[i], digest(i), List.of(), false)));
            assertThat(store().lookup(List.of(id(i))).get(id(i)))
                    .isEqualTo(new Known.Decided(1, digest(i), outcomes[i]));
        }
    }

    @Test
    void whatIsForgottenIsGoneWithItsReferences() {
        apply(deciding(decision(id(1), false, id(11)), decision(id(2), false, id(12))));

        apply(new UpdateChanges(List.of(plain(id(1))), List.of(), List.of(), List.of(), List.of(id(1))));

        assertThat(store().lookup(List.of(id(1))).get(id(1))).isInstanceOf(Known.Held.class);
        assertThat(edges()).containsExactly(edge(2, 12));
        assertThat(numbers("SELECT COUNT(*) FROM SUP_DECISION")).containsExactly(1L);
        apply(forgetting(id(2), id(3)));
        assertThat(numbers("SELECT COUNT(*) FROM SUP_DECISION")).containsExactly(0L);
    }

    @Test
    void localNumbersRiseWithoutGaps() {
        insert(plain(id(3)), plain(id(1)));
        insert(plain(id(2)));

        assertThat(held(id(3)).ciId()).isEqualTo(1);
        assertThat(held(id(1)).ciId()).isEqualTo(2);
        assertThat(held(id(2)).ciId()).isEqualTo(3);
        assertThat(store().state().nextCiId()).isEqualTo(4);
    }

    @Test
    void everyChangeHasANumberAboveAllEarlierOnes() {
        Set<Long> seen = new HashSet<>();
        insert(plain(id(1)), plain(id(2)), plain(id(3)));
        assertNewNumbers(seen, 3);
        apply(new UpdateChanges(
                List.of(plain(id(4))),
                List.of(new UpdateChanges.Update(held(id(1)), rich(id(1)))),
                List.of(new UpdateChanges.Touch(2, digest(8), ScopeState.FORMERLY, true, true)),
                List.of(decision(id(5), false), decision(id(6), true)),
                List.of()));
        assertNewNumbers(seen, 5);
        LifecycleRow row = store().lifecycleAfter(2, 1).get(0);
        inTransaction(() -> store().applyFlags(fence(), List.of(row.withSuperseded(true)), NOW));
        assertNewNumbers(seen, 1);
        assertThat(store().state().changeNumber()).isEqualTo(Collections.max(seen));
    }

    @Test
    void nothingToWriteWritesNothing() {
        insert(plain(id(1)));
        SiteState before = store().state();

        apply(nothing());
        inTransaction(() -> store().applyFlags(fence(), List.of(), NOW));

        assertThat(store().state()).isEqualTo(before);
    }

    @Test
    void aChunkIsWrittenWholeOrNotAtAll() {
        insert(plain(id(1)));
        SiteState before = store().state();
        Known.Held ghost = new Known.Held(999, 1, 1, digest(1), digest(1), true, true, ScopeState.IN);
        UpdateChanges broken = new UpdateChanges(
                List.of(rich(id(2))),
                List.of(new UpdateChanges.Update(held(id(1)), rich(id(1)))),
                List.of(new UpdateChanges.Touch(ghost.ciId(), digest(9), ScopeState.IN, true, false)),
                List.of(decision(id(3), false, id(31))),
                List.of());

        assertThatThrownBy(() -> apply(broken))
                .isInstanceOfSatisfying(
                        SupsyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SITE_FAILED))
                .hasMessageContaining(database().name())
                .hasMessageContaining("SUP_UPDATE");

        assertThat(store().state()).isEqualTo(before);
        assertThat(store().lookup(List.of(id(1), id(2), id(3)))).containsOnlyKeys(id(1));
        assertThat(held(id(1)).version()).isEqualTo(1);
        assertThat(details(1)).isEqualTo(List.of(0L, 0L, 0L, 0L, 0L, 0L, 0L));
        assertThat(edges()).isEmpty();
    }

    @Test
    void anUpdateIsHeldOnlyOnce() {
        insert(plain(id(1)));

        assertThatThrownBy(() -> insert(plain(id(1)))).isInstanceOf(SupsyncException.class);

        assertThat(store().countListed()).isEqualTo(1);
        assertThat(store().state().nextCiId()).isEqualTo(2);
    }

    @Test
    void writingOutsideATransactionIsRefused() {
        assertThatThrownBy(() -> store().apply(fence(), inserting(plain(id(1))), NOW))
                .isInstanceOf(IllegalStateException.class);
        assertThat(store().lookup(List.of(id(1)))).isEmpty();
    }

    @Test
    void whoLostTheSiteWritesNothing() {
        insert(plain(id(1)));
        SiteState before = store().state();
        LifecycleRow row = store().lifecycleAfter(0, 1).get(0);
        List<Runnable> writes = List.of(
                () -> store().apply(staleFence(), inserting(plain(id(2))), NOW),
                () -> store().apply(staleFence(), nothing(), NOW),
                () -> store().applyFlags(staleFence(), List.of(row.withSuperseded(true)), NOW),
                () -> store().applyFlags(staleFence(), List.of(), NOW),
                () -> store().verify(staleFence()));

        for (Runnable write : writes) {
            assertThatThrownBy(() -> inTransaction(write))
                    .isInstanceOfSatisfying(
                            SupsyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LEASE_LOST))
                    .hasMessageContaining(database().name());
        }

        assertThat(store().state()).isEqualTo(before);
        assertThat(store().lookup(List.of(id(2)))).isEmpty();
    }

    @Test
    void lifecyclePagesCoverEveryUpdateOnce() {
        insert(IntStream.rangeClosed(1, 7).mapToObj(n -> plain(id(n))).toArray(UpdateRecord[]::new));
        List<Integer> seen = new ArrayList<>();

        List<LifecycleRow> page = store().lifecycleAfter(0, 3);
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(3);
            page.forEach(r -> seen.add(r.ciId()));
            page = store().lifecycleAfter(seen.get(seen.size() - 1), 3);
        }

        assertThat(seen).containsExactly(1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void flagsAreWrittenAndRead() {
        insert(plain(id(1)), like(plain(id(2))).hidden().get());
        SiteState before = store().state();
        List<LifecycleRow> rows = store().lifecycleAfter(0, 10);
        assertThat(rows.get(1).listed()).isFalse();
        LifecycleRow expired = rows.get(0).withReasons(31, LATER).withSuperseded(true);

        inTransaction(() -> store().applyFlags(fence(), List.of(expired), LATER));

        assertThat(store().lifecycleAfter(0, 10)).containsExactly(recorded(expired), rows.get(1));
        assertThat(store().lifecycle(List.of(id(2), id(1)))).containsExactly(recorded(expired), rows.get(1));
        assertThat(store().countListed()).isEqualTo(1);
        assertThat(store().countUnexpired()).isZero();
        assertThat(store().state().visibleChange()).isGreaterThan(before.visibleChange());
        assertThat(held(id(1)).version()).as("flags are no content").isEqualTo(1);
        LifecycleRow cleared = recorded(rows.get(0));
        inTransaction(() -> store().applyFlags(fence(), List.of(cleared), LATER));
        assertThat(store().lifecycleAfter(0, 10)).containsExactly(cleared, rows.get(1));
        assertThat(store().countUnexpired()).isEqualTo(1);
    }

    @Test
    void onlyFlagsThatTurnGiveAnUpdateARowOfThem() {
        insert(plain(id(1)), plain(id(2)), plain(id(3)));
        assertThat(numbers("SELECT COUNT(*) FROM SUP_UPDATE_STATE")).containsExactly(0L);
        List<Long> content = numbers("SELECT CHANGE_NUMBER FROM SUP_UPDATE ORDER BY CI_ID");
        long before = store().state().changeNumber();

        List<LifecycleRow> rows = store().lifecycleAfter(0, 10);
        inTransaction(() -> store().applyFlags(
                        fence(),
                        List.of(rows.get(0).withReasons(4, NOW), rows.get(2).withSuperseded(true)),
                        LATER));

        assertThat(numbers("SELECT CI_ID FROM SUP_UPDATE_STATE ORDER BY CI_ID")).containsExactly(1L, 3L);
        assertThat(numbers("SELECT CHANGE_NUMBER FROM SUP_UPDATE_STATE ORDER BY CI_ID"))
                .containsExactly(before + 1, before + 2);
        assertThat(store().changedAfter(before, 10)).contains(Set.of(id(1), id(3)));
        assertThat(store().changedAfter(before + 1, 10)).contains(Set.of(id(3)));
        List<LifecycleRow> flagged = store().lifecycleAfter(0, 10);
        inTransaction(() -> store().applyFlags(
                        fence(),
                        List.of(
                                flagged.get(0).withReasons(0, null),
                                flagged.get(1).withReasons(2, NOW)),
                        LATER));
        assertThat(numbers("SELECT CI_ID FROM SUP_UPDATE_STATE ORDER BY CHANGE_NUMBER"))
                .as("what had a flag keeps its row, which gets the new number")
                .containsExactly(3L, 1L, 2L);
        assertThat(numbers("SELECT REASONS FROM SUP_UPDATE_STATE ORDER BY CI_ID"))
                .containsExactly(0L, 2L, 0L);
        assertThat(store().changedAfter(before + 2, 10)).contains(Set.of(id(1), id(2)));
        assertThat(store().changedAfter(before + 2, 1))
                .as("more than asked for")
                .isEmpty();
        assertThat(numbers("SELECT CHANGE_NUMBER FROM SUP_UPDATE ORDER BY CI_ID"))
                .as("the content has not changed")
                .isEqualTo(content);
        assertThat(times("SELECT DATE_LAST_MODIFIED FROM SUP_UPDATE")).containsOnly(NOW);
    }

    @Test
    void theViewsShowTheFlagsAndTheLaterTime() {
        insert(plain(id(1)), plain(id(2)), plain(id(3)));
        List<LifecycleRow> rows = store().lifecycleAfter(0, 10);
        inTransaction(() -> store().applyFlags(
                        fence(),
                        List.of(
                                rows.get(0).withReasons(31, LATER).withSuperseded(true),
                                rows.get(1).withSuperseded(true)),
                        LATER));
        LifecycleRow second = store().lifecycleAfter(1, 1).get(0);
        inTransaction(() -> store().applyFlags(fence(), List.of(second.withSuperseded(false)), NOW));
        apply(updating(rich(id(2))), LATER);

        for (String view : List.of("v_UpdateInfo", "v_UpdateCIs")) {
            assertThat(rows("SELECT CI_ID, ExpiredReasons FROM " + view + " ORDER BY CI_ID"))
                    .containsExactly(
                            List.of("1", "publisher,declined,vanished,scope,rule"), List.of("2", ""), List.of("3", ""));
            assertThat(numbers("SELECT CI_ID FROM " + view + " WHERE IsExpired = " + yes()))
                    .containsExactly(1L);
            assertThat(numbers("SELECT CI_ID FROM " + view + " WHERE IsDeclined = " + yes()))
                    .containsExactly(1L);
            assertThat(numbers("SELECT CI_ID FROM " + view + " WHERE IsSuperseded = " + yes()))
                    .containsExactly(1L);
            assertThat(numbers("SELECT CI_ID FROM " + view + " WHERE IsSuperseded <> " + yes() + " ORDER BY CI_ID"))
                    .containsExactly(2L, 3L);
            assertThat(numbers("SELECT CI_ID FROM " + view + " WHERE ExpiredSince IS NOT NULL"))
                    .containsExactly(1L);
            assertThat(times("SELECT DateLastModified FROM " + view + " ORDER BY CI_ID"))
                    .as("1 by its flags, 2 by its content")
                    .containsExactly(LATER, LATER, NOW);
        }
    }

    private String yes() {
        return database().literal(true);
    }

    @Test
    void flagsOfHiddenUpdatesRaiseNoVersion() {
        insert(like(plain(id(1))).hidden().get());
        SiteState before = store().state();
        LifecycleRow row = store().lifecycleAfter(0, 1).get(0);

        inTransaction(() -> store().applyFlags(fence(), List.of(row.withSuperseded(true)), NOW));

        assertThat(store().state().visibleChange()).isEqualTo(before.visibleChange());
        assertThat(store().state().changeNumber()).isGreaterThan(before.changeNumber());
    }

    @Test
    void supersedenceHoldsTheReferencesOfTheSiteAcrossAllRanges() {
        insert(superseding(1, 2));
        database().jdbc().update("UPDATE SUP_SITE SET NEXT_CI_ID = 9999 WHERE SITE_ID = 1");
        insert(superseding(3, 4), superseding(5, 6), superseding(7, 8));
        database().jdbc().update("UPDATE SUP_SITE SET NEXT_CI_ID = 20000 WHERE SITE_ID = 1");
        insert(superseding(9, 10), superseding(11, 12));

        assertThat(edges())
                .containsExactlyInAnyOrder(edge(1, 2), edge(3, 4), edge(5, 6), edge(7, 8), edge(9, 10), edge(11, 12));
    }

    @Test
    void supersedenceHoldsKeptReferencesInAnyNumber() {
        List<UpdateChanges.Decision> decisions = new ArrayList<>();
        Random random = new Random(20261121);
        Set<UpdateId> ids = new HashSet<>();
        while (ids.size() < 10_050) {
            ids.add(new UpdateId(new UUID(random.nextLong(), random.nextLong())));
        }
        ids.forEach(id -> decisions.add(decision(id, false, id(1), id(2))));
        apply(deciding(decisions.toArray(UpdateChanges.Decision[]::new)));
        Set<UpdateId> seen = new HashSet<>();
        int[] edges = {0};

        store().supersedence((newer, older) -> {
            seen.add(newer);
            edges[0]++;
        });

        assertThat(seen).isEqualTo(ids);
        assertThat(edges[0]).as("each reference once").isEqualTo(20_100);
    }

    @Test
    void guidsOfEveryPatternAreFound() {
        List<UpdateId> ids = new ArrayList<>();
        for (int bit = 0; bit < 64; bit++) {
            ids.add(new UpdateId(new UUID(1L << bit, 0)));
            ids.add(new UpdateId(new UUID(0, 1L << bit)));
        }
        ids.add(new UpdateId(new UUID(-1, -1)));
        insert(ids.stream().map(SampleUpdates::plain).toArray(UpdateRecord[]::new));

        assertThat(store().lookup(ids)).containsOnlyKeys(ids);
        List<UpdateId> byNumber = new ArrayList<>();
        store().lifecycleAfter(0, 1_000).forEach(r -> byNumber.add(r.id()));
        assertThat(byNumber).isEqualTo(ids);
        assertThat(rows("SELECT CI_UniqueID FROM v_UpdateInfo WHERE CI_ID = 129"))
                .containsExactly(List.of("ffffffff-ffff-ffff-ffff-ffffffffffff"));
    }

    @Test
    void textsArriveAsTheyAre() {
        String clef =
                "\uD834\uDD1E clef, \uD83D\uDC69\u200D\uD83D\uDCBB, \u0416, \u4E2D\u6587, \u0639\u0631\u0628\u064A";
        String odd = " 'quoted' \"twice\" ? % _ [x] \\ ; -- \n\ttab \u00A0\uFFFD e\u0301 ";
        String large = "\uD834\uDD1Elong ".repeat(15_000).substring(0, 100_000);
        insert(
                like(plain(id(1)))
                        .texts(new Text(1033, clef, odd, ""), new Text(1031, large, large, large))
                        .get(),
                like(plain(id(2))).texts(new Text(1033, "", "", null)).get());

        assertThat(rows("SELECT TITLE, DESCRIPTION, INFO_URL FROM SUP_UPDATE_TEXT ORDER BY CI_ID, LCID"))
                .containsExactly(List.of(large, large, large), List.of(clef, odd, ""), Arrays.asList("", "", null));
        assertThat(rows("SELECT Title, Description FROM v_UpdateInfo WHERE CI_ID = 1"))
                .containsExactly(List.of(clef, odd));
    }

    @Test
    void timesArriveWhateverTheZoneOfThisMachine() {
        List<Instant> times = List.of(
                Instant.parse("1601-01-01T00:00:00Z"),
                Instant.parse("2026-03-29T01:30:00.001Z"),
                Instant.parse("2026-03-29T02:30:00.010Z"),
                Instant.parse("2026-10-25T02:30:00.100Z"),
                Instant.parse("9999-12-31T23:59:59.999Z"));
        for (Instant time : times) {
            insert(plain(id(times.indexOf(time))));
            LifecycleRow row = store().lifecycleAfter(times.indexOf(time), 1).get(0);
            inTransaction(() -> store().applyFlags(fence(), List.of(row.withReasons(1, time)), NOW));
        }

        assertThat(store().lifecycleAfter(0, 100))
                .extracting(LifecycleRow::expiredSince)
                .isEqualTo(times);
    }

    @Test
    void manyUpdatesAreOneChunk() {
        insert(IntStream.rangeClosed(1, 2_500).mapToObj(n -> rich(id(n))).toArray(UpdateRecord[]::new));

        assertThat(store().countListed()).isEqualTo(2_500);
        assertThat(numbers("SELECT COUNT(*) FROM SUP_UPDATE_RELATION")).containsExactly(7_500L);
        assertThat(numbers("SELECT COUNT(*) FROM SUP_SUPERSEDENCE")).containsExactly(2_500L);
        List<UpdateChanges.Update> updates = new ArrayList<>();
        store().lookup(IntStream.rangeClosed(1, 2_500)
                        .mapToObj(SampleUpdates::id)
                        .toList())
                .forEach((id, known) -> updates.add(new UpdateChanges.Update((Known.Held) known, plain(id))));
        apply(new UpdateChanges(List.of(), updates, List.of(), List.of(), List.of()));
        assertThat(numbers("SELECT COUNT(*) FROM SUP_UPDATE_RELATION")).containsExactly(0L);
        assertThat(numbers("SELECT COUNT(*) FROM SUP_SUPERSEDENCE")).containsExactly(0L);
        assertThat(numbers("SELECT MIN(CI_VERSION) FROM SUP_UPDATE")).containsExactly(2L);
    }

    private void assertNewNumbers(Set<Long> seen, int expected) {
        List<Long> all = new ArrayList<>(numbers("SELECT CHANGE_NUMBER FROM SUP_UPDATE"));
        all.addAll(numbers("SELECT CHANGE_NUMBER FROM SUP_UPDATE_STATE"));
        all.addAll(numbers("SELECT CHANGE_NUMBER FROM SUP_DECISION"));
        assertThat(all).as("change numbers").doesNotHaveDuplicates();
        long highest = seen.isEmpty() ? 0 : Collections.max(seen);
        List<Long> fresh = all.stream().filter(n -> !seen.contains(n)).toList();
        assertThat(fresh).hasSize(expected).allMatch(n -> n > highest);
        seen.addAll(fresh);
    }

    /** The same flags, once the site has a row of them. */
    private static LifecycleRow recorded(LifecycleRow row) {
        return new LifecycleRow(
                row.ciId(),
                row.id(),
                row.listed(),
                row.publicationState(),
                row.scopeState(),
                row.reasons(),
                row.expiredSince(),
                row.superseded(),
                true);
    }

    private static UpdateRecord superseding(long newer, long older) {
        return like(plain(id(newer)))
                .references(new Reference(Reference.Type.SUPERSEDES, 0, id(older), null, true))
                .get();
    }

    private List<List<UpdateId>> edges() {
        List<List<UpdateId>> edges = new ArrayList<>();
        store().supersedence((newer, older) -> edges.add(List.of(newer, older)));
        return edges;
    }

    private static List<UpdateId> edge(long newer, long older) {
        return List.of(id(newer), id(older));
    }

    private List<Long> details(int ciId) {
        return DETAILS.stream()
                .map(t -> numbers("SELECT COUNT(*) FROM " + t + " WHERE CI_ID = " + ciId)
                        .get(0))
                .toList();
    }

    private List<Boolean> flags(int ciId) {
        return database()
                .jdbc()
                .queryForObject(
                        """
                        SELECT IS_LISTED, IS_DEPLOYABLE, IS_BUNDLE, EULA_REACCEPTANCE, IS_BETA,
                            IS_LOCALLY_PUBLISHED, INSTALL_USER_INPUT, INSTALL_NETWORK, CAN_UNINSTALL
                        FROM SUP_UPDATE WHERE CI_ID = ?""",
                        (row, number) -> IntStream.rangeClosed(1, 9)
                                .mapToObj(i -> TestSite.bool(row, i))
                                .toList(),
                        ciId);
    }

    private List<Instant> times(String sql) {
        return TestSite.times(database(), sql);
    }

    private List<UUID> guids(String sql) {
        return rows(sql).stream().flatMap(List::stream).map(UUID::fromString).toList();
    }
}
