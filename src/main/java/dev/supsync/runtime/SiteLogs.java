package dev.supsync.runtime;

import dev.supsync.config.SiteLogSettings;
import dev.supsync.config.SiteSettings;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.sitelog.SiteLog;
import java.time.Clock;
import java.time.ZoneId;

/** Where sites have their logs. */
public final class SiteLogs {

    private SiteLogs() {}

    /** The wsyncmgr.log of a site, by this machine's time zone. */
    public static SiteLog of(SupsyncSettings settings, SiteSettings site, Clock clock) {
        SiteLogSettings log = settings.siteLog();
        return new SiteLog(
                log.folder().resolve(site.code().value()), log.size().toBytes(), clock, ZoneId.systemDefault());
    }
}
