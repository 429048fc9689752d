package dev.supsync.site;

import static dev.supsync.site.SampleUpdates.digest;
import static dev.supsync.site.SampleUpdates.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.metadata.CategoryType;
import dev.supsync.metadata.RevisionKey;
import dev.supsync.metadata.UpdateId;
import dev.supsync.site.UpdateRecord.Text;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What {@link CategoryStore} promises, whatever database it writes to. */
abstract class CategoryStoreContract extends SiteContract {

    private static final CategoryRecord COMPANY =
            category(1, CategoryType.COMPANY, null, new Text(1033, "Contoso", null, null));
    private static final CategoryRecord FAMILY = category(
            2,
            CategoryType.PRODUCT_FAMILY,
            id(1),
            new Text(1031, "Fenster", "Eine Familie", null),
            new Text(1033, "Windows", "A family", null));
    private static final CategoryRecord UNTYPED = new CategoryRecord(
            new RevisionKey(id(3), 5), null, id(77), 1031, true, true, 12, true, List.of(), digest(33));

    @Test
    void whatIsAppliedIsRead() {
        apply(7, COMPANY, FAMILY, UNTYPED);

        Map<UpdateId, CategoryStore.Held> all = categories().all();

        assertThat(all).containsOnlyKeys(id(1), id(2), id(3));
        assertThat(held(1)).isEqualTo(new CategoryStore.Held(1, COMPANY, false, 7));
        assertThat(held(2)).isEqualTo(new CategoryStore.Held(2, FAMILY, false, 7));
        assertThat(held(3)).isEqualTo(new CategoryStore.Held(3, UNTYPED, false, 7));
    }

    @Test
    void newContentReplacesTheOldAndKeepsTheRest() {
        apply(7, COMPANY, FAMILY);
        applyTree(Set.of(id(2)), Map.of(id(2), List.of(id(1))));
        SiteState before = store().state();
        CategoryRecord renamed =
                category(2, CategoryType.PRODUCT, null, new Text(1036, "Fen\u00EAtres \uD834\uDD1E", null, null));

        apply(8, LATER, renamed, category(4, CategoryType.PRODUCT, id(2)));

        assertThat(held(2)).isEqualTo(new CategoryStore.Held(2, renamed, true, 7));
        assertThat(held(1).record()).isEqualTo(COMPANY);
        assertThat(held(4)).isEqualTo(new CategoryStore.Held(3, category(4, CategoryType.PRODUCT, id(2)), false, 8));
        assertThat(numbers("SELECT CHANGE_NUMBER FROM SUP_CATEGORY WHERE CATEGORY_ID > 1"))
                .doesNotHaveDuplicates()
                .allMatch(n -> n > before.changeNumber());
        assertThat(store().state().visibleChange()).isGreaterThan(before.visibleChange());
        assertThat(TestSite.times(database(), "SELECT DATE_LAST_MODIFIED FROM SUP_CATEGORY ORDER BY CATEGORY_ID"))
                .containsExactly(NOW, LATER, LATER);
    }

    @Test
    void theTreeIsWrittenWhereItChanged() {
        apply(7, COMPANY, FAMILY, category(4, CategoryType.PRODUCT, id(2)));
        applyTree(Set.of(id(4), id(99)), Map.of(id(2), List.of(id(1)), id(4), List.of(id(2), id(1), id(88))));

        assertThat(ancestors())
                .containsExactly(
                        List.of("1", "1", "0"),
                        List.of("2", "1", "1"),
                        List.of("2", "2", "0"),
                        List.of("3", "1", "2"),
                        List.of("3", "2", "1"),
                        List.of("3", "3", "0"));
        assertThat(held(4).subscribed()).isTrue();
        assertThat(held(1).subscribed()).isFalse();

        applyTree(Set.of(id(1)), Map.of(id(4), List.of(id(1))));

        assertThat(ancestors())
                .containsExactly(
                        List.of("1", "1", "0"), List.of("2", "2", "0"), List.of("3", "1", "1"), List.of("3", "3", "0"));
        assertThat(held(4).subscribed()).isFalse();
        assertThat(held(1).subscribed()).isTrue();
    }

    @Test
    void whatIsEqualIsNotWritten() {
        apply(7, COMPANY, FAMILY);
        applyTree(Set.of(id(2)), Map.of(id(2), List.of(id(1))));
        SiteState before = store().state();

        applyTree(Set.of(id(2)), Map.of(id(2), List.of(id(1))));
        apply(8);

        assertThat(store().state()).isEqualTo(before);
    }

    @Test
    void whoLostTheSiteWritesNothing() {
        apply(7, COMPANY);
        SiteState before = store().state();
        List<Runnable> writes = List.of(
                () -> categories().apply(staleFence(), List.of(FAMILY), Map.of(), 8, NOW),
                () -> categories().apply(staleFence(), List.of(), Map.of(), 8, NOW),
                () -> categories().applyTree(staleFence(), Set.of(id(1)), Map.of(), NOW));

        for (Runnable write : writes) {
            assertThatThrownBy(() -> inTransaction(write))
                    .isInstanceOfSatisfying(
                            SupsyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LEASE_LOST));
        }

        assertThat(store().state()).isEqualTo(before);
        assertThat(categories().all()).containsOnlyKeys(id(1));
    }

    private void apply(long runId, CategoryRecord... records) {
        apply(runId, NOW, records);
    }

    private void apply(long runId, Instant time, CategoryRecord... records) {
        inTransaction(
                () -> categories().apply(fence(), List.of(records), categories().all(), runId, time));
    }

    private void applyTree(Set<UpdateId> subscribed, Map<UpdateId, List<UpdateId>> ancestors) {
        inTransaction(() -> categories().applyTree(fence(), subscribed, ancestors, NOW));
    }

    private CategoryStore.Held held(long number) {
        return Objects.requireNonNull(categories().all().get(id(number)));
    }

    private List<List<String>> ancestors() {
        return rows("SELECT CATEGORY_ID, ANCESTOR_ID, DISTANCE FROM SUP_CATEGORY_ANCESTOR ORDER BY 1, 2");
    }

    private static CategoryRecord category(long number, CategoryType type, @Nullable UpdateId parent, Text... texts) {
        return new CategoryRecord(
                new RevisionKey(id(number), 100),
                type,
                parent,
                1033,
                false,
                false,
                null,
                false,
                List.of(texts),
                digest(number + texts.length));
    }
}
