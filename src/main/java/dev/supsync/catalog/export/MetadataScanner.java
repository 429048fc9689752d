package dev.supsync.catalog.export;

import dev.supsync.metadata.RevisionKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads a metadata.txt once, from front to end, and finds where its records are. */
final class MetadataScanner {

    /** With more bad records than this a file is no metadata.txt; they would fill the memory. */
    static final int MOST_BAD_RECORDS = 100_000;

    private static final byte[] END_TAG = "Update>".getBytes(StandardCharsets.US_ASCII);

    private final Path export;
    private final long documentSize;
    private final ByteWindow window;
    private final MessageDigest digest = Hashes.sha256();
    private final DocumentScan document;
    private final RecordHeader header = new RecordHeader();
    private final RecordIndexBuilder index = new RecordIndexBuilder();
    private final List<BadRecord> bad = new ArrayList<>();
    private final ByteBuffer identity = ByteBuffer.allocate(20);
    private boolean doubtful;

    private MetadataScanner(Path export, SegmentFile metadata, long documentSize) {
        this.export = export;
        this.documentSize = documentSize;
        window = new ByteWindow(metadata);
        document = new DocumentScan(window, digest);
    }

    /**
     * What a scan finds.
     *
     * @param bad in the order of the file
     * @param doubtful whether the bytes of a bad record may hide another one
     * @param size bytes of the file
     * @param checksum of all bytes
     */
    record Result(RecordIndex index, List<BadRecord> bad, boolean doubtful, long size, long checksum) {}

    /**
     * Scans the file. One that ends within a record was cut off, so that nothing tells what it lacks: it is refused.
     *
     * @param export the name for messages
     * @param documentSize bytes; larger documents are bad records
     */
    static Result scan(Path export, SegmentFile metadata, long documentSize) throws IOException {
        return new MetadataScanner(export, metadata, documentSize).scan();
    }

    private Result scan() throws IOException {
        if (window.has(3)
                && window.bytes[0] == (byte) 0xEF
                && window.bytes[1] == (byte) 0xBB
                && window.bytes[2] == (byte) 0xBF) {
            window.at = 3;
        }
        while (skipLineEnds()) {
            record();
        }
        for (BadRecord record : bad) {
            RevisionKey key = record.key();
            if (key != null) {
                UUID id = key.id().value();
                index.outdate(id.getMostSignificantBits(), id.getLeastSignificantBits(), key.revisionNumber());
            }
        }
        return new Result(index.build(), bad, doubtful, window.offset(), window.sum());
    }

    private void record() throws IOException {
        long start = window.offset();
        window.has(RecordHeader.LONGEST + DocumentPrefix.SIZE);
        if (!header.read(window.bytes, window.at, window.end)) {
            if (window.endOfFile() && RecordHeader.isCutOff(window.bytes, window.at, window.end)) {
                throw ExportFault.cutOff(export, start, "it ends within the header of the record");
            }
            RecordHeader.Broken broken = RecordHeader.explain(window.bytes, window.at, window.end);
            doubtful |= skipToNextRecord() > 1;
            reject(start, broken.key(), broken.reason());
            return;
        }
        window.at += header.size;
        long place = window.offset();
        int prefix = (int) Math.min(window.end, window.at + Math.min(DocumentPrefix.SIZE, header.length));
        boolean category = DocumentPrefix.mayBeCategory(window.bytes, window.at, prefix);
        boolean another = DocumentPrefix.namesAnother(window.bytes, window.at, prefix, header);
        startDigest();
        DocumentScan.End end = document.read(header.length);
        if (end == DocumentScan.End.END_OF_FILE) {
            throw ExportFault.cutOff(
                    export,
                    start,
                    "the header gives " + (header.key() == null ? "the document" : "the document of " + header.key())
                            + " " + header.length + " characters, but the file ends after "
                            + (header.length - Math.max(0, document.left)));
        }
        long bytes = window.offset() - place;
        byte[] hash = digest.digest();
        if (end != DocumentScan.End.COMPLETE || !endsHere()) {
            rejectLength(start, place + bytes, end);
            return;
        }
        String fault = faultOf(bytes);
        if (fault != null) {
            reject(start, header.key(), fault);
            return;
        }
        doubtful |= another;
        index.add(header, place, (int) bytes, hash, category);
    }

