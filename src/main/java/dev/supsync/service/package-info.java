/** The service: schedules, requests and retries of sites, one worker per site, and copies that stand by. */
@NullMarked
package dev.supsync.service;

import org.jspecify.annotations.NullMarked;
