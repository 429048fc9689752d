package dev.supsync.metadata;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads of the element {@code ApplicabilityRules} what it tells of drivers, each once, and skips the rules. */
final class DriverReader {

    static final String WINDOWS_DRIVER = "http://schemas.microsoft.com/msus/2002/12/UpdateHandlers/WindowsDriver";

    private final XmlCursor xml;
    private final Attributes attributes;
    private final Set<DriverMetadata> drivers = new LinkedHashSet<>(2);

    DriverReader(XmlCursor xml) {
        this.xml = xml;
        this.attributes = new Attributes(xml);
    }

    List<DriverMetadata> read() throws MetadataException {
        while (xml.nextChild()) {
            if (xml.name().equals("Metadata")) {
                readMetadata();
            } else {
                xml.skip();
            }
        }
        return new ArrayList<>(drivers);
    }

    private void readMetadata() throws MetadataException {
        while (xml.nextChild()) {
            if (xml.isIn(WINDOWS_DRIVER) && xml.localName().equals("WindowsDriverMetaData")) {
                drivers.add(driver());
            }
            xml.skip();
        }
    }

    private DriverMetadata driver() throws MetadataException {
        return new DriverMetadata(
                attributes.required("HardwareID", "a hardware ID"),
                attributes.date("DriverVerDate"),
                attributes.text("DriverVerVersion"),
                attributes.text("Class"),
                attributes.text("Company"),
                attributes.text("Provider"),
                attributes.text("Manufacturer"),
                attributes.text("Model"),
                attributes.text("WhqlDriverID"));
    }
}
