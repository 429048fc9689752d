package dev.supsync.site;

import static dev.supsync.site.SampleUpdates.id;
import static dev.supsync.site.SampleUpdates.like;
import static dev.supsync.site.SampleUpdates.plain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.metadata.UpdateId;
import dev.supsync.site.jdbc.JdbcRunLedger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link RunLedger} promises, whatever database it writes to. */
abstract class RunLedgerContract extends SiteContract {

    private static final UpdateId PRODUCT = id(900);
    private static final UpdateId OTHER_PRODUCT = id(901);

    private static final String RANGES =
            """
            SELECT CHANGE_KIND, FIRST_CI_ID, LAST_CI_ID, REASONS FROM SUP_RUN_CHANGE WHERE RUN_ID = ?
            ORDER BY CHANGE_KIND, FIRST_CI_ID""";

    @Test
    void insertedUpdatesAreARangeForAChunk() {
        write(1, inserting(listed(1), listed(2), hidden(3), listed(4)));
        write(1, inserting(listed(5), listed(6)));

        assertThat(ranges(1))
                .containsExactly(List.of("1", "1", "2", "0"), List.of("1", "4", "4", "0"), List.of("1", "5", "6", "0"));
        assertThat(figures(1, PRODUCT)).containsExactly(List.of("1", "5"));
        assertThat(figures(1, OTHER_PRODUCT)).isEmpty();
    }

    @Test
    void anUpdateIsNotedByWhatTheViewsShowOfIt() {
        insert(listed(1), listed(2), hidden(3), hidden(4));
        write(2, updating(listed(1)));
        write(2, updating(hidden(2)));
        write(2, updating(listed(3)));
        write(2, updating(hidden(4)));

        assertThat(ranges(2))
                .as("1 updated, 2 removed from the views, 3 shown from now on, 4 never shown")
                .containsExactly(List.of("1", "3", "3", "0"), List.of("2", "1", "1", "0"), List.of("7", "2", "2", "0"));
    }

    @Test
    void flagsTellWhatTurned() {
        insert(
                listed(1),
                listed(2),
                listed(3),
                like(listed(4)).categories(OTHER_PRODUCT).get(),
                listed(5));
        List<LifecycleRow> rows = store().lifecycleAfter(0, 10);
        List<RunLedger.Flags> flags = new ArrayList<>();
        for (int i : new int[] {0, 1, 3}) {
            flags.add(new RunLedger.Flags(rows.get(i), rows.get(i).withReasons(i == 3 ? 8 : 4, NOW)));
        }
        flags.add(
                new RunLedger.Flags(rows.get(2).withReasons(1, NOW), rows.get(2).withSuperseded(true)));
        flags.add(new RunLedger.Flags(
                rows.get(4).withReasons(1, NOW).withSuperseded(true),
                rows.get(4).withReasons(3, NOW)));
        inTransaction(() -> ledger(3).flagged(flags));

        assertThat(ranges(3))
                .containsExactly(
                        List.of("3", "1", "2", "4"),
                        List.of("3", "4", "4", "8"),
                        List.of("4", "3", "3", "0"),
                        List.of("5", "3", "3", "0"),
                        List.of("6", "5", "5", "0"));
        assertThat(figures(3, PRODUCT))
                .containsExactly(List.of("3", "2"), List.of("4", "1"), List.of("5", "1"), List.of("6", "1"));
        assertThat(figures(3, OTHER_PRODUCT)).containsExactly(List.of("3", "1"));
    }

    @Test
    void removedUpdatesLeaveTheirNames() {
        insert(
                listed(1),
                hidden(2),
                like(listed(3))
                        .texts(new UpdateRecord.Text(1033, "Third", null, null))
                        .get());
        inTransaction(() -> ledger(4).removing(List.of(3, 1, 2)));

        assertThat(ranges(4)).containsExactly(List.of("7", "1", "1", "0"), List.of("7", "3", "3", "0"));
        assertThat(rows("SELECT CI_ID, RUN_ID, REVISION_NUMBER, TITLE FROM SUP_RUN_REMOVAL ORDER BY CI_ID"))
                .containsExactly(List.of("1", "4", "100", ""), List.of("3", "4", "100", "Third"));
        assertThat(figures(4, PRODUCT)).containsExactly(List.of("7", "2"));
        inTransaction(() -> ledger(4).removing(List.of()));
        assertThat(ranges(4)).hasSize(2);
    }

    @Test
    void aContinuedRunGoesOnCounting() {
        write(5, inserting(listed(1)));
        write(5, inserting(listed(2)));
        write(6, inserting(listed(3)));

        assertThat(figures(5, PRODUCT)).containsExactly(List.of("1", "2"));
        assertThat(figures(6, PRODUCT)).containsExactly(List.of("1", "1"));
    }

    @Test
    void aForgottenRunLeavesTheOthers() {
        write(5, inserting(listed(1)));
        write(6, inserting(listed(2)));
        inTransaction(() -> ledger(5).removing(List.of(1)));
        inTransaction(() -> JdbcRunLedger.forget(database(), 5));

        assertThat(ranges(5)).isEmpty();
        assertThat(figures(5, PRODUCT)).isEmpty();
        assertThat(rows("SELECT * FROM SUP_RUN_REMOVAL")).isEmpty();
        assertThat(ranges(6)).hasSize(1);
    }

    @Test
    void nothingIsNotedOfNothing() {
        write(7, nothing());
        write(7, inserting(hidden(1)));
        inTransaction(() -> ledger(7).flagged(List.of()));

        assertThat(ranges(7)).isEmpty();
    }

    private void write(long run, UpdateChanges changes) {
        inTransaction(() -> {
            store().apply(fence(), changes, NOW);
            ledger(run).written(changes);
        });
    }

    private RunLedger ledger(long run) {
        return new JdbcRunLedger(database(), run);
    }

    private static UpdateRecord listed(long number) {
        return like(plain(id(number))).categories(PRODUCT).get();
    }

    private static UpdateRecord hidden(long number) {
        return like(plain(id(number))).hidden().get();
    }

    private List<List<String>> ranges(long run) {
        return rows(RANGES, run);
    }

    private List<List<String>> figures(long run, UpdateId category) {
        return rows(
                "SELECT CHANGE_KIND, UPDATES FROM SUP_RUN_FIGURE WHERE RUN_ID = ? AND CATEGORY_GUID = ? ORDER BY CHANGE_KIND",
                run,
                database().parameter(category.value()));
    }
}
