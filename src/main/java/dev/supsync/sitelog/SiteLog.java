package dev.supsync.sitelog;

import dev.supsync.error.Printable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A site's wsyncmgr.log, as a site server writes it and CMTrace opens it. A log that grows beyond its size becomes
 * wsyncmgr.lo_, and a new one begins. No run fails for its log: what cannot be written there is lost, with a warning, and
 * the first line that can be written again has one before it that says so.
 */
public final class SiteLog {

    private static final System.Logger LOG = System.getLogger(SiteLog.class.getName());
    private static final String COMPONENT = "SMS_WSUS_SYNC_MANAGER";
    private static final String LINE_END = "\r\n";
    private static final int LONGEST = 4_000;
    private static final Map<Path, Gap> GAPS = new ConcurrentHashMap<>();

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MM-dd-yyyy HH:mm:ss.SSS", Locale.ROOT);

    private final Path file;
    private final long size;
    private final Clock clock;
    private final ZoneId zone;

    /**
     * @param folder of the site's logs; made when the first line is written
     * @param size in bytes, at which the log begins anew
     * @param zone of the times in it
     */
    public SiteLog(Path folder, long size, Clock clock, ZoneId zone) {
        this.file = folder.resolve("wsyncmgr.log");
        this.size = size;
        this.clock = clock;
        this.zone = zone;
    }

    private record Gap(int lines, String why) {

        private String text() {
            return (lines == 1 ? "1 line is" : lines + " lines are") + " missing here, which could not be written: "
                    + why;
        }
    }

    /** Writes one line. */
    public synchronized void line(String message) {
        Gap gap = GAPS.get(file);
        try {
            Path folder = file.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            if (Files.exists(file) && Files.size(file) >= size) {
                Files.move(file, file.resolveSibling("wsyncmgr.lo_"), StandardCopyOption.REPLACE_EXISTING);
            }
            // one write, so that lines of several processes do not mix
            Files.write(
                    file,
                    ((gap == null ? "" : lineEnd() + format(gap.text())) + format(message))
                            .getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            GAPS.remove(file);
        } catch (IOException e) {
            GAPS.put(file, new Gap(gap == null ? 1 : gap.lines() + 1, e.toString()));
            if (gap == null) {
                LOG.log(System.Logger.Level.WARNING, "{0} cannot be written: {1}", file, e);
            }
        }
    }

    /** What a full disk has cut off in the middle is ended. */
    private String lineEnd() throws IOException {
        if (!Files.exists(file)) {
            return "";
        }
        try (SeekableByteChannel log = Files.newByteChannel(file)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            boolean isLine = log.size() == 0 || (log.position(log.size() - 1).read(last) == 1 && last.get(0) == '\n');
            return isLine ? "" : LINE_END;
        }
    }

    /** The message, where from, when, and by whom; the bias is what has to be added to the local time to get UTC. */
    private String format(String message) {
        Instant now = clock.instant();
        ZonedDateTime local = now.atZone(zone);
        int bias = -local.getOffset().getTotalSeconds() / 60;
        long thread = Thread.currentThread().getId();
        return String.format(
                Locale.ROOT,
                "%s  $$<%s><%s%+04d><thread=%d (0x%X)>%s",
                Printable.line(message, LONGEST),
                COMPONENT,
                TIME.format(local),
                bias,
                thread,
                thread,
                LINE_END);
    }
}
