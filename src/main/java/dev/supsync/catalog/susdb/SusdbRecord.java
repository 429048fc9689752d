package dev.supsync.catalog.susdb;

import dev.supsync.catalog.CatalogRecord.RawRevision;
import dev.supsync.catalog.Position;
import dev.supsync.catalog.susdb.BaseRow.Facts;
import dev.supsync.metadata.CategoryInfo;
import dev.supsync.metadata.Digest;
import dev.supsync.metadata.MetadataException;
import dev.supsync.metadata.RevisionHead;
import dev.supsync.metadata.RevisionKey;
import dev.supsync.metadata.UpdateFile;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.metadata.UpdateType;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A revision of SUSDB. Its own row was read with the page; the tables below it are read when it is parsed. */
final class SusdbRecord implements RawRevision {

    private static final CategoryInfo UNKNOWN_CATEGORY = new CategoryInfo(null, false, false, null);

    private final BaseRow row;
    private final RevisionBatch batch;
    private final XmlDocuments documents;

    SusdbRecord(BaseRow row, RevisionBatch batch, XmlDocuments documents) {
        this.row = row;
        this.batch = batch;
        this.documents = documents;
    }

    @Override
    public Position position() {
        return new Position.RevisionId(row.revisionId());
    }

    @Override
    public RevisionKey key() {
        return row.key();
    }

    @Override
    public Digest digest() {
        return row.digest();
    }

    @Override
    public boolean declined() {
        return row.declined();
    }

    @Override
    public boolean imported() {
        return row.imported();
    }

    @Override
    public boolean documented() {
        return row.documented();
    }

    @Override
    public RevisionHead head() throws MetadataException {
        return facts().head();
    }

    @Override
    public UpdateRevision parse() throws MetadataException {
        Facts facts = facts();
        Details details = batch.details(row);
        if (!details.present) {
            throw error("it was deleted while it was read", null);
        }
        if (details.fault != null) {
            throw error(details.fault, null);
        }
        try {
            UpdateRevision document = XmlRule.isNeeded(row, details) ? documents.read(row, details.xml) : null;
            if (document != null && !document.key().equals(row.key())) {
                throw new MetadataException("its document is that of update " + document.key());
            }
            return (row.documented() ? documented(details, document) : model(facts, details, document))
                    .requireCharacters();
        } catch (MetadataException e) {
            throw error(e.getMessage(), e);
        }
    }

    @Override
    public InputStream document() throws MetadataException {
        try {
            return documents.open(row);
        } catch (MetadataException e) {
            throw error(e.getMessage(), e);
        }
    }

    @Override
    public String text(int maxBytes) {
        String xml = documents.beginning(row, maxBytes);
        return limited(xml == null ? row.toString() : xml, maxBytes);
    }

    /** As an export tells it: the document, and the addresses of its files beside it. */
    private static UpdateRevision documented(Details details, @Nullable UpdateRevision document)
            throws MetadataException {
        if (document == null) {
            throw new MetadataException("the database holds no document of it");
        }
        return new UpdateRevision(
                document.key(),
                document.properties(),
                document.texts(),
                document.relations(),
                document.files().stream()
                        .map(file ->
                                file.withSourceUrl(Merge.part(details.files.get(file.digest()), UpdateFile::sourceUrl)))
                        .toList(),
                document.drivers(),
                document.category());
    }

    private UpdateRevision model(Facts facts, Details details, @Nullable UpdateRevision document)
            throws MetadataException {
        return new UpdateRevision(
                row.key(),
                new ModelProperties(facts, details, Merge.part(document, UpdateRevision::properties)).properties(),
                ModelParts.texts(details, document == null ? List.of() : document.texts()),
                ModelParts.relations(details, facts.parent(), document == null ? List.of() : document.relations()),
                ModelParts.files(details, document == null ? List.of() : document.files()),
                ModelParts.drivers(details, document == null ? List.of() : document.drivers()),
                facts.head().type() == UpdateType.CATEGORY ? category(facts, document) : null);
    }

    private static CategoryInfo category(Facts facts, @Nullable UpdateRevision document) {
        CategoryInfo info = Merge.first(facts.category(), Merge.part(document, UpdateRevision::category));
        return info == null ? UNKNOWN_CATEGORY : info;
    }

    private Facts facts() throws MetadataException {
        Facts facts = row.facts();
        if (facts == null) {
            throw error(String.valueOf(row.fault()), null);
        }
        return facts;
    }

    private MetadataException error(String message, @Nullable Throwable cause) {
        return new MetadataException(row.name() + ": " + message, cause);
    }

    /** As much of the text as fits into so many bytes of UTF-8, without half a character at the end. */
    private static String limited(String text, int maxBytes) {
        ByteBuffer room = ByteBuffer.allocate(maxBytes);
        CharBuffer all = CharBuffer.wrap(text);
        StandardCharsets.UTF_8.newEncoder().encode(all, room, true);
        return text.substring(0, all.position());
    }
}
