package dev.supsync.lease;

import dev.supsync.embedded.Holder;
import dev.supsync.site.jdbc.SiteDatabase;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Who holds a lease of a database on a server, as its row says.
 *
 * @param name as {@link Holder#encode()} wrote it
 * @param expiresAt by the database's clock
 * @param timeout how far ahead the holder puts that with each sign of life
 */
record HolderRow(long token, String name, Instant expiresAt, Duration timeout) {

    /** Between name and time-out. */
    private static final String LEASE = "; lease of ";

    /**
     * The row of a lease, if there is one.
     *
     * @param usual the time-out where the row does not tell one
     */
    static Optional<HolderRow> find(SiteDatabase database, int lease, Duration usual) {
        return database
                .translating(() -> database.jdbc()
                        .query(
                                "SELECT TOKEN, HOLDER, EXPIRES_AT FROM SUP_LEASE_HOLDER WHERE LEASE_ID = ?",
                                (row, number) -> decode(
                                        row.getLong(1),
                                        row.getString(2),
                                        row.getObject(3, LocalDateTime.class).toInstant(ZoneOffset.UTC),
                                        usual),
                                lease))
                .stream()
                .findFirst();
    }

    private static HolderRow decode(long token, String text, Instant expiresAt, Duration usual) {
        int at = text.indexOf(LEASE);
        if (at < 0) {
            return new HolderRow(token, text, expiresAt, usual);
        }
        try {
            Duration timeout = Duration.parse(text.substring(at + LEASE.length()));
            return new HolderRow(token, text.substring(0, at), expiresAt, timeout);
        } catch (DateTimeException e) {
            return new HolderRow(token, text, expiresAt, usual);
        }
    }

    /** A holder and its time-out on one line, to be kept. */
    static String encode(Holder holder, Duration timeout) {
        return holder.encode() + LEASE + timeout;
    }

    boolean isExpired(Instant now) {
        return !expiresAt.isAfter(now);
    }

    /** Whether the end lies further ahead than any sign of life puts it: the database's clock was ahead, and went back. */
    boolean isImpossible(Instant now) {
        return expiresAt.isAfter(now.plus(timeout.multipliedBy(2)));
    }

    Holder holder(Instant now) {
        return Holder.read(name, now);
    }
}
