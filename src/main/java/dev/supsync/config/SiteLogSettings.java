package dev.supsync.config;

import java.nio.file.Path;
import org.springframework.util.unit.DataSize;

/**
 * Where each site's wsyncmgr.log is written.
 *
 * @param folder each site has a folder of its own in it, named by its code
 * @param size at which a log begins anew, and the old one is kept as wsyncmgr.lo_; 100KB to 1GB
 */
public record SiteLogSettings(Path folder, DataSize size) {

    static final DataSize DEFAULT_SIZE = DataSize.ofMegabytes(5);
}
