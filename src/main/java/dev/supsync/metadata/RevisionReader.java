package dev.supsync.metadata;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one document: the element {@code Update}, each of its parts at most once, the identity
 * before the properties.
 */
final class RevisionReader {

    private final XmlCursor xml;
    private @Nullable RevisionKey key;
    private @Nullable UpdateProperties properties;
    private @Nullable List<LocalizedText> texts;
    private @Nullable List<Relation> relations;
    private @Nullable List<UpdateFile> files;
    private @Nullable List<DriverMetadata> drivers;
    private @Nullable CategoryInfo category;

    RevisionReader(XmlCursor xml) {
        this.xml = xml;
    }

    UpdateRevision read() throws MetadataException {
        xml.enterRoot();
        while (xml.nextChild()) {
            readPart();
        }
        if (key == null || properties == null) {
            throw missing();
        }
        xml.finish();
        return new UpdateRevision(
                key,
                properties,
                orEmpty(texts),
                orEmpty(relations),
                orEmpty(files),
                orEmpty(drivers),
                properties.type() == UpdateType.CATEGORY ? categoryOrUnknown() : null);
    }

    /** Reads no further than to the start tag of {@code Properties}. */
    RevisionHead head() throws MetadataException {
        xml.enterRoot();
        while (xml.nextChild()) {
            if (xml.name().equals("Properties")) {
                return new PropertiesReader(xml).head(requireKey());
            }
            if (xml.name().equals("UpdateIdentity")) {
                readKey();
            } else {
                xml.skip();
            }
        }
        throw missing();
    }

    private void readPart() throws MetadataException {
        switch (xml.name()) {
            case "UpdateIdentity" -> readKey();
            case "Properties" -> {
                requireKey();
                xml.requireFirst(properties);
                properties = new PropertiesReader(xml).read();
            }
            case "LocalizedPropertiesCollection" -> {
                xml.requireFirst(texts);
                texts = new TextsReader(xml).read();
            }
            case "Relationships" -> {
                xml.requireFirst(relations);
                relations = new RelationshipsReader(xml).read();
            }
            case "ApplicabilityRules" -> {
                xml.requireFirst(drivers);
                drivers = new DriverReader(xml).read();
            }
            case "Files" -> {
                xml.requireFirst(files);
                files = new FilesReader(xml).read();
            }
            case "HandlerSpecificData" -> {
                xml.requireFirst(category);
                category = new CategoryReader(xml).read();
            }
            default -> xml.skip();
        }
    }

    private void readKey() throws MetadataException {
        xml.requireFirst(key);
        Attributes attributes = new Attributes(xml);
        UpdateId id = attributes.updateId();
        Integer revisionNumber = attributes.revisionNumber();
        if (revisionNumber == null) {
            throw xml.error("RevisionNumber", null, "a whole number");
        }
        key = new RevisionKey(id, revisionNumber);
        xml.skip();
    }

    private RevisionKey requireKey() throws MetadataException {
        if (key == null) {
            throw xml.error("Properties stands where UpdateIdentity was expected");
        }
        return key;
    }

    /** For the end of the document. */
    private MetadataException missing() {
        String part = key == null ? "UpdateIdentity" : "Properties";
        return xml.error("the element Update ends without " + part + ", expected one");
    }

    private CategoryInfo categoryOrUnknown() {
        return category == null ? CategoryReader.UNKNOWN : category;
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
