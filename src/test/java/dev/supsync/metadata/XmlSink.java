package dev.supsync.metadata;

import com.ctc.wstx.api.WstxOutputProperties;
import com.ctc.wstx.stax.WstxOutputFactory;
import java.io.CharArrayWriter;
import javanet.staxutils.IndentingXMLStreamWriter;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.codehaus.stax2.XMLOutputFactory2;
import org.codehaus.stax2.XMLStreamWriter2;
import org.jspecify.annotations.Nullable;

/** Writes elements and attributes the way WSUS does; values that are null are left out, and so are false flags. */
final class XmlSink {

    private static final XMLOutputFactory2 FACTORY = factory();

    private final CharArrayWriter out = new CharArrayWriter(8_192);
    private final XMLStreamWriter2 plain;
    private final XMLStreamWriter writer;

    XmlSink(boolean indented) {
        try {
            plain = (XMLStreamWriter2) FACTORY.createXMLStreamWriter(out);
            writer = indented ? new IndentingXMLStreamWriter(plain) : plain;
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Opens an element of the namespace of updates. */
    XmlSink start(String name) {
        return run(() -> writer.writeStartElement("upd", name, XmlCursor.UPDATE));
    }

    /** Opens an element that declares its own prefix, as real documents do again and again. */
    XmlSink start(String prefix, String name, String namespace) {
        return run(() -> {
            writer.writeStartElement(prefix, name, namespace);
            writer.writeNamespace(prefix, namespace);
        });
    }

    /** An element without content. */
    XmlSink empty(String name) {
        return run(() -> writer.writeEmptyElement("upd", name, XmlCursor.UPDATE));
    }

    XmlSink empty(String prefix, String name, String namespace) {
        return run(() -> {
            writer.writeEmptyElement(prefix, name, namespace);
            writer.writeNamespace(prefix, namespace);
        });
    }

    XmlSink namespace(String prefix, String namespace) {
        return run(() -> writer.writeNamespace(prefix, namespace));
    }

    XmlSink attribute(String name, @Nullable Object value) {
        return value == null ? this : run(() -> writer.writeAttribute(name, value.toString()));
    }

    XmlSink attribute(String prefix, String namespace, String name, String value) {
        return run(() -> writer.writeAttribute(prefix, namespace, name, value));
    }

    XmlSink flag(String name, boolean value) {
        return value ? attribute(name, "true") : this;
    }

    /** An element that holds only text. */
    XmlSink text(String name, @Nullable String text) {
        return text == null
                ? this
                : start(name).run(() -> writer.writeCharacters(text)).end();
    }

    XmlSink characters(String text) {
        return run(() -> writer.writeCharacters(text));
    }

    /** What is XML already, on one line. */
    XmlSink raw(String markup) {
        return run(() -> plain.writeRaw(markup));
    }

    XmlSink end() {
        return run(writer::writeEndElement);
    }

    String finish() {
        run(writer::close);
        return out.toString();
    }

    private XmlSink run(Step step) {
        try {
            step.run();
            return this;
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    private static XMLOutputFactory2 factory() {
        XMLOutputFactory2 factory = new WstxOutputFactory();
        // The real ones write <upd:Properties ...></upd:Properties> and <lar:True />.
        factory.setProperty(XMLOutputFactory2.P_AUTOMATIC_EMPTY_ELEMENTS, false);
        factory.setProperty(WstxOutputProperties.P_ADD_SPACE_AFTER_EMPTY_ELEM, true);
        return factory;
    }

    private interface Step {
        void run() throws XMLStreamException;
    }
}
