package dev.supsync.catalog.export;

import com.ctc.wstx.exc.WstxIOException;
import com.ctc.wstx.exc.WstxLazyException;
import dev.supsync.error.Printable;
import dev.supsync.error.SupsyncException;
import dev.supsync.metadata.Digest;
import dev.supsync.metadata.UpdateId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;

/** Reads package.xml in one pass, by the rules of Microsoft's importer. */
final class PackageXmlReader {

    private static final String FORMAT_VERSION = "1.0";

    private final Path export;
    private final XMLStreamReader2 xml;
    private final FileLocationsWriter locations;
    private final PackageListing listing = new PackageListing();
    private final List<String> warnings = new ArrayList<>();
    private boolean fileMap;
    private boolean updates;
    private long unknownFiles;
    private long badIdentities;
    private @Nullable UUID serverId;

    private PackageXmlReader(Path export, XMLStreamReader2 xml, FileLocationsWriter locations) {
        this.export = export;
        this.xml = xml;
        this.locations = locations;
    }

    /**
     * Reads the file.
     *
     * @param export the name for messages
     * @param addresses a new file, for the addresses of the files
     */
    static PackageXml read(Path export, InputStream in, Path addresses) throws IOException {
        MessageDigest digest = Hashes.sha256();
        DigestInputStream digested = new DigestInputStream(in, digest);
        try (FileLocationsWriter locations = new FileLocationsWriter(addresses)) {
            XMLStreamReader2 xml = null;
            try {
                xml = PackageXmlInput.open(digested);
                PackageXmlReader reader = new PackageXmlReader(export, xml, locations);
                reader.read();
                xml.close();
                digested.transferTo(OutputStream.nullOutputStream());
                return new PackageXml(
                        reader.serverId,
                        locations.finish(),
                        locations.hashOfAll(),
                        reader.listing,
                        reader.updates && reader.badIdentities == 0,
                        Digest.of(digest.digest()),
                        reader.warnings);
            } catch (WstxIOException e) {
                throw new IOException(e.getMessage(), e);
            } catch (XMLStreamException | WstxLazyException e) {
                throw ExportFault.damaged(export, "package.xml is broken XML: " + PackageXmlInput.explain(e, xml), e);
            }
        }
    }

    private void read() throws XMLStreamException, IOException {
        while (xml.next() != XMLStreamConstants.START_ELEMENT) {
            if (xml.getEventType() == XMLStreamConstants.DTD) {
                throw fault("a DOCTYPE, expected none: DTDs are refused");
            }
        }
        if (!xml.getLocalName().equals("ExportPackage")) {
            throw fault("the root element \"" + xml.getLocalName() + "\", expected ExportPackage");
        }
        readVersions();
        while (xml.next() != XMLStreamConstants.END_ELEMENT) {
            if (xml.getEventType() == XMLStreamConstants.START_ELEMENT) {
                readSection(xml.getLocalName());
            }
        }
        while (xml.next() != XMLStreamConstants.END_DOCUMENT) {
            // Nothing but comments can follow.
        }
        if (!updates) {
            warnings.add("package.xml has no element Updates: it cannot tell whether records are missing");
        }
        warnIf(unknownFiles, "files of updates have no address in package.xml");
        warnIf(badIdentities, "updates listed in package.xml have no readable UpdateId and RevisionNumber");
        warnIf(locations.contradictions(), "files have two addresses in package.xml: the first counts");
    }

