package dev.supsync.metadata;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLInputFactory2;

/** Makes the factory of XML readers: no DTDs, no entities, nothing fetched, everything bounded. */
final class XmlInput {

    /** Characters of one text or attribute: a thousand times what WSUS allows. */
    static final int MAX_TEXT = 1 << 20;

    /** Elements within elements; real applicability rules stay below 30. */
    static final int MAX_DEPTH = 256;

    private static final int MAX_ATTRIBUTES = 256;

    /** Characters of one document: ten times the largest that was seen. */
    private static final long MAX_DOCUMENT = 512L << 20;

    private XmlInput() {}

    /** A factory that any number of threads may use. */
    static XMLInputFactory2 factory() {
        XMLInputFactory2 factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setProperty(XMLInputFactory.IS_VALIDATING, false);
        // Off, so that a long text that is skipped is never put together.
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, true);
        factory.setProperty(XMLInputFactory2.P_INTERN_NAMES, true);
        factory.setProperty(XMLInputFactory2.P_INTERN_NS_URIS, true);
        factory.setProperty(XMLInputFactory2.P_AUTO_CLOSE_INPUT, false);
        refuseEntities(factory);
        limit(factory);
        return factory;
    }

    private static void refuseEntities(XMLInputFactory2 factory) {
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("external entities are refused");
        });
    }

    /** The length of texts is bounded by {@link XmlCursor#text()} instead: rules that are skipped may be longer. */
    private static void limit(XMLInputFactory2 factory) {
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, MAX_TEXT);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, MAX_ATTRIBUTES);
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, MAX_DEPTH);
        factory.setProperty(WstxInputProperties.P_MAX_CHARACTERS, MAX_DOCUMENT);
        factory.setProperty(WstxInputProperties.P_MAX_ENTITY_COUNT, 1);
        factory.setProperty(WstxInputProperties.P_MAX_ENTITY_DEPTH, 1);
        factory.setProperty(WstxInputProperties.P_MAX_TEXT_LENGTH, Integer.MAX_VALUE);
    }
}
