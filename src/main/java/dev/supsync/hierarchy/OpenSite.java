package dev.supsync.hierarchy;

import dev.supsync.lease.SiteLease;
import dev.supsync.site.jdbc.SiteDatabase;

/** The database of a child site, open. */
public interface OpenSite extends AutoCloseable {

    SiteDatabase database();

    /**
     * Takes the site's lease.
     *
     * @throws dev.supsync.error.SupsyncException with SITE_BUSY if somebody else has it
     */
    SiteLease take();

    @Override
    void close();
}
