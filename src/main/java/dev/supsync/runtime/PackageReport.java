package dev.supsync.runtime;

import dev.supsync.offline.PackageSummary;
import dev.supsync.replication.Applied;

/**
 * What became of a package.
 *
 * @param site the importing site
 * @param isDue false if the site had it already
 * @param applied what it changed, or would change
 * @param contentVersion the site's content version afterwards
 */
public record PackageReport(String site, PackageSummary imported, boolean isDue, Applied applied, int contentVersion) {

    static final Applied NOTHING = new Applied(0, 0, 0, 0);
}