    /** What is wrong with a document whose length is right; null if nothing is. */
    private @Nullable String faultOf(long bytes) {
        if (header.revision < 0) {
            return "the revision number " + Integer.toHexString(header.revision) + " is larger than 7fffffff";
        }
        if (bytes > documentSize) {
            return "the document has " + bytes + " bytes, the limit of a document's size is " + documentSize + " bytes";
        }
        if (document.invalidAt >= 0) {
            return "the document is not UTF-8: the byte at " + document.invalidAt + " fits no character";
        }
        return null;
    }

    private void rejectLength(long start, long reached, DocumentScan.End end) throws IOException {
        long read = header.length - Math.max(0, document.left);
        String says = "the header gives the document " + header.length + " characters, but ";
        String reason = end == DocumentScan.End.NEXT_RECORD
                ? says + "the next record begins after " + read
                : says + "they end at byte " + reached + ", where no line ends: extra data after the document";
        if (header.length > documentSize) {
            reason += "; the limit of a document's size is " + documentSize + " bytes";
        }
        if (end == DocumentScan.End.COMPLETE) {
            skipToNextRecord();
            doubtful = true;
        }
        reject(start, header.key(), reason);
    }

    private void reject(long start, @Nullable RevisionKey key, String reason) {
        bad.add(new BadRecord(start, window.offset(), key, "metadata.txt, record at byte " + start + ": " + reason));
        if (bad.size() > MOST_BAD_RECORDS) {
            throw ExportFault.damaged(
                    export,
                    "more than " + MOST_BAD_RECORDS + " records are unreadable, the first: "
                            + bad.get(0).reason());
        }
    }

    private void startDigest() {
        identity.clear();
        identity.putLong(header.high).putLong(header.low).putInt(header.revision);
        digest.update(identity.array());
    }

    /** Whether a document may end here: a line ends, and where its end tag is missing, the next record follows. */
    private boolean endsHere() throws IOException {
        if (!window.has(1)) {
            return true;
        }
        window.has(2);
        boolean endTag = endTagBefore(window.at);
        int next = window.bytes[window.at] == '\r' ? window.at + 1 : window.at;
        if (next < window.end ? window.bytes[next] != '\n' : next == window.at) {
            return false;
        }
        return endTag || !skipLineEnds() || headerHere();
    }

    private boolean endTagBefore(int end) {
        int last = end;
        while (last > 0 && window.bytes[last - 1] <= ' ' && window.bytes[last - 1] >= 0) {
            last--;
        }
        int first = last - END_TAG.length;
        return first >= 0 && Arrays.equals(window.bytes, first, last, END_TAG, 0, END_TAG.length);
    }

    private boolean headerHere() throws IOException {
        window.has(RecordHeader.LONGEST);
        return RecordHeader.startsAt(window.bytes, window.at, window.end);
    }

    /** Moves to the next line that begins as a record does, or to the end; returns how many lines end on the way. */
    private long skipToNextRecord() throws IOException {
        long lines = 0;
        while (window.has(1)) {
            while (window.at < window.end && window.bytes[window.at] != '\n') {
                window.at++;
            }
            if (window.at < window.end) {
                window.at++;
                lines++;
                if (headerHere()) {
                    return lines;
                }
            }
        }
        return lines;
    }

    /** Moves behind line ends; false at the end of the file. */
    private boolean skipLineEnds() throws IOException {
        while (window.has(1)) {
            if (window.bytes[window.at] != '\n' && window.bytes[window.at] != '\r') {
                return true;
            }
            window.at++;
        }
        return false;
    }
}
