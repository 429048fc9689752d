package dev.supsync.service;

import dev.supsync.config.JobSettings.JobType;
import dev.supsync.schedule.Recurrence;

/**
 * A job with its schedule.
 *
 * @param name by which the site's database remembers when it is due: its file's
 */
public record Job(String name, JobType type, Recurrence recurrence) {}
