package dev.supsync.hierarchy;

import dev.supsync.lease.SiteLease;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.status.RunError;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a site remembers of its links to the sites directly below. */
public final class ChildLinks {

    /** How soon a child that somebody else is writing is tried again. */
    private static final Duration BUSY = Duration.ofSeconds(10);

    private static final String UPDATE =
            """
            UPDATE SUP_CHILD SET DELIVERED_RUN = ?, TRIED_RUN = ?, CONTENT_VERSION = ?, DELIVERED_AT = ?, CHILD_VERSION = ?,
                LINK_STATUS = ?, CHECKED_AT = ?, ATTEMPTS = ?, NEXT_TRY = ?, ERROR_CODE = ?, ERROR_MESSAGE = ?,
                ERROR_REMEDY = ?, BEGUN_TOKEN = NULL, BEGUN_AT = NULL
            WHERE SITE_CODE = ?""";

    private static final String INSERT =
            """
            INSERT INTO SUP_CHILD (DELIVERED_RUN, TRIED_RUN, CONTENT_VERSION, DELIVERED_AT, CHILD_VERSION, LINK_STATUS, CHECKED_AT,
                ATTEMPTS, NEXT_TRY, ERROR_CODE, ERROR_MESSAGE, ERROR_REMEDY, SITE_CODE)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String BEGUN = "UPDATE SUP_CHILD SET BEGUN_TOKEN = ?, BEGUN_AT = ? WHERE SITE_CODE = ?";

    private final SiteDatabase database;

    public ChildLinks(SiteDatabase parent) {
        this.database = parent;
    }

    /** All links, by site code. */
    public List<ChildLink> all() {
        return database.translating(
                () -> database.jdbc().query("SELECT * FROM SUP_CHILD ORDER BY SITE_CODE", ChildLinks::link));
    }

    /** The link to one child. */
    private ChildLink find(String site) {
        return all().stream().filter(l -> l.site().equals(site)).findFirst().orElseGet(() -> ChildLink.unknown(site));
    }

    /** The newest run of the parent that succeeded: what children are to have; 0 before the first. */
    public long newestRun() {
        Long run = database.translating(() -> database.jdbc()
                .queryForObject("SELECT COALESCE(MAX(RUN_ID), 0) FROM SUP_RUN WHERE RESULT = 'SUCCEEDED'", Long.class));
        return run == null ? 0 : run;
    }

    /** Since when children have been under way: those that the holder of the lease has begun with, by their codes. */
    public SortedMap<String, Instant> underWay() {
        SortedMap<String, Instant> begun = new TreeMap<>();
        SiteLease.follower(database)
                .ifPresent(follower -> database.each(
                        "SELECT SITE_CODE, BEGUN_AT FROM SUP_CHILD WHERE BEGUN_TOKEN = ?",
                        row -> {
                            Instant since = instant(row, "BEGUN_AT");
                            if (since != null) {
                                begun.put(row.getString("SITE_CODE"), since);
                            }
                        },
                        follower.token()));
        return begun;
    }

    /** Remembers that a child is being brought up to date. */
    void begun(SiteLease lease, String site, Instant now) {
        database.inTransaction(() -> {
            lease.verify();
            Object[] values = {lease.token(), utc(now), site};
            if (database.jdbc().update(BEGUN, values) == 0) {
                insert(ChildLink.unknown(site));
                database.jdbc().update(BEGUN, values);
            }
            return true;
        });
    }

    /** Remembers that a child has what a run brought. */
    void delivered(SiteLease lease, String site, long run, @Nullable Integer version, Instant now) {
        change(
                lease,
                site,
                before -> new ChildLink(
                        site, run, run, version, now, before.childVersion(), LinkStatus.HEALTHY, now, 0, null, null));
    }

    /**
     * Remembers that a child was reached, and how it stands. Only one that lacks nothing has a healthy link by that: else the
     * next delivery tells.
     */
    void seen(SiteLease lease, String site, @Nullable Integer childVersion, boolean current, Instant now) {
        long run = newestRun();
        change(lease, site, before -> {
            boolean healthy = current && before.deliveredRun() >= run;
            return new ChildLink(
                    site,
                    current ? before.deliveredRun() : 0,
                    before.triedRun(),
                    before.contentVersion(),
                    before.deliveredAt(),
                    childVersion,
                    healthy ? LinkStatus.HEALTHY : before.status(),
                    now,
                    healthy ? 0 : before.attempts(),
                    healthy || before.isFromTheFuture(now) ? null : before.nextTry(),
                    healthy ? null : before.error());
        });
    }

    /**
     * Remembers that a child could not be brought up to date.
     *
     * @param run that was tried; 0 if it was only looked at
     */
    void failed(SiteLease lease, String site, long run, RunError error, Instant now) {
        change(lease, site, before -> {
            int failures = before.attempts() + 1;
            return before.tried(
                    run, LinkStatus.after(failures), now, failures, now.plus(ChildLink.backOff(failures)), error);
        });
    }

    /** Remembers that the work for a child that no link leads to failed, and is not to be tried again before a time. */
    void waiting(SiteLease lease, String site, long run, RunError error, Instant now, Instant nextTry) {
        change(
                lease,
                site,
                before -> before.tried(run, LinkStatus.HEALTHY, now, before.attempts() + 1, nextTry, error));
    }

    /** Remembers that a child is being written by somebody else: that says nothing of the link. */
    void busy(SiteLease lease, String site, long run, RunError error, Instant now) {
        change(
                lease,
                site,
                before -> before.tried(
                        run,
                        before.status(),
                        now,
                        before.attempts(),
                        now.plus(BUSY),
                        before.error() == null ? error : before.error()));
    }

    /** Forgets the sites that are children no more, and the states that came through them. */
    public void keepOnly(SiteLease lease, List<String> sites) {
        List<String> gone = all().stream()
                .map(ChildLink::site)
                .filter(site -> !sites.contains(site))
                .toList();
        for (String site : gone) {
            database.inTransaction(() -> {
                lease.verify();
                database.jdbc().update("DELETE FROM SUP_SYNC_STATUS WHERE VIA_SITE = ? OR SITE_CODE = ?", site, site);
                return database.jdbc().update("DELETE FROM SUP_CHILD WHERE SITE_CODE = ?", site);
            });
        }
    }

    private interface Change {
        ChildLink of(ChildLink before);
    }

    private void change(SiteLease lease, String site, Change change) {
        database.inTransaction(() -> {
            lease.verify();
            ChildLink link = change.of(find(site));
            Object[] values = values(link);
            return database.jdbc().update(UPDATE, values) > 0 ? 1 : insert(link);
        });
    }

    private int insert(ChildLink link) {
        return database.jdbc().update(INSERT, values(link));
    }

    private static Object[] values(ChildLink link) {
        RunError error = link.error();
        return row(
                link.deliveredRun(),
                link.triedRun(),
                link.contentVersion(),
                utc(link.deliveredAt()),
                link.childVersion(),
                link.status().ordinal(),
                utc(link.checkedAt()),
                link.attempts(),
                utc(link.nextTry()),
                error == null ? null : error.code(),
                error == null ? null : error.message(),
                error == null ? null : error.remedy(),
                link.site());
    }

    /** Values may be null, which arrays of objects cannot say to every checker. */
    @SuppressWarnings("NullAway")
    private static Object[] row(@Nullable Object... values) {
        return values;
    }

    private static ChildLink link(ResultSet row, int number) throws SQLException {
        String code = row.getString("ERROR_CODE");
        return new ChildLink(
                row.getString("SITE_CODE"),
                row.getLong("DELIVERED_RUN"),
                row.getLong("TRIED_RUN"),
                integer(row, "CONTENT_VERSION"),
                instant(row, "DELIVERED_AT"),
                integer(row, "CHILD_VERSION"),
                LinkStatus.of(row.getInt("LINK_STATUS")),
                instant(row, "CHECKED_AT"),
                row.getInt("ATTEMPTS"),
                instant(row, "NEXT_TRY"),
                code == null
                        ? null
                        : new RunError(code, row.getString("ERROR_MESSAGE"), row.getString("ERROR_REMEDY")));
    }

    private static @Nullable Integer integer(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : (Integer) value;
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, LocalDateTime.class))
                .map(time -> time.toInstant(ZoneOffset.UTC))
                .orElse(null);
    }

    static @Nullable LocalDateTime utc(@Nullable Instant time) {
        return time == null ? null : LocalDateTime.ofInstant(time.truncatedTo(ChronoUnit.MILLIS), ZoneOffset.UTC);
    }
}
