package dev.supsync.catalog.export;

import dev.supsync.catalog.CatalogRecord.RawRevision;
import dev.supsync.catalog.Position;
import dev.supsync.metadata.Digest;
import dev.supsync.metadata.MetadataException;
import dev.supsync.metadata.RevisionHead;
import dev.supsync.metadata.RevisionKey;
import dev.supsync.metadata.UpdateFile;
import dev.supsync.metadata.UpdateRevision;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** A record of metadata.txt: where its document is; it is read anew every time. */
final class ExportRecord implements RawRevision {

    private final ExportContent content;
    private final int number;

    ExportRecord(ExportContent content, int number) {
        this.content = content;
        this.number = number;
    }

    @Override
    public RevisionKey key() {
        return content.index().key(number);
    }

    @Override
    public Digest digest() {
        return content.index().digest(number);
    }

    /** Always false: an export carries no declines. */
    @Override
    public boolean declined() {
        return false;
    }

    /** Always true. */
    @Override
    public boolean documented() {
        return true;
    }

    @Override
    public Position position() {
        return new Position.ByteOffset(offset() + length());
    }

    @Override
    public RevisionHead head() throws MetadataException {
        SegmentStream in = content.metadata().stream(offset(), length());
        try {
            RevisionHead head = content.parser().head(in);
            requireSame(head.key());
            content.requireUnchanged();
            return head;
        } catch (MetadataException e) {
            throw judged(e, in);
        }
    }

    @Override
    public UpdateRevision parse() throws MetadataException {
        SegmentStream in = content.metadata().stream(offset(), length());
        try {
            UpdateRevision revision = content.parser().parse(in);
            requireSame(revision.key());
            content.requireUnchanged(); // another document may stand there by now, of the same revision even
            return revision.files().isEmpty() ? revision : withAddresses(revision);
        } catch (MetadataException e) {
            throw judged(e, in);
        }
    }

    @Override
    public InputStream document() {
        content.requireUnchanged();
        return new JudgedStream(content, offset(), length());
    }

    @Override
    public String text(int maxBytes) {
        return content.text(offset(), length(), maxBytes);
    }

    @Override
    public String toString() {
        return key() + " at byte " + offset() + " of " + content.export();
    }

    private void requireSame(RevisionKey key) throws MetadataException {
        if (!key.equals(key())) {
            throw new MetadataException("the document is that of " + key + ", but the record at byte " + offset()
                    + " of metadata.txt is that of " + key());
        }
    }

    private UpdateRevision withAddresses(UpdateRevision revision) {
        List<UpdateFile> files = new ArrayList<>(revision.files().size());
        for (UpdateFile file : revision.files()) {
            files.add(file.withSourceUrl(content.url(file.digest())));
        }
        return new UpdateRevision(
                revision.key(),
                revision.properties(),
                revision.texts(),
                revision.relations(),
                files,
                revision.drivers(),
                revision.category());
    }

    /** A document is only to blame if all of it was read, from the file that was indexed. */
    private MetadataException judged(MetadataException e, SegmentStream in) {
        if (in.failure() != null) {
            throw content.unreadable(in.failure());
        }
        content.requireUnchanged();
        return e;
    }

    private long offset() {
        return content.index().offset(number);
    }

    private int length() {
        return content.index().length(number);
    }
}
