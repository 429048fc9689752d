package dev.supsync.cleanup;

import java.time.Duration;

/**
 * What a cleanup removes.
 *
 * @param after how long an update is expired before it goes
 * @param jobs the age at which notes of jobs go
 * @param messages the age at which status messages go
 * @param runs the age at which runs go
 * @param quarantine how long after a run met it last an unreadable record goes
 */
public record CleanupRules(Duration after, Duration jobs, Duration messages, Duration runs, Duration quarantine) {}
