package dev.supsync.report;

import dev.supsync.site.jdbc.SiteDatabase;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the status messages of a site by the views that report writers know. */
public final class MessageQuery {

    private static final String MESSAGES =
            """
            SELECT m.RecordID, m.MessageID, m.Severity, m.SiteCode, m.Component, m.Time
            FROM v_StatusMessage m ORDER BY m.RecordID DESC""";

    private static final String STRINGS =
            """
            SELECT s.RecordID, s.InsStrValue FROM v_StatMsgInsStrings s
            WHERE s.RecordID >= ? ORDER BY s.RecordID, s.InsStrIndex""";

    private final SiteDatabase database;

    public MessageQuery(SiteDatabase database) {
        this.database = database;
    }

    /**
     * A status message.
     *
     * @param severity as v_StatusMessage counts it: 0x40000000 information, 0x80000000 warning, 0xC0000000 error
     * @param strings what is inserted into its text
     */
    public record Message(
            long recordId,
            int id,
            int severity,
            String siteCode,
            String component,
            Instant time,
            List<String> strings) {

        public Message {
            strings = List.copyOf(strings);
        }

        /** The severity in a word. */
        public String severityName() {
            return switch (severity >>> 30) {
                case 1 -> "information";
                case 2 -> "warning";
                case 3 -> "error";
                default -> Integer.toHexString(severity);
            };
        }
    }

    /** The last ones, the newest first. */
    public List<Message> last(int number) {
        List<Message> bare = database.translating(() -> database.jdbc()
                .query(
                        MESSAGES + database.first(number),
                        (row, n) -> new Message(
                                row.getLong(1),
                                row.getInt(2),
                                row.getInt(3),
                                row.getString(4),
                                row.getString(5),
                                row.getObject(6, LocalDateTime.class).toInstant(ZoneOffset.UTC),
                                List.of())));
        if (bare.isEmpty()) {
            return bare;
        }
        Map<Long, List<String>> strings = strings(bare.get(bare.size() - 1).recordId());
        return bare.stream()
                .map(m -> new Message(
                        m.recordId(),
                        m.id(),
                        m.severity(),
                        m.siteCode(),
                        m.component(),
                        m.time(),
                        strings.getOrDefault(m.recordId(), List.of())))
                .toList();
    }

    private Map<Long, List<String>> strings(long from) {
        Map<Long, List<String>> strings = new HashMap<>();
        database.translating(() -> {
            database.jdbc()
                    .query(
                            STRINGS,
                            (ResultSet row) -> {
                                strings.computeIfAbsent(row.getLong(1), k -> new ArrayList<>())
                                        .add(row.getString(2));
                            },
                            from);
            return true;
        });
        return strings;
    }
}
