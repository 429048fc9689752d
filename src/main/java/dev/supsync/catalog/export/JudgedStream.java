package dev.supsync.catalog.export;

import dev.supsync.error.SupsyncException;
import java.io.IOException;
import java.io.InputStream;

/** The document of a record; what cannot be read of the file is told by its name. */
final class JudgedStream extends InputStream {

    private final ExportContent content;
    private final SegmentStream in;

    JudgedStream(ExportContent content, long offset, long length) {
        this.content = content;
        this.in = content.metadata().stream(offset, length);
    }

    /** @throws SupsyncException if the export cannot be read on */
    @Override
    public int read() {
        try {
            return judged(in.read());
        } catch (IOException e) {
            throw content.unreadable(e);
        }
    }

    /** @throws SupsyncException if the export cannot be read on */
    @Override
    public int read(byte[] into, int from, int length) {
        try {
            return judged(in.read(into, from, length));
        } catch (IOException e) {
            throw content.unreadable(e);
        }
    }

    /** At the end all of it must have come from the file that was indexed. */
    private int judged(int read) {
        if (read < 0) {
            content.requireUnchanged();
        }
        return read;
    }
}
