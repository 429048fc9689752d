package dev.supsync.alert;

import dev.supsync.alert.Notice.Event;
import dev.supsync.config.AlertSettings;
import dev.supsync.config.MailSettings;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.time.Moments;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The alerts of a site. Raising what is raised, and cancelling what is not, tells nobody. What is to be told is written in
 * the same transaction, once for each channel, and told until each has heard it: a restart neither forgets nor repeats it.
 * Only a process that dies in the moment between telling and noting it tells twice, with the same ID.
 */
public final class Alerts {

    private static final Logger log = LoggerFactory.getLogger(Alerts.class);
    private static final Duration FIRST_BACK_OFF = Duration.ofMinutes(1);
    private static final Duration LONGEST_BACK_OFF = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 6;

    private static final String INSERT_DELIVERY =
            """
            INSERT INTO SUP_ALERT_DELIVERY (DELIVERY_GUID, CHANNEL, ALERT_KIND, EVENT, EVENT_AT, ERROR_CODE, ERROR_MESSAGE,
                ERROR_REMEDY, ATTEMPTS, NEXT_AT) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?)""";

    private static final String INSERT_ALERT =
            """
            INSERT INTO SUP_ALERT (ALERT_KIND, RAISED_AT, RAISED_AFTER, ERROR_CODE, ERROR_MESSAGE, ERROR_REMEDY)
            VALUES (?, ?, ?, ?, ?, ?)""";

    private static final String NEWEST_SUCCESS =
            "SELECT COALESCE(MAX(RUN_ID), 0) FROM SUP_RUN WHERE RESULT = 'SUCCEEDED' AND RUN_TYPE <> 'IMPORT'";

    private final SiteDatabase database;
    private final String site;
    private final Runnable fence;
    private final List<Channel> channels;

    /**
     * @param fence called in each transaction that writes; throws if this process is not the one that may
     */
    public Alerts(SiteDatabase database, String site, AlertSettings settings, Runnable fence) {
        this(database, site, channels(settings), fence);
    }

    Alerts(SiteDatabase database, String site, List<Channel> channels, Runnable fence) {
        this.database = database;
        this.site = site;
        this.channels = List.copyOf(channels);
        this.fence = fence;
    }

    private static List<Channel> channels(AlertSettings settings) {
        List<Channel> channels = new ArrayList<>(List.of(new LogChannel()));
        URI webhook = settings.webhook();
        if (webhook != null) {
            channels.add(new WebhookChannel(webhook));
        }
        MailSettings mail = settings.mail();
        if (mail != null) {
            channels.add(new MailChannel(mail));
        }
        return channels;
    }

    /** Raises an alert, in the caller's transaction or one of its own; one that is raised already is only said anew. */
    public void raise(AlertKind kind, String code, String message, String remedy, Instant now) {
        database.inTransaction(() -> {
            fence.run();
            int known = database.jdbc()
                    .update(
                            "UPDATE SUP_ALERT SET ERROR_CODE = ?, ERROR_MESSAGE = ?, ERROR_REMEDY = ? WHERE ALERT_KIND"
                                    + " = ?",
                            code,
                            message,
                            remedy,
                            kind.name());
            if (known == 0) {
                database.jdbc().update(INSERT_ALERT, kind.name(), utc(now), newestSuccess(), code, message, remedy);
                tell(new Notice(UUID.randomUUID(), site, kind, Event.RAISED, now, code, message, remedy));
            }
            return known;
        });
    }

    /** Cancels an alert, in the caller's transaction or one of its own. */
    public void cancel(AlertKind kind, Instant now) {
        database.inTransaction(() -> {
            fence.run();
            List<Notice> raised = database.jdbc()
                    .query(
                            "SELECT ERROR_CODE, ERROR_MESSAGE, ERROR_REMEDY FROM SUP_ALERT WHERE ALERT_KIND = ?",
                            (row, number) -> new Notice(
                                    UUID.randomUUID(),
                                    site,
                                    kind,
                                    Event.CANCELLED,
                                    now,
                                    row.getString(1),
                                    row.getString(2),
                                    row.getString(3)),
                            kind.name());
            database.jdbc().update("DELETE FROM SUP_ALERT WHERE ALERT_KIND = ?", kind.name());
            raised.forEach(this::tell);
            return raised.size();
        });
    }

    /** Since when an alert is raised; empty if it is not. */
    public Optional<Instant> raisedAt(AlertKind kind) {
        return database
                .translating(() -> database.jdbc()
                        .query(
                                "SELECT RAISED_AT FROM SUP_ALERT WHERE ALERT_KIND = ?",
                                (row, number) -> instant(row, "RAISED_AT"),
                                kind.name()))
                .stream()
                .findFirst();
    }

    /** Whether a synchronization has succeeded since an alert was raised; by the numbers of runs, not by any clock. */
    public boolean isFollowedBySuccess(AlertKind kind) {
        return database
                .translating(() -> database.jdbc()
                        .queryForList(
                                "SELECT RAISED_AFTER FROM SUP_ALERT WHERE ALERT_KIND = ?", Long.class, kind.name()))
                .stream()
                .filter(Objects::nonNull) // what an older version raised waits for the service's own success
                .anyMatch(after -> newestSuccess() > after);
    }

