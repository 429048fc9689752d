package dev.supsync.metadata;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the element {@code Files}. Of several files with one digest the first counts. */
final class FilesReader {

    private static final List<UpdateFile.PatchingType> PATCHING_TYPES = List.of(UpdateFile.PatchingType.values());

    /** Base64 of 20 bytes. */
    private static final int DIGEST_LENGTH = 28;

    private final XmlCursor xml;
    private final Attributes attributes;
    private final Map<String, UpdateFile> files = new LinkedHashMap<>();

    FilesReader(XmlCursor xml) {
        this.xml = xml;
        this.attributes = new Attributes(xml);
    }

    List<UpdateFile> read() throws MetadataException {
        while (xml.nextChild()) {
            if (xml.name().equals("File")) {
                UpdateFile file = readFile();
                files.putIfAbsent(file.digest(), file);
            } else {
                xml.skip();
            }
        }
        return new ArrayList<>(files.values());
    }

    private UpdateFile readFile() throws MetadataException {
        String digest = digest();
        String name = attributes.required("FileName", "the name of a file");
        Long size = attributes.size("Size");
        if (size == null) {
            throw xml.error("Size", null, "a count of bytes");
        }
        var modified = attributes.instant("Modified");
        var patchingType = attributes.choice("PatchingType", PATCHING_TYPES, UpdateFile.PatchingType::text);
        return new UpdateFile(digest, name, size, modified, patchingType, readSha256(), null);
    }

    private String digest() throws MetadataException {
        String expected = "the base64 of a SHA-1: " + DIGEST_LENGTH + " characters";
        String digest = attributes.required("Digest", expected);
        if (digest.length() != DIGEST_LENGTH) {
            throw xml.error("Digest", digest, expected);
        }
        return digest;
    }

    private @Nullable String readSha256() throws MetadataException {
        String sha256 = null;
        while (xml.nextChild()) {
            if (sha256 == null
                    && xml.name().equals("AdditionalDigest")
                    && "SHA256".equalsIgnoreCase(attributes.text("Algorithm"))) {
                sha256 = xml.text();
            } else {
                xml.skip();
            }
        }
        return sha256;
    }
}
