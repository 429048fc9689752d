package dev.supsync.catalog.susdb;

import dev.supsync.metadata.DriverMetadata;
import dev.supsync.metadata.LocalizedText;
import dev.supsync.metadata.Relation;
import dev.supsync.metadata.UpdateFile;
import dev.supsync.metadata.UpdateId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes texts, relations, files and drivers of a revision of its tables and, where it was read, its document. */
final class ModelParts {

    private ModelParts() {}

    /** Texts without a title give way to those that have one; if none has, the first remains. */
    static List<LocalizedText> texts(Details details, List<LocalizedText> document) {
        Map<String, LocalizedText> texts = new LinkedHashMap<>();
        for (LocalizedText text : document) {
            texts.put(text.language(), merged(text.language(), details, text));
        }
        for (String language : details.texts.keySet()) {
            texts.computeIfAbsent(language, l -> merged(l, details, null));
        }
        List<LocalizedText> titled =
                texts.values().stream().filter(text -> !text.title().isEmpty()).toList();
        return titled.isEmpty() ? texts.values().stream().limit(1).toList() : titled;
    }

    private static LocalizedText merged(String language, Details details, @Nullable LocalizedText document) {
        Details.Text table = details.texts.get(language);
        String title = Merge.text(table == null ? null : table.title(), Merge.part(document, LocalizedText::title));
        List<String> urls = details.urls.getOrDefault(language, List.of());
        return new LocalizedText(
                language,
                title == null ? "" : title,
                Merge.text(
                        table == null ? null : table.description(), Merge.part(document, LocalizedText::description)),
                Merge.first(urls.isEmpty() ? null : urls.get(0), Merge.part(document, LocalizedText::moreInfoUrl)),
                Merge.part(document, LocalizedText::supportUrl),
                Merge.part(document, LocalizedText::uninstallNotes));
    }

    /**
     * WSUS writes the categories of a revision into its prerequisites too: a clause of nothing but those is no
     * requirement.
     *
     * @param parent the category above a category; null otherwise
     */
    static List<Relation> relations(Details details, @Nullable UpdateId parent, List<Relation> document) {
        Set<Relation> relations = new LinkedHashSet<>();
        details.supersedes.forEach(id -> relations.add(new Relation.Supersedes(id)));
        Set<UpdateId> categories = new LinkedHashSet<>();
        if (parent != null) {
            categories.add(parent);
        }
        categories.addAll(details.categories);
        int clause = 0;
        for (Set<UpdateId> targets : details.prerequisites.values()) {
            if (!categories.containsAll(targets)) {
                for (UpdateId target : targets) {
                    relations.add(new Relation.Requires(clause, target));
                }
                clause++;
            }
        }
        categories.forEach(id -> relations.add(new Relation.InCategory(id)));
        int bundle = 0;
        for (Set<Details.Child> children : details.bundles.values()) {
            for (Details.Child child : children) {
                relations.add(new Relation.Bundles(bundle, child.id(), child.revisionNumber()));
            }
            bundle++;
        }
        return relations.isEmpty() ? document : List.copyOf(relations);
    }

    static List<UpdateFile> files(Details details, List<UpdateFile> document) {
        if (details.files.isEmpty()) {
            return document;
        }
        Map<String, UpdateFile> documented = new LinkedHashMap<>();
        document.forEach(file -> documented.put(file.digest(), file));
        List<UpdateFile> files = new ArrayList<>();
        for (UpdateFile file : details.files.values()) {
            UpdateFile same = documented.get(file.digest());
            files.add(new UpdateFile(
                    file.digest(),
                    file.name().isEmpty() && same != null ? same.name() : file.name(),
                    file.size(),
                    Merge.time(file.modified(), Merge.part(same, UpdateFile::modified)),
                    Merge.first(file.patchingType(), Merge.part(same, UpdateFile::patchingType)),
                    Merge.first(file.sha256(), Merge.part(same, UpdateFile::sha256)),
                    file.sourceUrl()));
        }
        return files;
    }

    /** The document may tell one hardware ID several times, as the table does; they go together in their order. */
    static List<DriverMetadata> drivers(Details details, List<DriverMetadata> document) {
        List<DriverMetadata> tables = new ArrayList<>(details.drivers);
        Set<DriverMetadata> drivers = new LinkedHashSet<>();
        for (DriverMetadata driver : document) {
            drivers.add(merged(take(tables, driver.hardwareId()), driver));
        }
        drivers.addAll(tables);
        return List.copyOf(drivers);
    }

    private static @Nullable DriverMetadata take(List<DriverMetadata> tables, String hardwareId) {
        for (int i = 0; i < tables.size(); i++) {
            if (tables.get(i).hardwareId().equalsIgnoreCase(hardwareId)) {
                return tables.remove(i);
            }
        }
        return null;
    }

    private static DriverMetadata merged(@Nullable DriverMetadata table, DriverMetadata document) {
        if (table == null) {
            return document;
        }
        return new DriverMetadata(
                document.hardwareId(),
                Merge.first(table.driverDate(), document.driverDate()),
                Merge.first(document.version(), table.version()),
                Merge.first(table.driverClass(), document.driverClass()),
                Merge.first(table.company(), document.company()),
                Merge.first(table.provider(), document.provider()),
                Merge.first(table.manufacturer(), document.manufacturer()),
                Merge.first(table.model(), document.model()),
                Merge.first(document.whqlDriverId(), table.whqlDriverId()));
    }
}
