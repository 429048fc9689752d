package dev.supsync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.scope.ScopeSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What comes with an update because it needs it: children of bundles, prerequisites, detectoids. */
class BundleTests extends SyncSuite {

    private static final Map<String, Long> ONE_INSERTED = Map.of("READ", 1L, "IN_SCOPE", 1L, "INSERTED", 1L);

    @Test
    void childrenComeWithTheirBundleAndAreNoUpdates() {
        world.put(Rev.detectoid(105), Rev.hidden(102).requires(105), Rev.hidden(103), Rev.hidden(104));
        world.put(Rev.update(101).bundles(102, 103));
        assertThat(counts(synced())).isEqualTo(ONE_INSERTED);
        assertThat(titles()).containsExactly("Update 101");
        assertThat(site.column("SELECT CIType_ID FROM v_UpdateInfo")).containsExactly("8");
        assertThat(relations()).containsExactly("101 1 102", "101 1 103", "102 2 105");
        assertThat(files()).containsExactly("payload_102.cab", "payload_103.cab");
    }

    @Test
    void theOrderOfRecordsDoesNotMatter() {
        world.put(Rev.update(101).bundles(102).requires(105), Rev.hidden(102).bundles(103), Rev.hidden(103));
        world.put(Rev.detectoid(105));
        assertThat(counts(synced())).isEqualTo(ONE_INSERTED);
        assertThat(relations()).containsExactly("101 1 102", "101 2 105", "102 1 103");
        assertThat(files()).containsExactly("payload_102.cab", "payload_103.cab");
        assertThat(synced().contentVersion()).isEqualTo(1);
    }

    @Test
    void childrenNestAndAreShared() {
        world.put(Rev.hidden(104), Rev.hidden(103).bundles(104), Rev.hidden(102).bundles(103));
        world.put(Rev.update(100).bundles(102), Rev.update(101).bundles(103));
        synced();
        assertThat(relations()).containsExactly("100 1 102", "101 1 103", "102 1 103", "103 1 104");
        assertThat(site.column("SELECT FileName FROM v_UpdateContents c JOIN v_UpdateInfo u ON u.CI_ID = c.CI_ID"
                        + " JOIN CI_ContentFiles f ON f.Content_ID = c.Content_ID WHERE Title = 'Update 100'"
                        + " ORDER BY FileName"))
                .containsExactly("payload_102.cab", "payload_103.cab", "payload_104.cab");
    }

    @Test
    void aSharedChildOfABundleOutOfScopeComesWithTheOtherOne() {
        world.put(Rev.hidden(102), Rev.hidden(103));
        world.put(
                Rev.update(100).bundles(102, 103).in(Rev.SECURITY, Rev.WORD),
                Rev.update(101).bundles(102));
        synced();
        assertThat(files()).containsExactly("payload_102.cab");
    }

    @Test
    void aChildArrivesADayAfterItsBundle() {
        world.put(Rev.update(101).bundles(102));
        synced();
        assertThat(relations()).isEmpty();
        world.put(Rev.hidden(102).bundles(103), Rev.hidden(103));
        SyncReport report = synced();
        assertThat(relations()).containsExactly("101 1 102", "102 1 103");
        assertThat(counts(report)).isEqualTo(Map.of("READ", 1L, "IN_SCOPE", 1L, "UNCHANGED", 1L));
        assertThat(report.contentVersion()).isEqualTo(2);
    }

    @Test
    void aChildChangesItsRevision() {
        world.put(Rev.hidden(102), Rev.update(101).bundles(102));
        synced();
        world.put(Rev.hidden(102).number(201).file("more"));
        SyncReport child = synced();
        assertThat(files()).containsExactly("more.cab", "payload_102.cab");
        assertThat(child.contentVersion()).isEqualTo(2);
        world.put(
                Rev.hidden(103),
                Rev.update(101).number(201).bundlesRevision(102, 201).bundles(103));
        assertThat(counts(synced())).isEqualTo(Map.of("READ", 1L, "IN_SCOPE", 1L, "UPDATED", 1L));
        assertThat(relations()).containsExactly("101 1 102", "101 1 103");
    }

    @Test
    void whatNoViewShowsOfAChildDoesNotRaiseTheVersion() {
        world.put(
                Rev.detectoid(105),
                Rev.hidden(102).requires(105),
                Rev.update(101).bundles(102));
        synced();
        world.put(
                Rev.hidden(102).requires(105).number(201).title("Another title"),
                Rev.detectoid(105).title("Other"));
        assertThat(synced().contentVersion()).isEqualTo(1);
        assertThat(site.column("SELECT TITLE FROM SUP_UPDATE_TEXT ORDER BY TITLE"))
                .containsExactly("Another title", "Other", "Update 101");
        world.put(Rev.detectoid(106), Rev.detectoid(105).number(201).requires(106));
        assertThat(synced().contentVersion()).isEqualTo(2);
        assertThat(relations()).contains("105 2 106");
    }

    @Test
    void anExpiredChildIsNoReasonOfItsBundle() {
        world.put(Rev.hidden(102), Rev.update(101).bundles(102));
        synced();
        world.put(Rev.hidden(102).number(201).expired());
        synced();
        assertThat(live()).containsExactly("Update 101");
        world.remove(102).fill(110, 4);
        synced();
        assertThat(live()).hasSize(5);
        assertThat(files()).containsExactly("payload_102.cab");
    }

