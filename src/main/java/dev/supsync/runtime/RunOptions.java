package dev.supsync.runtime;

import dev.supsync.config.LimitSettings;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.lifecycle.SupersedenceRule;
import dev.supsync.sync.SyncOptions;

/** What runs may do by a configuration. */
final class RunOptions {

    private RunOptions() {}

    static SyncOptions of(SupsyncSettings settings, boolean allowVanished) {
        return of(settings, settings.lifecycle().rule(), allowVanished);
    }

    /** The same with another rule for superseded updates. */
    static SyncOptions of(SupsyncSettings settings, SupersedenceRule rule, boolean allowVanished) {
        LimitSettings limits = settings.limits();
        return new SyncOptions(
                limits.quarantine(),
                limits.vanishedPercent(),
                allowVanished,
                limits.wsusWait(),
                rule,
                settings.delta().revisions());
    }
}
