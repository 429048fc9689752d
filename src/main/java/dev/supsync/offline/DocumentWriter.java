package dev.supsync.offline;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.CatalogRecord;
import dev.supsync.catalog.CatalogRecord.RawRevision;
import dev.supsync.catalog.Cursor;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.metadata.MetadataException;
import dev.supsync.metadata.UpdateId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes metadata.txt by the rules of WSUS's importer: a record for each revision, {@code guid,revision,length,document}
 * with the numbers as 8 hexadecimal digits and the length in UTF-16 code units.
 */
final class DocumentWriter {

    /** Documents up to this size are read once. */
    private static final int SMALL = 1 << 20;

    private final Catalog catalog;
    private final PackageMembers.Parts metadata;
    private final PackageListing listing;
    private long written;
    private long leftOut;

    DocumentWriter(Catalog catalog, PackageMembers.Parts metadata, PackageListing listing) {
        this.catalog = catalog;
        this.metadata = metadata;
        this.listing = listing;
    }

    /**
     * A document that is wanted.
     *
     * @param mayLack whether the package does without it if the catalog has it no more
     * @param what the update for messages: its kind and ID
     */
    record Wanted(UpdateId id, int revisionNumber, boolean mayLack, String what) {}

    long written() {
        return written;
    }

    long leftOut() {
        return leftOut;
    }

    /**
     * Writes some documents in their order.
     *
     * @throws SupsyncException {@link ErrorCode#DOCUMENT_MISSING} if the catalog lacks one of them
     */
    void write(List<Wanted> some) throws IOException {
        Map<UpdateId, RawRevision> found = find(some);
        for (Wanted wanted : some) {
            RawRevision revision = found.get(wanted.id());
            if (revision == null || revision.key().revisionNumber() != wanted.revisionNumber()) {
                lack(wanted, revision, null);
                continue;
            }
            try {
                listing.add(revision.parse());
                copy(revision);
                written++;
            } catch (MetadataException e) {
                lack(wanted, revision, e);
            }
        }
    }

    private Map<UpdateId, RawRevision> find(List<Wanted> some) {
        List<UpdateId> ids = new ArrayList<>(some.size());
        some.forEach(wanted -> ids.add(wanted.id()));
        Map<UpdateId, RawRevision> found = new HashMap<>();
        try (Cursor<CatalogRecord> records = catalog.lookup(ids)) {
            for (CatalogRecord next = records.next(); next != null; next = records.next()) {
                if (next instanceof RawRevision revision) {
                    found.put(revision.key().id(), revision);
                }
            }
        }
        return found;
    }

    private void lack(Wanted wanted, @Nullable RawRevision revision, @Nullable MetadataException unreadable) {
        if (wanted.mayLack()) {
            leftOut++;
            return;
        }
        String what = unreadable != null
                ? "its document cannot be read: " + unreadable.getMessage()
                : revision == null
                        ? "the catalog has it no more"
                        : "the catalog has revision "
                                + revision.key().revisionNumber() + ", the site has "
                                + wanted.revisionNumber();
        throw new SupsyncException(
                ErrorCode.DOCUMENT_MISSING,
                catalog.identity().name() + ": the package needs the " + wanted.what() + ", but " + what + ".",
                "Run \"supsync sync full\", so that the site holds what the catalog does, then export again.",
                unreadable);
    }

    private void copy(RawRevision revision) throws IOException, MetadataException {
        OutputStream out = metadata.next();
        try (InputStream in = revision.document()) {
            byte[] start = in.readNBytes(SMALL);
            long units = units(start, start.length);
            if (start.length < SMALL) {
                header(revision, units, out);
                out.write(start);
            } else {
                copyLarge(revision, units + count(in), out);
            }
        }
        out.write('\r');
        out.write('\n');
    }

    /** A large document is read once for its length, and once more. */
    private static void copyLarge(RawRevision revision, long units, OutputStream out)
            throws IOException, MetadataException {
        header(revision, units, out);
        long copied = 0;
        try (InputStream in = revision.document()) {
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                copied += units(buffer, read);
            }
        }
        if (copied != units) {
            throw new IOException("the document of " + revision.key() + " changed while it was read");
        }
    }

    private static void header(RawRevision revision, long units, OutputStream out) throws IOException {
        HexFormat hex = HexFormat.of();
        String header = revision.key().id() + ","
                + hex.toHexDigits(revision.key().revisionNumber()) + "," + hex.toHexDigits((int) units) + ",";
        out.write(header.getBytes(StandardCharsets.US_ASCII));
    }

    private static long count(InputStream in) throws IOException {
        long units = 0;
        byte[] buffer = new byte[1 << 16];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            units += units(buffer, read);
        }
        return units;
    }

    /** UTF-16 code units of UTF-8: one for each character, two for those beyond the first 65,536. */
    private static long units(byte[] utf8, int length) {
        long units = 0;
        for (int i = 0; i < length; i++) {
            int b = utf8[i] & 0xFF;
            units += (b & 0xC0) == 0x80 ? 0 : b >= 0xF0 ? 2 : 1;
        }
        return units;
    }
}