    private void readVersions() {
        String format = attribute("FormatVersion");
        if (format == null) {
            throw ExportFault.unsupported(
                    export,
                    "package.xml has no FormatVersion in ExportPackage, expected \"" + FORMAT_VERSION + "\"",
                    "Write the export with the wsusutil of a WSUS server: " + ExportFault.COMMAND + ".");
        }
        if (!format.equals(FORMAT_VERSION)) {
            throw ExportFault.unsupported(
                    export,
                    "package.xml has the FormatVersion \"" + Printable.line(format, 40) + "\", expected \""
                            + FORMAT_VERSION + "\"",
                    "This version of supsync does not read it: look for a newer one.");
        }
        String protocol = attribute("ProtocolVersion");
        if (protocol == null || !protocol.matches("[0-9]{1,9}\\.[0-9]{1,9}(\\.[0-9]{1,9}){0,2}")) {
            throw ExportFault.damaged(
                    export,
                    "package.xml has "
                            + (protocol == null
                                    ? "no ProtocolVersion"
                                    : "the ProtocolVersion \"" + Printable.line(protocol, 40) + "\"")
                            + ", expected a version such as 1.20");
        }
        if (!protocol.startsWith("1.")) {
            throw ExportFault.unsupported(
                    export,
                    "package.xml has the ProtocolVersion " + protocol + ", expected 1.x",
                    "This version of supsync does not read it: look for a newer one.");
        }
        String server = attribute("ServerID");
        try {
            serverId = server == null ? null : UpdateId.parse(server).value();
        } catch (IllegalArgumentException e) {
            warnings.add("package.xml has the ServerID \"" + Printable.line(server, 80) + "\", expected a GUID");
        }
    }

    private void readSection(String name) throws XMLStreamException, IOException {
        switch (name) {
            case "Languages", "Files" -> {
                if (updates) {
                    throw fault("the element " + name + " behind Updates, expected it before");
                }
                if (name.equals("Languages")) {
                    xml.skipElement();
                } else {
                    fileMap = true;
                    readFileMap();
                }
            }
            case "Updates" -> {
                updates = true;
                while (child()) {
                    if (xml.getLocalName().equals("Update")) {
                        readUpdate();
                    } else {
                        xml.skipElement();
                    }
                }
            }
            default -> xml.skipElement();
        }
    }

    private void readFileMap() throws XMLStreamException, IOException {
        while (child()) {
            if (xml.getLocalName().equals("File")) {
                String digest = attribute("Digest");
                String url = attribute("MUUrl");
                if (digest == null) {
                    throw fault("a File without Digest");
                }
                if (url == null) {
                    throw fault("the File \"" + Printable.line(digest, 60) + "\" without MUUrl");
                }
                locations.add(digest, url);
            }
            xml.skipElement();
        }
    }

    private void readUpdate() throws XMLStreamException {
        String id = attribute("UpdateId");
        String number = attribute("RevisionNumber");
        long hash = 0;
        while (child()) {
            if (!xml.getLocalName().equals("Files")) {
                xml.skipElement();
                continue;
            }
            while (child()) {
                String digest = attribute("Digest");
                if (digest == null) {
                    throw fault("a File without Digest in the update " + Printable.line(String.valueOf(id), 60));
                }
                if (!fileMap) {
                    throw fault("no element Files before Updates, but the update "
                            + Printable.line(String.valueOf(id), 60) + " has files: expected their addresses");
                }
                long location = locations.hash(digest);
                hash += location;
                unknownFiles += location == 0 ? 1 : 0;
                xml.skipElement();
            }
        }
        if (id == null || number == null || !number.matches("[0-9]{1,9}|[01][0-9]{9}")) {
            badIdentities++;
            return;
        }
        try {
            UUID guid = UpdateId.parse(id).value();
            listing.add(guid.getMostSignificantBits(), guid.getLeastSignificantBits(), Integer.parseInt(number), hash);
        } catch (IllegalArgumentException e) {
            badIdentities++;
        }
    }

    /** Goes to the next child of the current element; at its end false. */
    private boolean child() throws XMLStreamException {
        while (true) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT:
                    return true;
                case XMLStreamConstants.END_ELEMENT:
                    return false;
                default:
                    break;
            }
        }
    }

    private @Nullable String attribute(String name) {
        String value = xml.getAttributeValue(null, name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    private void warnIf(long count, String what) {
        if (count > 0) {
            warnings.add(count + " " + what);
        }
    }

    private SupsyncException fault(String found) {
        return ExportFault.damaged(export, "package.xml has " + found + PackageXmlInput.place(xml.getLocation()));
    }
}
