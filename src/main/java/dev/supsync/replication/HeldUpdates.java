package dev.supsync.replication;

import dev.supsync.site.jdbc.SiteDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a site holds of updates: what tells whether content or flags differ. */
final class HeldUpdates {

    private static final String COLUMNS =
            """
            SELECT u.UPDATE_ID, u.CI_ID, u.CI_VERSION, u.REVISION_NUMBER, u.IS_LISTED, u.SCOPE_STATE, u.CONTENT_DIGEST,
                   f.REASONS, f.EXPIRED_SINCE, f.IS_SUPERSEDED
            FROM SUP_UPDATE u LEFT JOIN SUP_UPDATE_STATE f ON f.CI_ID = u.CI_ID""";

    private HeldUpdates() {}

    /**
     * The flags of an update.
     *
     * @param since null when it is not expired
     */
    record Flags(int reasons, @Nullable LocalDateTime since, boolean superseded) {

        static final Flags NONE = new Flags(0, null, false);
    }

    /**
     * An update of a site.
     *
     * @param version counts the changes of its content at this site
     * @param flags null if it never had any
     */
    record Held(
            UUID id,
            int ciId,
            int version,
            int revisionNumber,
            boolean listed,
            int scopeState,
            UUID content,
            @Nullable Flags flags) {

        /** Whether the other one has the same content, and stands alike. */
        boolean hasContentOf(Held other) {
            return revisionNumber == other.revisionNumber
                    && listed == other.listed
                    && scopeState == other.scopeState
                    && content.equals(other.content);
        }

        Flags flagsOrNone() {
            return flags == null ? Flags.NONE : flags;
        }
    }

    /** The updates with these identities, by them. */
    static Map<UUID, Held> of(SiteDatabase database, Collection<UUID> ids) {
        Map<UUID, Held> held = new HashMap<>();
        Keys.guids(database, COLUMNS + " WHERE u.UPDATE_ID IN (", ids, row -> {
            Held one = held(database, row);
            held.put(one.id(), one);
        });
        return held;
    }

    /** So many updates with a higher local number, in their order. */
    static void after(SiteDatabase database, int ciId, int limit, java.util.function.Consumer<Held> consumer) {
        database.each(
                COLUMNS + " WHERE u.CI_ID > ? ORDER BY u.CI_ID" + database.first(limit),
                row -> consumer.accept(held(database, row)),
                ciId);
    }

    private static Held held(SiteDatabase database, ResultSet row) throws SQLException {
        int reasons = row.getInt("REASONS");
        boolean hasFlags = !row.wasNull();
        return new Held(
                Objects.requireNonNull(database.guid(row, "UPDATE_ID")),
                row.getInt("CI_ID"),
                row.getInt("CI_VERSION"),
                row.getInt("REVISION_NUMBER"),
                row.getBoolean("IS_LISTED"),
                row.getInt("SCOPE_STATE"),
                digest(row.getBytes("CONTENT_DIGEST")),
                hasFlags
                        ? new Flags(
                                reasons,
                                row.getObject("EXPIRED_SINCE", LocalDateTime.class),
                                row.getBoolean("IS_SUPERSEDED"))
                        : null);
    }

    /** A digest of 16 bytes as a value that can be compared. */
    static UUID digest(byte[] bytes) {
        byte[] whole = Arrays.copyOf(bytes, 2 * Long.BYTES);
        java.nio.ByteBuffer buffer = java.nio.ByteBuffer.wrap(whole);
        return new UUID(buffer.getLong(), buffer.getLong());
    }
}
