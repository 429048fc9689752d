package dev.supsync.catalog.export;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.InputStream;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLInputFactory2;
import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;

/** Opens package.xml: no DTDs, no entities, everything bounded. */
final class PackageXmlInput {

    private static final int MAX_ATTRIBUTE = 1 << 16;

    private PackageXmlInput() {}

    static XMLStreamReader2 open(InputStream in) throws XMLStreamException {
        XMLInputFactory2 factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, MAX_ATTRIBUTE);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, 64);
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, 64);
        factory.setProperty(WstxInputProperties.P_MAX_TEXT_LENGTH, MAX_ATTRIBUTE);
        return (XMLStreamReader2) factory.createXMLStreamReader(in);
    }

    /** What the XML reader has to say, on one line with the place. */
    static String explain(Exception e, @Nullable XMLStreamReader2 xml) {
        Throwable cause = e instanceof RuntimeException && e.getCause() != null ? e.getCause() : e;
        Location own = cause instanceof XMLStreamException stream ? stream.getLocation() : null;
        String message = String.valueOf(cause.getMessage());
        int end = message.indexOf("\n at [");
        return (end < 0 ? message : message.substring(0, end))
                + place(own != null || xml == null ? own : xml.getLocation());
    }

    static String place(@Nullable Location location) {
        return location == null
                ? ""
                : " (line " + location.getLineNumber() + ", column " + location.getColumnNumber() + ")";
    }
}
