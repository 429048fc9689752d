package dev.supsync.catalog.export;

import java.nio.file.Path;

/**
 * The limits for reading an export.
 *
 * @param documentSize bytes; a larger document is unreadable. The largest real one has 47 MB
 * @param exportSize bytes; an export that is larger when uncompressed is refused
 * @param workDirectory where a private folder is made for what has to be uncompressed; made if it is missing
 */
public record ExportOptions(long documentSize, long exportSize, Path workDirectory) {

    /** 64 MB. */
    public static final long DEFAULT_DOCUMENT_SIZE = 64L << 20;

    /** 64 GB. */
    public static final long DEFAULT_EXPORT_SIZE = 64L << 30;

    public ExportOptions {
        if (documentSize < 1 || documentSize > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "the limit of a document's size is " + documentSize + " bytes, expected 1 to " + Integer.MAX_VALUE);
        }
        if (exportSize < 1) {
            throw new IllegalArgumentException(
                    "the limit of an export's size is " + exportSize + " bytes, expected 1 or more");
        }
    }

    /** The default limits. */
    public static ExportOptions in(Path workDirectory) {
        return new ExportOptions(DEFAULT_DOCUMENT_SIZE, DEFAULT_EXPORT_SIZE, workDirectory);
    }
}
