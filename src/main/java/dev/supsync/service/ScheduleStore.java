package dev.supsync.service;

import dev.supsync.schedule.Timetable;
import dev.supsync.site.jdbc.SiteDatabase;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** What a site remembers of the schedules of its jobs. Writes take part in the caller's transaction. */
final class ScheduleStore {

    private final SiteDatabase database;

    ScheduleStore(SiteDatabase database) {
        this.database = database;
    }

    @Nullable
    Timetable find(String job) {
        return database
                .translating(() -> database.jdbc()
                        .query(
                                "SELECT DEFINITION, SET_AT, DUE_AT FROM SUP_SCHEDULE WHERE JOB_NAME = ?",
                                (row, number) -> {
                                    LocalDateTime due = row.getObject(3, LocalDateTime.class);
                                    return new Timetable(
                                            row.getString(1),
                                            row.getObject(2, LocalDateTime.class)
                                                    .toInstant(ZoneOffset.UTC),
                                            due == null ? null : due.toInstant(ZoneOffset.UTC));
                                },
                                job))
                .stream()
                .findFirst()
                .orElse(null);
    }

    void save(String job, Timetable table) {
        Instant due = table.dueAt();
        Object[] values = {
            table.text(), RequestStore.utc(table.setAt()), due == null ? null : RequestStore.utc(due), job
        };
        int rows = database.jdbc()
                .update("UPDATE SUP_SCHEDULE SET DEFINITION = ?, SET_AT = ?, DUE_AT = ? WHERE JOB_NAME = ?", values);
        if (rows == 0) {
            database.jdbc()
                    .update(
                            "INSERT INTO SUP_SCHEDULE (DEFINITION, SET_AT, DUE_AT, JOB_NAME) VALUES (?, ?, ?, ?)",
                            values);
        }
    }
}
