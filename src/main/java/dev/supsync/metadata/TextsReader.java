package dev.supsync.metadata;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the element {@code LocalizedPropertiesCollection}. Of several texts in one language the first that has a title
 * counts. Where no language has a title, the first is kept with an empty one, lest the revision lose all its texts.
 */
final class TextsReader {

    private final XmlCursor xml;
    private final Map<String, LocalizedText> texts = new LinkedHashMap<>();
    private @Nullable LocalizedText untitled;

    TextsReader(XmlCursor xml) {
        this.xml = xml;
    }

    List<LocalizedText> read() throws MetadataException {
        while (xml.nextChild()) {
            if (xml.name().equals("LocalizedProperties")) {
                readText();
            } else {
                xml.skip();
            }
        }
        return texts.isEmpty() && untitled != null ? List.of(untitled) : new ArrayList<>(texts.values());
    }

    private void readText() throws MetadataException {
        String language = null;
        String title = null;
        String description = null;
        String moreInfoUrl = null;
        String supportUrl = null;
        String uninstallNotes = null;
        while (xml.nextChild()) {
            switch (xml.name()) {
                case "Language" -> language = xml.text();
                case "Title" -> title = xml.text();
                case "Description" -> description = xml.text();
                case "MoreInfoUrl" -> moreInfoUrl = xml.text();
                case "SupportUrl" -> supportUrl = xml.text();
                case "UninstallNotes" -> uninstallNotes = xml.text();
                default -> xml.skip();
            }
        }
        if (language == null) {
            throw xml.error("LocalizedProperties/Language is missing or empty, expected a language such as en");
        }
        keep(new LocalizedText(
                Languages.normalize(language),
                title == null ? "" : title,
                description,
                moreInfoUrl,
                supportUrl,
                uninstallNotes));
    }

    private void keep(LocalizedText text) {
        if (!text.title().isEmpty()) {
            texts.putIfAbsent(text.language(), text);
        } else if (untitled == null) {
            untitled = text;
        }
    }
}
