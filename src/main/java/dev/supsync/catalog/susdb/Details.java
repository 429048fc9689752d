package dev.supsync.catalog.susdb;

import dev.supsync.metadata.DriverMetadata;
import dev.supsync.metadata.UpdateFile;
import dev.supsync.metadata.UpdateId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the tables below a revision say of it, collected row by row. */
final class Details {

    /** A title and a description. */
    record Text(String title, @Nullable String description) {}

    /** A child of a bundle. */
    record Child(UpdateId id, int revisionNumber) {}

    /** By short name of the language. */
    final Map<String, Text> texts = new LinkedHashMap<>();

    /** Of several texts in one language the first that has a title counts, as in documents. */
    void addText(String language, Text text) {
        Text before = texts.get(language);
        if (before == null || (before.title().isEmpty() && !text.title().isEmpty())) {
            texts.put(language, text);
        }
    }

    /** Addresses of articles by short name of the language; {@code all} for those of every language. */
    final Map<String, List<String>> urls = new LinkedHashMap<>();

    final Set<String> fileLanguages = new LinkedHashSet<>();
    final Set<UpdateId> categories = new LinkedHashSet<>();
    final Set<UpdateId> supersedes = new LinkedHashSet<>();

    /** By PrerequisiteID. */
    final Map<Long, Set<UpdateId>> prerequisites = new TreeMap<>();

    /** By BundledID. */
    final Map<Long, Set<Child>> bundles = new TreeMap<>();

    /** By digest. */
    final Map<String, UpdateFile> files = new LinkedHashMap<>();

    final List<DriverMetadata> drivers = new ArrayList<>();

    /** The document; null when there is none, or when it is too large to be kept here. */
    @Nullable
    StoredXml xml;

    /** What is wrong with one of the rows; null when nothing is. */
    @Nullable
    String fault;

    /** Whether the revision was still there after its rows had been read. */
    boolean present;
}
