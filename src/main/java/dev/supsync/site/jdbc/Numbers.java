package dev.supsync.site.jdbc;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.site.Fence;
import java.util.UUID;

/**
 * The fence and the counters of a site. Whoever verified the fence holds the lease's row until the transaction ends, so
 * change numbers are given in the order of commits.
 *
 * <p>The first change of each holder begins an epoch, which has a random identity: a number and its epoch tell two
 * histories apart, as a database has them that was restored from an old copy and then went on.
 */
public final class Numbers {

    private static final String VERIFY = "UPDATE SUP_LEASE SET TOKEN = TOKEN WHERE LEASE_ID = 1 AND TOKEN = ?";

    private static final String ALLOCATE =
            """
            UPDATE SUP_SITE SET CHANGE_NUMBER = CHANGE_NUMBER + ?, NEXT_CI_ID = NEXT_CI_ID + ?,
                   NEXT_CATEGORY_ID = NEXT_CATEGORY_ID + ? WHERE SITE_ID = 1""";

    private final SiteDatabase database;

    public Numbers(SiteDatabase database) {
        this.database = database;
    }

    /**
     * The first numbers of a range.
     *
     * @param firstChange the lowest change number
     */
    public record Range(long firstChange, int firstCiId, int firstCategoryId) {}

    /** Fails when another holder has the site. */
    public void verify(Fence fence) {
        int rows = database.translating(() -> database.jdbc().update(VERIFY, fence.token()));
        if (rows != 1) {
            throw new SupsyncException(
                    ErrorCode.LEASE_LOST,
                    "This run lost " + database.name() + " to another one: its lease had expired.",
                    "Nothing to do: what this run had committed stays, and the other run goes on from there. If it"
                            + " happens again, look for a machine that stalls, or raise lease.timeout.");
        }
    }

    /**
     * Verifies the fence and takes numbers, in the caller's transaction.
     *
     * @param records how many change numbers
     * @param updates how many local numbers of updates
     * @param categories how many local numbers of categories
     * @param visible whether a view shows the change
     */
    public Range allocate(Fence fence, int records, int updates, int categories, boolean visible) {
        verify(fence);
        return database.translating(() -> {
            database.jdbc().update(ALLOCATE, records, updates, categories);
            if (visible) {
                database.jdbc().update("UPDATE SUP_SITE SET VISIBLE_CHANGE = CHANGE_NUMBER WHERE SITE_ID = 1");
            }
            Taken taken = database.jdbc()
                    .query(
                            "SELECT CHANGE_NUMBER, NEXT_CI_ID, NEXT_CATEGORY_ID, EPOCH_TOKEN FROM SUP_SITE WHERE SITE_ID = 1",
                            (row, number) -> new Taken(
                                    new Range(
                                            row.getLong(1) - records + 1,
                                            row.getInt(2) - updates,
                                            row.getInt(3) - categories),
                                    row.getLong(4) == fence.token() && !row.wasNull()))
                    .get(0);
            if (records > 0 && !taken.sameEpoch()) {
                begin(taken.range().firstChange(), fence);
            }
            return taken.range();
        });
    }

    private record Taken(Range range, boolean sameEpoch) {}

    private void begin(long firstChange, Fence fence) {
        Object epoch = database.parameter(UUID.randomUUID());
        database.jdbc().update("INSERT INTO SUP_EPOCH (FIRST_CHANGE, EPOCH_ID) VALUES (?, ?)", firstChange, epoch);
        database.jdbc()
                .update("UPDATE SUP_SITE SET EPOCH_TOKEN = ?, EPOCH_ID = ? WHERE SITE_ID = 1", fence.token(), epoch);
    }
}
