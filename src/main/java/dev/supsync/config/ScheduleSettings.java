package dev.supsync.config;

import java.time.ZoneId;

/**
 * When a job runs.
 *
 * @param cron six fields: second, minute, hour, day of month, month, day of week
 * @param zone in which the fields are read
 */
public record ScheduleSettings(String cron, ZoneId zone) {}
