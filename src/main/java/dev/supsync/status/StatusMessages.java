package dev.supsync.status;

import dev.supsync.site.jdbc.SiteDatabase;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes status messages, and the state of the site's software update point that follows from them. */
public final class StatusMessages {

    /** The component that administrators look for. */
    public static final String COMPONENT = "SMS_WSUS_SYNC_MANAGER";

    private static final String UPDATE_STATE =
            """
            UPDATE SUP_SYNC_STATUS SET SITE_CODE = ?, SOURCE_SERVER = ?, LAST_STATE = ?, LAST_STATE_TIME = ?,
                LAST_SUCCESS_TIME = COALESCE(?, LAST_SUCCESS_TIME), LAST_ERROR_CODE = ?, CATALOG_VERSION = ?,
                VIA_SITE = NULL
            WHERE SERVER_NAME = ?""";

    private static final String INSERT_STATE =
            """
            INSERT INTO SUP_SYNC_STATUS (SITE_CODE, SOURCE_SERVER, LAST_STATE, LAST_STATE_TIME, LAST_SUCCESS_TIME,
                LAST_ERROR_CODE, CATALOG_VERSION, SERVER_NAME, LINK_STATUS) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)""";

    private final SiteDatabase database;
    private final String siteCode;
    private final @Nullable String server;
    private final String source;

    /**
     * @param server the software update point; null of a site that has none, whose messages change no state
     * @param source what it synchronizes from
     */
    public StatusMessages(SiteDatabase database, String siteCode, @Nullable String server, String source) {
        this.database = database;
        this.siteCode = siteCode;
        this.server = server;
        this.source = source;
    }

    /** Writes a message with its insertion strings, in a transaction of its own or the caller's. */
    public void write(
            StatusMessage message, Instant time, int contentVersion, @Nullable String errorCode, List<String> strings) {
        database.inTransaction(() -> {
            long record = nextRecord();
            database.jdbc()
                    .update(
                            "INSERT INTO SUP_STATUS_MESSAGE (RECORD_ID, MESSAGE_ID, SEVERITY, SITE_CODE, COMPONENT,"
                                    + " MESSAGE_TIME) VALUES (?, ?, ?, ?, ?, ?)",
                            record,
                            message.id(),
                            message.severity(),
                            siteCode,
                            COMPONENT,
                            RunStore.utc(time));
            for (int i = 0; i < strings.size(); i++) {
                database.jdbc()
                        .update(
                                "INSERT INTO SUP_STATUS_STRING (RECORD_ID, STRING_INDEX, STRING_VALUE) VALUES (?, ?,"
                                        + " ?)",
                                record,
                                i,
                                strings.get(i));
            }
            writeState(message, RunStore.utc(time), contentVersion, errorCode);
            return record;
        });
    }

    /** Writes the message of a run that succeeded with these counts. */
    public void writeSuccess(Tally counts, Instant time, int contentVersion) {
        StatusMessage message = StatusMessage.ofSuccess(counts);
        String version = Integer.toString(contentVersion);
        List<String> strings = message == StatusMessage.DONE
                ? List.of(version)
                : List.of(version, Long.toString(counts.get(Counter.WITHOUT_LICENSE_TERMS)));
        write(message, time, contentVersion, null, strings);
    }

    /** Changes the state of the software update point without a message, in a transaction of its own or the caller's. */
    public void state(StatusMessage message, Instant time, int contentVersion) {
        database.inTransaction(() -> {
            writeState(message, RunStore.utc(time), contentVersion, null);
            return true;
        });
    }

    private void writeState(StatusMessage message, LocalDateTime time, int contentVersion, @Nullable String errorCode) {
        if (server == null) {
            return;
        }
        boolean success = message == StatusMessage.DONE || message == StatusMessage.DONE_WITHOUT_LICENSE_TERMS;
        @Nullable LocalDateTime successTime = success ? time : null;
        Object[] values = {siteCode, source, message.id(), time, successTime, errorCode, contentVersion, server};
        if (database.jdbc().update(UPDATE_STATE, values) == 0) {
            database.jdbc().update(INSERT_STATE, values);
        }
    }

    private long nextRecord() {
        database.jdbc().update("UPDATE SUP_SITE SET NEXT_RECORD_ID = NEXT_RECORD_ID + 1 WHERE SITE_ID = 1");
        Long next = database.jdbc().queryForObject("SELECT NEXT_RECORD_ID FROM SUP_SITE WHERE SITE_ID = 1", Long.class);
        return next == null ? 1 : next - 1;
    }
}
