package dev.supsync.site.jdbc;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.site.Fence;
import dev.supsync.site.SiteIdentity;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** Makes a migrated database the database of one site, and keeps it that site's. */
public final class SiteSetup {

    /** The rights to write, to serve, to follow with the sites below, and with the further software update points. */
    private static final List<Integer> LEASES = List.of(1, 2, 3, 4);

    private static final String INSERT =
            """
            INSERT INTO SUP_SITE (SITE_ID, SITE_CODE, SITE_NAME, SITE_TYPE, LANGUAGE_LCID, LINEAGE, CONTENT_VERSION,
                CHANGE_NUMBER, VISIBLE_CHANGE, PUBLISHED_CHANGE, SETTLED_CHANGE, NEXT_CI_ID, PUBLISHED_CI_ID, NEXT_CATEGORY_ID, NEXT_RECORD_ID)
            VALUES (1, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, 1, 1, 1, 1)""";

    private final SiteDatabase database;

    public SiteSetup(SiteDatabase database) {
        this.database = database;
    }

    /**
     * Writes the row about the site when there is none; brings name, type and language up to date when they differ.
     *
     * @throws SupsyncException {@link ErrorCode#SITE_MISMATCH} if the database belongs to another site
     */
    public void ensure(SiteIdentity site) {
        verify(site);
        database.inTransaction(() -> {
            if (codes().isEmpty()) {
                database.jdbc()
                        .update(
                                INSERT,
                                site.code(),
                                site.name(),
                                site.type(),
                                site.languageLcid(),
                                database.parameter(UUID.randomUUID()));
            } else {
                // the site language decides which texts the views show
                database.jdbc()
                        .update(
                                "UPDATE SUP_SITE SET CHANGE_NUMBER = CHANGE_NUMBER + 1, VISIBLE_CHANGE = CHANGE_NUMBER"
                                        + " + 1 WHERE SITE_ID = 1 AND LANGUAGE_LCID <> ?",
                                site.languageLcid());
                database.jdbc()
                        .update(
                                "UPDATE SUP_SITE SET SITE_NAME = ?, SITE_TYPE = ?, LANGUAGE_LCID = ? WHERE SITE_ID = 1"
                                        + " AND (SITE_NAME <> ? OR SITE_TYPE <> ? OR LANGUAGE_LCID <> ?)",
                                site.name(),
                                site.type(),
                                site.languageLcid(),
                                site.name(),
                                site.type(),
                                site.languageLcid());
            }
            return addLeases();
        });
    }

    /** Writes the rows that leases are taken on, where there are none. */
    public void ensureLeases() {
        database.inTransaction(this::addLeases);
    }

    private boolean addLeases() {
        List<Integer> leases = database.jdbc().queryForList("SELECT LEASE_ID FROM SUP_LEASE", Integer.class);
        for (int lease : LEASES) {
            if (!leases.contains(lease)) {
                database.jdbc().update("INSERT INTO SUP_LEASE (LEASE_ID, TOKEN) VALUES (?, 0)", lease);
            }
        }
        return true;
    }

    /** Whether the database belongs to no site yet. */
    public boolean isUnclaimed() {
        return codes().isEmpty();
    }

    /** Whether {@link #ensure(SiteIdentity)} has nothing to write about the site. */
    public boolean isEnsured(SiteIdentity site) {
        return database.translating(() -> database.jdbc()
                        .query(
                                "SELECT SITE_CODE, SITE_NAME, SITE_TYPE, LANGUAGE_LCID FROM SUP_SITE",
                                (row, number) -> new SiteIdentity(
                                        row.getString(1), row.getString(2), row.getString(3), row.getInt(4))))
                .equals(List.of(site));
    }

    /** Refuses a database that belongs to another site. */
    public void verify(SiteIdentity site) {
        for (String code : codes()) {
            if (!code.equals(site.code())) {
                throw new SupsyncException(
                        ErrorCode.SITE_MISMATCH,
                        database.name() + " belongs to site " + code + ", not to site " + site.code() + ".",
                        "Give each site a database of its own, or correct the site code in the configuration.");
            }
        }
    }

    /**
     * Names the site's update source after its software update point: the same name gives the same identity, at whatever
     * time and from whatever catalog the site is filled. A site that follows a parent has the parent's, and keeps it.
     */
    public void nameSource(Fence fence, String server) {
        database.inTransaction(() -> {
            new Numbers(database).verify(fence);
            String code = codes().get(0);
            String seed = "supsync update source " + code + " " + server;
            UUID id = UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8));
            // another name is a change that child sites are to learn of
            database.jdbc()
                    .update(
                            "UPDATE SUP_SITE SET CHANGE_NUMBER = CHANGE_NUMBER + 1, VISIBLE_CHANGE = CHANGE_NUMBER + 1"
                                    + " WHERE SITE_ID = 1 AND SOURCE_SITE IS NULL AND SOURCE_ID IS NOT NULL"
                                    + " AND (SOURCE_ID <> ? OR SOURCE_NAME <> ?)",
                            database.parameter(id),
                            server);
            return database.jdbc()
                    .update(
                            "UPDATE SUP_SITE SET SOURCE_ID = ?, SOURCE_NAME = ? WHERE SITE_ID = 1 AND SOURCE_SITE IS"
                                    + " NULL AND (SOURCE_ID IS NULL OR SOURCE_ID <> ? OR SOURCE_NAME <> ?)",
                            database.parameter(id),
                            server,
                            database.parameter(id),
                            server);
        });
    }

    private List<String> codes() {
        return database.translating(() -> database.jdbc().queryForList("SELECT SITE_CODE FROM SUP_SITE", String.class));
    }
}