    private long newestSuccess() {
        Long newest = database.translating(() -> database.jdbc().queryForObject(NEWEST_SUCCESS, Long.class));
        return newest == null ? 0 : newest;
    }

    /** Tells what is due, in its order for each channel. */
    public void deliver(Instant now) {
        Set<String> silent = new HashSet<>();
        for (Delivery delivery : open()) {
            if (silent.contains(delivery.channel())) {
                continue; // what came before has not been heard there
            }
            Optional<Channel> channel = channels.stream()
                    .filter(c -> c.name().equals(delivery.channel()))
                    .findFirst();
            if (channel.isEmpty()) {
                delivered(delivery, now); // nobody is configured any more who would hear it
            } else if (!isDue(delivery, now) || !send(channel.get(), delivery, now)) {
                silent.add(delivery.channel());
            }
        }
    }

    private static boolean isDue(Delivery delivery, Instant now) {
        if (Moments.isImpossible(delivery.nextAt(), LONGEST_BACK_OFF, now)) {
            log.warn(
                    "The alert \"{}\" was to be told by {} at {}, later than any retry: a clock was ahead. It is told"
                            + " now.",
                    delivery.notice().subject(),
                    delivery.channel(),
                    delivery.nextAt());
        }
        return Moments.isOver(delivery.nextAt(), LONGEST_BACK_OFF, now);
    }

    /** Forgets what was told long ago. */
    public void forget(Instant before) {
        database.inTransaction(() -> {
            fence.run();
            return database.jdbc().update("DELETE FROM SUP_ALERT_DELIVERY WHERE DELIVERED_AT < ?", utc(before));
        });
    }

    private record Delivery(long id, String channel, Notice notice, int attempts, Instant nextAt) {}

    private void tell(Notice notice) {
        for (Channel channel : channels) {
            database.jdbc()
                    .update(
                            INSERT_DELIVERY,
                            database.parameter(notice.id()),
                            channel.name(),
                            notice.kind().name(),
                            notice.event().name(),
                            utc(notice.time()),
                            notice.code(),
                            notice.message(),
                            notice.remedy(),
                            utc(notice.time()));
        }
    }

    private boolean send(Channel channel, Delivery delivery, Instant now) {
        database.inTransaction(() -> {
            fence.run();
            return true;
        });
        try {
            channel.send(delivery.notice());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (Exception e) {
            Instant next = now.plus(backOff(delivery.attempts()));
            log.warn(
                    "The alert \"{}\" could not be told by {}: {}; the next try is at {}.",
                    delivery.notice().subject(),
                    channel.name(),
                    reason(e),
                    next);
            update(
                    "UPDATE SUP_ALERT_DELIVERY SET ATTEMPTS = ATTEMPTS + 1, NEXT_AT = ? WHERE DELIVERY_ID = ?",
                    next,
                    delivery);
            return false;
        }
        delivered(delivery, now);
        return true;
    }

    private void delivered(Delivery delivery, Instant now) {
        update("UPDATE SUP_ALERT_DELIVERY SET DELIVERED_AT = ? WHERE DELIVERY_ID = ?", now, delivery);
    }

    private void update(String sql, Instant time, Delivery delivery) {
        database.inTransaction(() -> {
            fence.run();
            return database.jdbc().update(sql, utc(time), delivery.id());
        });
    }

    private List<Delivery> open() {
        return database.translating(() -> database.jdbc()
                .query(
                        "SELECT * FROM SUP_ALERT_DELIVERY WHERE DELIVERED_AT IS NULL ORDER BY DELIVERY_ID",
                        this::delivery));
    }

    private Delivery delivery(ResultSet row, int number) throws SQLException {
        Notice notice = new Notice(
                Objects.requireNonNull(database.guid(row, "DELIVERY_GUID")),
                site,
                AlertKind.valueOf(row.getString("ALERT_KIND")),
                Event.valueOf(row.getString("EVENT")),
                instant(row, "EVENT_AT"),
                row.getString("ERROR_CODE"),
                row.getString("ERROR_MESSAGE"),
                row.getString("ERROR_REMEDY"));
        return new Delivery(
                row.getLong("DELIVERY_ID"),
                row.getString("CHANNEL"),
                notice,
                row.getInt("ATTEMPTS"),
                instant(row, "NEXT_AT"));
    }

    private static Duration backOff(int attempts) {
        Duration backOff = FIRST_BACK_OFF.multipliedBy(1L << Math.min(attempts, MOST_DOUBLINGS));
        return backOff.compareTo(LONGEST_BACK_OFF) < 0 ? backOff : LONGEST_BACK_OFF;
    }

    /** The innermost cause: mail wraps what the network said. */
    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause.toString();
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }

    private static LocalDateTime utc(Instant time) {
        return LocalDateTime.ofInstant(time.truncatedTo(ChronoUnit.MILLIS), ZoneOffset.UTC);
    }
}
