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

    /** Says that all went well with it: whoever opens it may leave it open for its next user. */
    void keep();

    /** Cuts the connections to a server, whatever they are in the middle of. */
    void abort();

    @Override
    void close();
}
