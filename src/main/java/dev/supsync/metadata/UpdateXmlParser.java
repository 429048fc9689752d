package dev.supsync.metadata;

import java.io.InputStream;
import java.io.Reader;
import org.codehaus.stax2.XMLInputFactory2;

/**
 * Reads update XML: documents with the root {@code Update} of the namespace
 * {@code http://schemas.microsoft.com/msus/2002/12/Update}. Rules and handler data are skipped, whatever their size, so
 * that the memory needed is that of the result. DTDs and entities are refused, texts and attributes bounded.
 *
 * <p>One parser serves any number of threads. The caller closes the sources.
 */
public final class UpdateXmlParser {

    private final XMLInputFactory2 factory = XmlInput.factory();

    /**
     * Reads a document in UTF-8, to its end.
     *
     * @throws MetadataException if it is no update XML, with the place and what was expected
     */
    public UpdateRevision parse(InputStream utf8) throws MetadataException {
        try (XmlCursor xml = XmlCursor.open(factory, utf8)) {
            return new RevisionReader(xml).read().requireCharacters();
        }
    }

    /**
     * Reads a document to its end.
     *
     * @throws MetadataException if it is no update XML, with the place and what was expected
     */
    public UpdateRevision parse(Reader text) throws MetadataException {
        try (XmlCursor xml = XmlCursor.open(factory, text)) {
            return new RevisionReader(xml).read().requireCharacters();
        }
    }

    /**
     * Reads no further than to the start tag of {@code Properties}: what follows may be broken.
     *
     * @throws MetadataException if not even that can be read
     */
    public RevisionHead head(InputStream utf8) throws MetadataException {
        try (XmlCursor xml = XmlCursor.open(factory, utf8)) {
            return new RevisionReader(xml).head();
        }
    }

    /**
     * Reads no further than to the start tag of {@code Properties}: what follows may be broken.
     *
     * @throws MetadataException if not even that can be read
     */
    public RevisionHead head(Reader text) throws MetadataException {
        try (XmlCursor xml = XmlCursor.open(factory, text)) {
            return new RevisionReader(xml).head();
        }
    }
}
