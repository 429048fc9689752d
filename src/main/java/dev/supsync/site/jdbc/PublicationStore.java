package dev.supsync.site.jdbc;

import static dev.supsync.site.jdbc.UpdateRows.utc;

import dev.supsync.site.Fence;
import dev.supsync.site.Publication;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** The publications of a site: the states that its children may have. */
public final class PublicationStore {

    private static final String LATEST =
            """
            SELECT CHANGE_NUMBER, STAMP, CONTENT_VERSION, PUBLISHED_AT
            FROM SUP_PUBLICATION ORDER BY CHANGE_NUMBER DESC""";

    private static final String INSERT =
            "INSERT INTO SUP_PUBLICATION (CHANGE_NUMBER, STAMP, CONTENT_VERSION, PUBLISHED_AT) VALUES (?, ?, ?, ?)";

    private final SiteDatabase database;
    private final Numbers numbers;

    public PublicationStore(SiteDatabase database) {
        this.database = database;
        this.numbers = new Numbers(database);
    }

    /** The last publication; empty before the first. */
    public Optional<Publication> latest() {
        return database
                .translating(() -> database.jdbc().query(LATEST + database.first(1), (row, number) -> publication(row)))
                .stream()
                .findFirst();
    }

    /** The publication at a change number; empty if there is none. */
    public Optional<Publication> at(long changeNumber) {
        return database
                .translating(() -> database.jdbc()
                        .query(
                                "SELECT CHANGE_NUMBER, STAMP, CONTENT_VERSION, PUBLISHED_AT FROM SUP_PUBLICATION"
                                        + " WHERE CHANGE_NUMBER = ?",
                                (row, number) -> publication(row),
                                changeNumber))
                .stream()
                .findFirst();
    }

    /**
     * Publishes the site as it is, in the caller's transaction, which is the last one of a synchronization. Where neither
     * a record nor the content version has changed since, the last publication stands.
     */
    public Publication publish(Fence fence, int contentVersion, Instant time) {
        numbers.verify(fence);
        long changeNumber = changeNumber();
        Optional<Publication> latest = latest();
        if (latest.isPresent() && latest.get().changeNumber() == changeNumber) {
            if (latest.get().contentVersion() == contentVersion) {
                return latest.get();
            }
            changeNumber = numbers.allocate(fence, 1, 0, 0, false).firstChange();
        }
        Publication publication = new Publication(changeNumber, UUID.randomUUID(), contentVersion, time);
        database.translating(() -> database.jdbc()
                .update(
                        INSERT,
                        publication.changeNumber(),
                        database.parameter(publication.stamp()),
                        publication.contentVersion(),
                        utc(time)));
        return publication;
    }

    private long changeNumber() {
        return Objects.requireNonNull(database.translating(() ->
                database.jdbc().queryForObject("SELECT CHANGE_NUMBER FROM SUP_SITE WHERE SITE_ID = 1", Long.class)));
    }

    private Publication publication(ResultSet row) throws SQLException {
        return new Publication(
                row.getLong("CHANGE_NUMBER"),
                Objects.requireNonNull(database.guid(row, "STAMP")),
                row.getInt("CONTENT_VERSION"),
                row.getObject("PUBLISHED_AT", LocalDateTime.class).toInstant(ZoneOffset.UTC));
    }
}
