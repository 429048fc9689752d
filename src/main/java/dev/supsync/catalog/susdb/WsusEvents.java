package dev.supsync.catalog.susdb;

import dev.supsync.time.Moments;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether WSUS itself is synchronizing, by its events. Administrators delete events: none means that nobody knows. */
final class WsusEvents {

    /** 381 and 382: a synchronization started, by schedule or by hand. 384, 386 and 387: it ended. */
    private static final Set<Long> STARTED = Set.of(381L, 382L);

    /**
     * WSUS that was stopped in the middle never says that it ended. An event that lies further ahead is of a clock that was; one
     * that lies less far ahead can be of a server whose clock differs.
     */
    static final Duration BELIEVED = Duration.ofHours(24);

    private static final String LAST =
            """
            SELECT e.EventID AS EventID, e.TimeAtServer AS TimeAtServer
            FROM dbo.tbEventInstance e
            WHERE e.EventNamespaceID = 2 AND e.EventID IN (381, 382, 384, 386, 387)
              AND e.TimeAtServer > ? AND e.TimeAtServer <= ?
            ORDER BY e.TimeAtServer DESC, {tie} DESC
            """;

    private final Session session;
    private final Clock clock;
    private final @Nullable String sql;
    private final boolean managed;

    WsusEvents(Session session, SusdbSchema schema, Clock clock) {
        this.session = session;
        this.clock = clock;
        this.managed = schema.has("SUP_CATALOG", "BUSY_UNTIL");
        boolean known = List.of("EventNamespaceID", "EventID", "TimeAtServer").stream()
                .allMatch(column -> schema.has("tbEventInstance", column));
        boolean numbered = schema.has("tbEventInstance", "EventOrdinalNumber");
        this.sql = known ? LAST.replace("{tie}", numbered ? "e.EventOrdinalNumber" : "e.EventID") : null;
    }

    /** An event of WSUS's own synchronization. */
    private record Event(long id, Instant time) {}

    Optional<String> activity() {
        if (sql == null || (managed && !isBusy())) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        List<Object> between = List.of(SusdbDialect.utc(now.minus(BELIEVED)), SusdbDialect.utc(now.plus(BELIEVED)));
        List<Event> last =
                session.rows("read the events of WSUS", session.dialect().limited(sql, 1), between, row -> {
                    Instant time = row.instant("TimeAtServer");
                    return time == null ? null : new Event(row.key("EventID"), time);
                });
        return last.stream()
                .filter(event -> STARTED.contains(event.id()))
                .findFirst()
                .map(event -> (managed ? "it has been synchronized since " : "WSUS has been synchronizing since ")
                        + event.time());
    }

    /** Whoever writes a catalog of supsync's own says again and again that it still does. */
    private boolean isBusy() {
        List<Instant> until = session.rows(
                "read who writes",
                "SELECT c.BUSY_UNTIL AS BusyUntil FROM dbo.SUP_CATALOG c",
                List.of(),
                row -> row.instant("BusyUntil"));
        return until.stream().anyMatch(time -> !Moments.isOver(time, SusdbCatalog.BUSY, clock.instant()));
    }
}
