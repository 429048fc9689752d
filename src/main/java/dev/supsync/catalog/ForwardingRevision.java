package dev.supsync.catalog;

import dev.supsync.catalog.CatalogRecord.RawRevision;
import dev.supsync.metadata.Digest;
import dev.supsync.metadata.MetadataException;
import dev.supsync.metadata.RevisionHead;
import dev.supsync.metadata.RevisionKey;
import dev.supsync.metadata.UpdateRevision;
import java.io.InputStream;

/** A raw revision that is another one in all that it does not say otherwise. */
public abstract class ForwardingRevision implements RawRevision {

    private final RawRevision revision;

    protected ForwardingRevision(RawRevision revision) {
        this.revision = revision;
    }

    @Override
    public Position position() {
        return revision.position();
    }

    @Override
    public RevisionKey key() {
        return revision.key();
    }

    @Override
    public Digest digest() {
        return revision.digest();
    }

    @Override
    public boolean declined() {
        return revision.declined();
    }

    @Override
    public boolean imported() {
        return revision.imported();
    }

    @Override
    public boolean documented() {
        return revision.documented();
    }

    @Override
    public RevisionHead head() throws MetadataException {
        return revision.head();
    }

    @Override
    public UpdateRevision parse() throws MetadataException {
        return revision.parse();
    }

    @Override
    public InputStream document() throws MetadataException {
        return revision.document();
    }

    @Override
    public String text(int maxBytes) {
        return revision.text(maxBytes);
    }
}
