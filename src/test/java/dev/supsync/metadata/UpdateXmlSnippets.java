package dev.supsync.metadata;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;

/** Pieces of update XML, and what the parser makes of them. */
final class UpdateXmlSnippets {

    static final String ID = "0A2B3C4D-0000-1111-2222-ABCDEFABCDEF";
    static final String IDENTITY = "<UpdateIdentity UpdateID='" + ID + "' RevisionNumber='200'/>";
    static final String CREATED = "CreationDate='2026-10-04T12:00:58.381Z'";
    static final String PROPERTIES = "<Properties " + CREATED + "/>";
    static final String FILE = "Digest='AAAAAAAAAAAAAAAAAAAAAAAAAAA=' FileName='a.cab' Size='1'";

    private static final UpdateXmlParser PARSER = new UpdateXmlParser();

    private UpdateXmlSnippets() {}

    static UpdateRevision parse(String inner) throws MetadataException {
        return PARSER.parse(new StringReader(document(inner)));
    }

    static AbstractThrowableAssert<?, ? extends Throwable> fails(String inner) {
        return assertThatThrownBy(() -> parse(inner)).isInstanceOf(MetadataException.class);
    }

    static UpdateProperties properties(String attributes, String children) throws MetadataException {
        return parse(IDENTITY + "<Properties " + attributes + ">" + children + "</Properties>")
                .properties();
    }

    static List<LocalizedText> texts(String texts) throws MetadataException {
        return parse(IDENTITY + PROPERTIES + "<LocalizedPropertiesCollection>" + texts
                        + "</LocalizedPropertiesCollection>")
                .texts();
    }

    static List<Relation> relations(String relations) throws MetadataException {
        return parse(IDENTITY + PROPERTIES + "<Relationships>" + relations + "</Relationships>")
                .relations();
    }

    static String text(String language, String title) {
        return "<LocalizedProperties><Language>" + language + "</Language><Title>" + title
                + "</Title></LocalizedProperties>";
    }

    static String handlerData(String attributes) {
        return "<HandlerSpecificData><c:CategoryInformation xmlns:c='" + CategoryReader.CATEGORY + "' " + attributes
                + "/></HandlerSpecificData>";
    }

    /** A whole document; what it holds begins in line 2, and the root ends in the line after it. */
    static String document(String inner) {
        return "<Update xmlns='" + XmlCursor.UPDATE + "'>\n" + inner + "\n</Update>";
    }

    static InputStream stream(String xml) {
        return new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8));
    }
}