    @Test
    void aNeededUpdateOutOfScopeIsHeldAndNotListed() {
        for (boolean first : new boolean[] {true, false}) {
            long needed = first ? 102 : 202;
            long needing = first ? 101 : 201;
            Rev out = Rev.update(needed).in(Rev.SECURITY, Rev.WORD).requires(needed + 1);
            if (first) {
                world.put(out, Rev.update(needing).requires(needed), Rev.detectoid(needed + 1));
            } else {
                world.put(Rev.update(needing).requires(needed), out, Rev.detectoid(needed + 1));
            }
        }
        assertThat(counts(synced())).isEqualTo(Map.of("READ", 4L, "IN_SCOPE", 2L, "INSERTED", 2L, "OUT_OF_SCOPE", 2L));
        assertThat(titles()).containsExactly("Update 101", "Update 201");
        assertThat(relations()).containsExactly("101 2 102", "102 2 103", "201 2 202", "202 2 203");
        assertThat(site.column("SELECT OUTCOME FROM SUP_DECISION WHERE OUTCOME <> 1"))
                .isEmpty();
        SyncReport again = synced();
        assertThat(counts(again)).isEqualTo(Map.of("READ", 4L, "IN_SCOPE", 2L, "UNCHANGED", 2L, "OUT_OF_SCOPE", 2L));
        assertThat(again.contentVersion()).isEqualTo(1);
    }

    @Test
    void laterInScopeItIsInserted() {
        world.put(Rev.update(102).in(Rev.SECURITY, Rev.WORD), Rev.update(101).requires(102));
        synced();
        ScopeSettings all = SiteFixture.scope(List.of("Microsoft"), List.of("Security Updates"));
        assertThat(counts(synced(all))).isEqualTo(Map.of("READ", 2L, "IN_SCOPE", 2L, "INSERTED", 1L, "UNCHANGED", 1L));
        assertThat(titles()).containsExactly("Update 101", "Update 102");
        assertThat(site.column("SELECT CategoryInstanceName FROM v_CICategoryInfo c JOIN v_UpdateInfo u"
                        + " ON u.CI_ID = c.CI_ID WHERE Title = 'Update 102' AND c.LocaleID = 1033"))
                .contains("Word 2016");
        assertThat(counts(synced(WINDOWS)))
                .isEqualTo(Map.of("READ", 2L, "IN_SCOPE", 1L, "UNCHANGED", 1L, "OUT_OF_SCOPE", 1L, "EXPIRED", 1L));
    }

    @Test
    void aScopeThatReachesWhatIsHeldUnseenAndDeadSkipsIt() {
        ScopeSettings word = products("Windows 11", "Word 2016");
        world.put(
                Rev.update(102).in(Rev.SECURITY, Rev.WORD).expired(),
                Rev.update(101).requires(102));
        assertThat(counts(synced(products("Windows 11")))).containsEntry("OUT_OF_SCOPE", 1L);
        Map<String, Long> skipped = Map.of("READ", 2L, "IN_SCOPE", 1L, "UNCHANGED", 1L, "SKIPPED", 1L);
        assertThat(counts(synced(word))).isEqualTo(skipped);
        assertThat(counts(synced(word))).isEqualTo(skipped);
        assertThat(titles()).containsExactly("Update 101");
    }

    private static ScopeSettings products(String... products) {
        return SiteFixture.scope(List.of(products), List.of("Security Updates"));
    }

    @Test
    void aNeededUpdateThatIsExpiredIsSkippedTheSameEveryTime() {
        world.put(Rev.update(102).expired(), Rev.update(101).requires(102));
        assertThat(counts(synced())).isEqualTo(Map.of("READ", 2L, "IN_SCOPE", 1L, "INSERTED", 1L, "SKIPPED", 1L));
        SyncReport again = synced();
        assertThat(counts(again)).isEqualTo(Map.of("READ", 2L, "IN_SCOPE", 1L, "UNCHANGED", 1L, "SKIPPED", 1L));
        world.put(Rev.update(102).number(201));
        assertThat(counts(synced())).containsEntry("INSERTED", 1L);
        assertThat(live()).containsExactly("Update 101", "Update 102");
    }

    @Test
    void aDeployableChildIsAnUpdateByItself() {
        world.put(Rev.update(102), Rev.update(101).bundles(102));
        synced();
        assertThat(titles()).containsExactly("Update 101", "Update 102");
        assertThat(relations()).containsExactly("101 1 102");
    }

    private List<String> files() {
        return site.column("SELECT DISTINCT FileName FROM CI_ContentFiles ORDER BY FileName");
    }

    private List<String> relations() {
        List<String> relations = new java.util.ArrayList<>();
        Map<String, Long> numbers = new java.util.HashMap<>();
        for (long i = 100; i < 250; i++) {
            numbers.put(Rev.id(i).toString(), i);
        }
        site.database()
                .jdbc()
                .query(
                        "SELECT f.UPDATE_ID, r.RelationType, t.UPDATE_ID FROM v_CIRelation r"
                                + " JOIN SUP_UPDATE f ON f.CI_ID = r.FromCIID JOIN SUP_UPDATE t ON t.CI_ID = r.ToCIID",
                        row -> {
                            relations.add(numbers.get(row.getString(1)) + " " + row.getInt(2) + " "
                                    + numbers.get(row.getString(3)));
                        });
        relations.sort(null);
        return relations;
    }
}
