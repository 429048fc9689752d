package dev.supsync.sync;

import dev.supsync.catalog.CatalogIdentity;
import dev.supsync.catalog.Position;
import dev.supsync.metadata.Digest;
import dev.supsync.site.jdbc.SiteDatabase;
import java.util.Optional;

/** Where the last successful synchronization ended in its catalog. */
final class CatalogPlace {

    private final SiteDatabase database;

    CatalogPlace(SiteDatabase database) {
        this.database = database;
    }

    /**
     * A place.
     *
     * @param fingerprint of the catalog that it is in
     */
    record Reached(Digest fingerprint, Position position) {}

    /** The place; empty before the first synchronization. */
    Optional<Reached> read() {
        return database.translating(() -> database
                .jdbc()
                .query(
                        "SELECT FINGERPRINT, LAST_POSITION FROM SUP_CATALOG_POSITION WHERE POSITION_ID = 1",
                        (row, number) -> new Reached(
                                Digest.of(row.getBytes("FINGERPRINT")),
                                Position.decode(row.getString("LAST_POSITION"))))
                .stream()
                .findFirst());
    }

    /** Keeps a place, in the caller's transaction. */
    void keep(CatalogIdentity catalog, Position position) {
        database.translating(() -> {
            byte[] fingerprint = catalog.fingerprint().bytes();
            int rows = database.jdbc()
                    .update(
                            "UPDATE SUP_CATALOG_POSITION SET FINGERPRINT = ?, LAST_POSITION = ? WHERE POSITION_ID = 1",
                            fingerprint,
                            position.encode());
            return rows > 0
                    ? rows
                    : database.jdbc()
                            .update(
                                    "INSERT INTO SUP_CATALOG_POSITION (POSITION_ID, FINGERPRINT, LAST_POSITION)"
                                            + " VALUES (1, ?, ?)",
                                    fingerprint,
                                    position.encode());
        });
    }
}
