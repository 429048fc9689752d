package dev.supsync.sync;

import dev.supsync.metadata.CategoryType;
import dev.supsync.metadata.InstallationBehavior;
import dev.supsync.metadata.LocalizedText;
import dev.supsync.metadata.PublicationState;
import dev.supsync.metadata.Relation;
import dev.supsync.metadata.RevisionKey;
import dev.supsync.metadata.Severity;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateProperties;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.metadata.UpdateType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Real updates as an old inventory lists them, made into revisions again: what the inventory lacks is made up, and
 * products that it joined with blanks are split again.
 */
final class RealUpdates {

    private static final UpdateId NONE = Rev.id(0);

    private final List<CsvRows.Row> updates;
    private final Map<String, UpdateId> products = new HashMap<>();
    private final Map<String, UpdateId> classifications = new HashMap<>();
    private final Map<String, UpdateId> above = new HashMap<>();
    private final Map<UpdateId, Rev> categories = new LinkedHashMap<>();
    private final TreeSet<String> titles =
            new TreeSet<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    RealUpdates(Path folder) throws IOException {
        updates = CsvRows.of(folder.resolve("wsus-updates.csv"));
        List<CsvRows.Row> known = CsvRows.of(folder.resolve("categories.csv"));
        UpdateId company = find(known, "Company", "Microsoft");
        above(company, CategoryType.COMPANY, "Microsoft", null);
        for (String family : List.of("Windows", "Office")) {
            above(find(known, "ProductFamily", family), CategoryType.PRODUCT_FAMILY, family, company);
        }
        for (CsvRows.Row row : known) {
            UpdateId id = UpdateId.parse(row.get("guid"));
            String name = row.get("name");
            if (row.get("category_type").equals("UpdateClassification")) {
                classifications.put(name, id);
                categories.put(id, Rev.category(id, CategoryType.UPDATE_CLASSIFICATION, name, null));
            } else if (!categories.containsKey(id) && row.get("category_type").startsWith("Product")) {
                product(name, id);
            }
        }
        titles.addAll(products.keySet());
        for (CsvRows.Row row : updates) {
            if (split(row.get("Category")).isEmpty()) {
                String title = row.get("Category");
                product(title, new UpdateId(UUID.nameUUIDFromBytes(title.getBytes(StandardCharsets.UTF_8))));
                titles.add(title);
            }
        }
    }

    List<CsvRows.Row> rows() {
        return updates;
    }

    /** The categories, then the updates. */
    List<UpdateRevision> revisions() {
        List<UpdateRevision> all = new ArrayList<>();
        categories.values().forEach(rev -> all.add(rev.build()));
        for (int i = 0; i < updates.size(); i++) {
            all.add(revision(updates.get(i), 100 + i % 150));
        }
        return all;
    }

    /** Titles joined with blanks, split so that the longest known title comes first and nothing remains. */
    Optional<List<String>> split(String joined) {
        if (joined.isEmpty()) {
            return Optional.of(List.of());
        }
        for (String title : titles) {
            if (joined.equals(title) || joined.startsWith(title + " ")) {
                Optional<List<String>> rest =
                        split(joined.substring(title.length()).strip());
                if (rest.isPresent()) {
                    List<String> all = new ArrayList<>(List.of(title));
                    all.addAll(rest.get());
                    return Optional.of(all);
                }
            }
        }
        return Optional.empty();
    }

    private UpdateRevision revision(CsvRows.Row row, int number) {
        List<Relation> relations = new ArrayList<>();
        relations.add(
                new Relation.InCategory(classifications.getOrDefault(row.get("UpdateClassificationTitle"), NONE)));
        split(row.get("Category")).orElseThrow().stream()
                .distinct()
                .forEach(title -> relations.add(new Relation.InCategory(products.getOrDefault(title, NONE))));
        String description = row.get("Description");
        LocalizedText text =
                new LocalizedText("en", row.get("Title"), description.isEmpty() ? null : description, null, null, null);
        return new UpdateRevision(
                new RevisionKey(UpdateId.parse(row.get("UpdateId")), number),
                properties(row),
                List.of(text),
                relations,
                List.of(),
                List.of(),
                null);
    }

    private static UpdateProperties properties(CsvRows.Row row) {
        boolean eula = Boolean.parseBoolean(row.get("HasLicenseAgreement"));
        String severity = row.get("MsrcSeverity");
        return new UpdateProperties(
                UpdateType.SOFTWARE,
                true,
                row.get("PublicationState").equals("Expired") ? PublicationState.EXPIRED : PublicationState.PUBLISHED,
                "en",
                created(row),
                null,
                row.get("LegacyName").isEmpty() ? null : row.get("LegacyName"),
                null,
                null,
                Severity.valueOf(severity.toUpperCase(Locale.ROOT)),
                eula ? UUID.nameUUIDFromBytes(row.get("UpdateId").getBytes(StandardCharsets.UTF_8)) : null,
                false,
                Boolean.parseBoolean(row.get("IsBeta")),
                true,
                false,
                false,
                null,
                null,
                InstallationBehavior.DEFAULT,
                null,
                one(row.get("AdditionalInformationUrls")),
                null,
                one(row.get("KBNumber")),
                one(row.get("SecurityBulletins")),
                List.of(),
                List.of());
    }

    /** Two rows were written by hand, as Americans write the time. */
    static Instant created(CsvRows.Row row) {
        String text = row.get("CreationDate");
        return text.contains("/")
                ? LocalDateTime.parse(text, DateTimeFormatter.ofPattern("M/d/yyyy h:mm:ss a", Locale.US))
                        .toInstant(ZoneOffset.UTC)
                : Instant.parse(text);
    }

    private static List<String> one(String value) {
        return value.isEmpty() ? List.of() : List.of(value);
    }

    private void above(UpdateId id, CategoryType type, String title, @Nullable UpdateId parent) {
        above.put(title, id);
        categories.put(id, Rev.category(id, type, title, parent));
    }

    private void product(String title, UpdateId id) {
        products.putIfAbsent(title, id);
        UpdateId family = above.getOrDefault(title.startsWith("Office") ? "Office" : "Windows", NONE);
        categories.put(id, Rev.category(id, CategoryType.PRODUCT, title, family));
    }

    private static UpdateId find(List<CsvRows.Row> known, String type, String name) {
        return known.stream()
                .filter(row ->
                        row.get("name").equals(name) && row.get("category_type").contains(type))
                .map(row -> UpdateId.parse(row.get("guid")))
                .findFirst()
                .orElseThrow();
    }
}
