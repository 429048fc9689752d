package dev.supsync.embedded;

import java.util.LinkedHashMap;
import java.util.Map;

/** The options with which supsync opens HSQLDB's files. */
public final class FileOptions {

    private static final int CACHE_SHARE = 16;
    private static final long LEAST_CACHE_KILOBYTES = 10_000;
    private static final long MOST_CACHE_KILOBYTES = 400_000;
    private static final int ROWS_PER_KILOBYTE = 5;

    private FileOptions() {}

    /** What a URL that does not set them itself gets, so that a database survives a kill and uses a part of the heap. */
    public static Map<String, String> defaults() {
        long cache = cacheKilobytes();
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put("hsqldb.tx", "mvcc");
        defaults.put("hsqldb.write_delay", "false");
        defaults.put("hsqldb.log_size", "200");
        defaults.put("hsqldb.cache_size", Long.toString(cache));
        defaults.put("hsqldb.cache_rows", Long.toString(cache * ROWS_PER_KILOBYTE));
        return defaults;
    }

    /** The URL of files for which a {@link FileLease} holds HSQLDB's lock; whatever the URL sets, HSQLDB takes none then. */
    public static String underLease(String url) {
        return url + (url.endsWith(";") ? "" : ";") + "hsqldb.lock_file=false"; // the last one counts
    }

    /** In memory a row takes about four times what it takes on disk. */
    private static long cacheKilobytes() {
        long share = Runtime.getRuntime().maxMemory() / CACHE_SHARE / 1024;
        return Math.max(LEAST_CACHE_KILOBYTES, Math.min(share, MOST_CACHE_KILOBYTES));
    }
}
