package dev.supsync.catalog.susdb;

import dev.supsync.cabinet.SampleCabinet;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.metadata.UpdateXmlWriter;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/** Writes documents into tbXml as WSUS does: long ones in a cabinet, as UTF-16LE. */
final class XmlRows {

    /** PublishedXmlCompressionThreshold. */
    static final int COMPRESSED_FROM = 5_120;

    private static final int PUBLISHED = 0;

    private final SusdbTable documents;
    private final UpdateXmlWriter writer;

    XmlRows(FileRows.Tables tables, UpdateXmlWriter writer) {
        this.writer = writer;
        documents = tables.table(false, "tbXml", "RevisionID RootElementType RootElementXml RootElementXmlCompressed");
    }

    void add(int revisionId, UpdateRevision revision) throws SQLException {
        String xml = writer.write(revision);
        if (xml.length() > COMPRESSED_FROM) {
            documents.add(revisionId, PUBLISHED, "", cabinet(xml));
        } else {
            documents.add(revisionId, PUBLISHED, xml, null);
        }
    }

    static byte[] cabinet(String xml) {
        return new SampleCabinet()
                .add("blob", xml.getBytes(StandardCharsets.UTF_16LE))
                .toBytes();
    }
}
