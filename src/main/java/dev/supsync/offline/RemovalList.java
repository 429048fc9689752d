package dev.supsync.offline;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.Printable;
import dev.supsync.error.SupsyncException;
import dev.supsync.metadata.UpdateId;
import dev.supsync.site.jdbc.SiteDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * removals.txt: what a catalog cannot learn from documents, a line each: {@code removed GUID}, {@code declined GUID},
 * {@code undeclined GUID}.
 */
final class RemovalList {

    /** What happened to an update. */
    enum Kind {
        REMOVED,
        DECLINED,
        UNDECLINED
    }

    /** The bit of SUP_UPDATE_STATE.REASONS. */
    private static final int DECLINED = 2;

    /** A line is {@code undeclined}, a blank and a GUID. */
    private static final int LONGEST = 50;

    private static final String TOMBSTONES =
            """
            SELECT t.UPDATE_ID FROM SUP_TOMBSTONE t
            WHERE t.CHANGE_NUMBER > ? AND t.CHANGE_NUMBER <= ?
              AND NOT EXISTS (SELECT 1 FROM SUP_UPDATE u WHERE u.UPDATE_ID = t.UPDATE_ID)
            ORDER BY t.CHANGE_NUMBER""";

    private static final String STATES =
            """
            SELECT u.UPDATE_ID, s.REASONS FROM SUP_UPDATE_STATE s JOIN SUP_UPDATE u ON u.CI_ID = s.CI_ID
            WHERE s.CHANGE_NUMBER > ? AND s.CHANGE_NUMBER <= ? ORDER BY s.CHANGE_NUMBER""";

    /** Their flags are older, but their documents come again, and a document alone says nothing of a decline. */
    private static final String REVISED =
            """
            SELECT u.UPDATE_ID, s.REASONS FROM SUP_UPDATE u JOIN SUP_UPDATE_STATE s ON s.CI_ID = u.CI_ID
            WHERE u.CHANGE_NUMBER > ? AND u.CHANGE_NUMBER <= ? AND s.CHANGE_NUMBER <= ? ORDER BY u.CHANGE_NUMBER""";

    private RemovalList() {}

    /**
     * Writes what changed after one change number and not after another.
     *
     * @param isFull whether a reader starts from nothing, so that only what is declined is worth a line
     * @return how many updates are to be removed
     */
    static long write(SiteDatabase database, long after, long upTo, boolean isFull, OutputStream out)
            throws IOException {
        Lines lines = new Lines(out);
        long[] removed = {0};
        if (!isFull) {
            database.each(
                    TOMBSTONES,
                    row -> {
                        lines.add(Kind.REMOVED, database.updateId(row, "UPDATE_ID"));
                        removed[0]++;
                    },
                    after,
                    upTo);
        }
        database.each(
                STATES,
                row -> {
                    boolean isDeclined = (row.getInt("REASONS") & DECLINED) != 0;
                    if (isDeclined || !isFull) {
                        lines.add(isDeclined ? Kind.DECLINED : Kind.UNDECLINED, database.updateId(row, "UPDATE_ID"));
                    }
                },
                after,
                upTo);
        database.each(
                REVISED,
                row -> {
                    if ((row.getInt("REASONS") & DECLINED) != 0) {
                        lines.add(Kind.DECLINED, database.updateId(row, "UPDATE_ID"));
                    }
                },
                after,
                upTo,
                after);
        lines.end();
        return removed[0];
    }

    private static final class Lines {
        private final OutputStream out;
        private @Nullable IOException failure;

        Lines(OutputStream out) {
            this.out = out;
        }

        void add(Kind kind, UpdateId id) {
            try {
                String line = kind.name().toLowerCase(Locale.ROOT) + " " + id + "\n";
                out.write(line.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                failure = e;
            }
        }

        void end() throws IOException {
            if (failure != null) {
                throw failure;
            }
        }
    }

    /** Takes what a list says of an update. */
    interface Consumer {
        void accept(Kind kind, UpdateId id);
    }

    /**
     * Reads a list.
     *
     * @throws SupsyncException {@link ErrorCode#PACKAGE_DAMAGED} if it is none
     */
    static void read(Path file, Consumer consumer) throws IOException {
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            long number = 0;
            for (String line = line(in); line != null; line = line(in)) {
                number++;
                int blank = line.indexOf(' ');
                try {
                    Kind kind =
                            Kind.valueOf(line.substring(0, Math.max(0, blank)).toUpperCase(Locale.ROOT));
                    consumer.accept(kind, UpdateId.parse(line.substring(blank + 1)));
                } catch (IllegalArgumentException e) {
                    throw new SupsyncException(
                            ErrorCode.PACKAGE_DAMAGED,
                            Manifest.REMOVALS + ", line " + number + ": " + Printable.quoted(line)
                                    + " is neither removed, declined nor undeclined with a GUID.",
                            "Export the package again.",
                            e);
                }
            }
        }
    }

    /** A line, of which no more is read than one can have. */
    private static @Nullable String line(BufferedReader in) throws IOException {
        StringBuilder line = new StringBuilder(LONGEST);
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                return line.toString();
            }
            if (line.length() == LONGEST) {
                return line.append("…").toString();
            }
            line.append((char) c);
        }
        return line.isEmpty() ? null : line.toString();
    }
}
