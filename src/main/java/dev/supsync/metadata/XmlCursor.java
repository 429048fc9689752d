package dev.supsync.metadata;

import com.ctc.wstx.exc.WstxLazyException;
import java.io.InputStream;
import java.io.Reader;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLInputFactory2;
import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;

/**
 * Walks through the elements of one document. Whoever gets an element from {@link #nextChild()} reads it to its end: by
 * walking through its own children, by {@link #text()}, or by {@link #skip()}.
 */
final class XmlCursor implements AutoCloseable {

    static final String UPDATE = "http://schemas.microsoft.com/msus/2002/12/Update";

    /** Elements that are looked at, not skipped: bounds what one document can make of its bytes. */
    private static final int MAX_ELEMENTS = 200_000;

    private final XMLStreamReader2 reader;
    private int elements;

    private XmlCursor(XMLStreamReader2 reader) {
        this.reader = reader;
    }

    static XmlCursor open(XMLInputFactory2 factory, InputStream utf8) throws MetadataException {
        try {
            return new XmlCursor((XMLStreamReader2) factory.createXMLStreamReader(utf8, "UTF-8"));
        } catch (XMLStreamException e) {
            throw XmlErrors.malformed(e, null);
        }
    }

    static XmlCursor open(XMLInputFactory2 factory, Reader text) throws MetadataException {
        try {
            return new XmlCursor((XMLStreamReader2) factory.createXMLStreamReader(text));
        } catch (XMLStreamException e) {
            throw XmlErrors.malformed(e, null);
        }
    }

    /** Goes to the root element, which must be {@code Update}. */
    void enterRoot() throws MetadataException {
        int event = next();
        while (event != XMLStreamConstants.START_ELEMENT) {
            if (event == XMLStreamConstants.DTD) {
                throw error("the document has a DOCTYPE; DTDs are refused, expected the element Update");
            }
            event = next();
        }
        if (!name().equals("Update")) {
            throw error("the root element is " + XmlErrors.quote(localName()) + " of the namespace "
                    + XmlErrors.quote(reader.getNamespaceURI()) + ", expected Update of the namespace " + UPDATE);
        }
    }

    /** Goes to the next child of the element that was entered last; at its end false. */
    boolean nextChild() throws MetadataException {
        while (true) {
            int event = next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                if (++elements > MAX_ELEMENTS) {
                    throw error("the document has more than " + MAX_ELEMENTS + " elements outside its rules");
                }
                return true;
            }
            if (event == XMLStreamConstants.END_ELEMENT) {
                return false;
            }
        }
    }

    /** Reads on behind the root's end: nothing but comments and blanks may follow. */
    void finish() throws MetadataException {
        int event = next();
        while (event != XMLStreamConstants.END_DOCUMENT) {
            event = next();
        }
    }

    /** The local name of the current element; empty if it is of another namespace than {@link #UPDATE}. */
    String name() {
        return isIn(UPDATE) ? localName() : "";
    }

    /** The local name of the current element, whatever its namespace. */
    String localName() {
        return reader.getLocalName();
    }

    boolean isIn(String namespace) {
        return namespace.equals(reader.getNamespaceURI());
    }

    /** The value of an attribute, trimmed; null when absent or empty. */
    @Nullable
    String attribute(String name) {
        String value = reader.getAttributeValue("", name);
        return Texts.normal(value);
    }

    /** The text of the current element, trimmed, and goes to its end; null when empty. */
    @Nullable
    String text() throws MetadataException {
        try {
            return Texts.normal(readText());
        } catch (XMLStreamException | WstxLazyException e) {
            throw XmlErrors.malformed(e, reader.getLocation());
        }
    }

    /** Goes to the end of the current element without looking at what it holds. */
    void skip() throws MetadataException {
        try {
            reader.skipElement();
        } catch (XMLStreamException | WstxLazyException e) {
            throw XmlErrors.malformed(e, reader.getLocation());
        }
    }

    /** Refuses the current element if it was there before: the previous value is not null then. */
    void requireFirst(@Nullable Object previous) throws MetadataException {
        if (previous != null) {
            throw error("a second element " + localName() + ", expected one");
        }
    }

    /** An error at the current place. */
    MetadataException error(String message) {
        return XmlErrors.at(reader.getLocation(), message);
    }

    /** An error about an attribute of the current element; the value is null when there is none. */
    MetadataException error(String attribute, @Nullable String value, String expected) {
        String found = value == null ? "missing or empty" : XmlErrors.quote(value);
        return error(localName() + "/@" + attribute + " is " + found + ", expected " + expected);
    }

    @Override
    public void close() throws MetadataException {
        try {
            // Gives the buffers back for the next document; the source stays open.
            reader.close();
        } catch (XMLStreamException e) {
            throw XmlErrors.malformed(e, null);
        }
    }

    private int next() throws MetadataException {
        try {
            return reader.next();
        } catch (XMLStreamException | WstxLazyException e) {
            throw XmlErrors.malformed(e, reader.getLocation());
        }
    }

    /** A text comes in pieces where it is long, or holds comments, references or CDATA; most come in one. */
    private String readText() throws XMLStreamException, MetadataException {
        String element = localName();
        String first = "";
        StringBuilder pieces = null;
        int event = reader.next();
        while (event != XMLStreamConstants.END_ELEMENT) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                throw error("the element " + XmlErrors.quote(localName()) + " stands in " + element
                        + ", expected nothing but text");
            }
            if (isContent(event)) {
                if (first.isEmpty()) {
                    first = reader.getText();
                } else {
                    pieces = pieces == null ? new StringBuilder(first) : pieces;
                    pieces.append(reader.getText());
                }
                limit(element, pieces == null ? first : pieces);
            }
            event = reader.next();
        }
        return pieces == null ? first : pieces.toString();
    }

    private static boolean isContent(int event) {
        return event == XMLStreamConstants.CHARACTERS
                || event == XMLStreamConstants.CDATA
                || event == XMLStreamConstants.SPACE;
    }

    private void limit(String element, CharSequence text) throws MetadataException {
        if (text.length() > XmlInput.MAX_TEXT) {
            throw error(element + " is longer than " + XmlInput.MAX_TEXT + " characters");
        }
    }
}
