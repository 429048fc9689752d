package dev.supsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.supsync.catalog.Catalog;
import dev.supsync.metadata.RealDocuments;
import dev.supsync.scope.ScopeSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Some thousand real updates, wrapped as an export, arrive with what is known of them. */
class RealUpdatesTests extends SyncSuite {

    private static final Pattern GUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final List<String> COLUMNS = List.of(
            "Title",
            "Description",
            "ArticleID",
            "BulletinID",
            "SeverityName",
            "DatePosted",
            "InfoURL",
            "IsExpired",
            "EULAExists",
            "RevisionNumber");

    @Test
    void arriveAsTheyAreKnown() throws IOException {
        Path data = RealDocuments.data();
        assumeTrue(Files.exists(data.resolve("wsus-updates.csv")), "no real updates beside the project");
        RealUpdates real = new RealUpdates(data);
        Path export = export(real.revisions());
        upperCaseATenth(real, export.resolve("metadata.txt"));
        List<String> classifications = real.rows().stream()
                .map(row -> row.get("UpdateClassificationTitle"))
                .distinct()
                .toList();
        ScopeSettings scope = SiteFixture.scope(List.of("Microsoft"), classifications);
        try (Catalog catalog = open(export)) {
            long size = real.rows().size();
            long expired = real.rows().stream()
                    .filter(row -> row.get("PublicationState").equals("Expired"))
                    .count();
            SyncReport report = succeeded(sync(catalog, scope, SiteFixture.DEFAULTS));
            Map<String, Long> expected =
                    new HashMap<>(Map.of("READ", size, "IN_SCOPE", size - expired, "INSERTED", size - expired));
            if (expired > 0) {
                expected.put("SKIPPED", expired);
            }
            assertThat(counts(report)).isEqualTo(expected);
        }
        compare(real);
        try (Catalog catalog = open(export(real.revisions()))) {
            SyncReport lowerCase = succeeded(sync(catalog, scope, SiteFixture.DEFAULTS));
            assertThat(lowerCase.contentVersion()).isEqualTo(1);
        }
    }

    private void compare(RealUpdates real) {
        Map<String, Map<String, Object>> shown = new HashMap<>();
        site.database()
                .jdbc()
                .queryForList("SELECT * FROM v_UpdateInfo")
                .forEach(row -> shown.put((String) row.get("CI_UniqueID"), row));
        Map<String, Set<String>> categories = categories();
        SoftAssertions all = new SoftAssertions();
        int revision = 0;
        for (CsvRows.Row row : real.rows()) {
            String id = row.get("UpdateId");
            Map<String, Object> found = shown.getOrDefault(id, Map.of());
            int number = 100 + revision++ % 150;
            if (!row.get("PublicationState").equals("Expired")) {
                all.assertThat(COLUMNS.stream()
                                .map(column -> String.valueOf(found.get(column)))
                                .toList())
                        .as(id)
                        .isEqualTo(expected(row, number));
                Set<String> titles =
                        new TreeSet<>(real.split(row.get("Category")).orElseThrow());
                titles.add(row.get("UpdateClassificationTitle"));
                titles.add(row.get("ProductFamilyTitles"));
                titles.add("Microsoft");
                all.assertThat(categories.get(id)).as("categories of " + id).isEqualTo(titles);
            }
            if (all.errorsCollected().size() > 20) {
                break;
            }
        }
        all.assertAll();
    }

    private static List<String> expected(CsvRows.Row row, int number) {
        String severity = row.get("MsrcSeverity");
        String bulletin = row.get("SecurityBulletins");
        String description = row.get("Description");
        return List.of(
                row.get("Title").strip(),
                description.isEmpty() ? "null" : description.strip(),
                row.get("KBNumber"),
                bulletin.isEmpty() ? "None" : bulletin,
                severity.equals("Unspecified") ? "None" : severity,
                RealUpdates.created(row).toString().replace('T', ' ').replace("Z", ".0"),
                row.get("AdditionalInformationUrls"),
                "false",
                row.get("HasLicenseAgreement").toLowerCase(Locale.ROOT),
                String.valueOf(number));
    }

    private Map<String, Set<String>> categories() {
        Map<Integer, String> ids = new HashMap<>();
        site.database().jdbc().query("SELECT CI_ID, CI_UniqueID FROM v_UpdateCIs", row -> {
            ids.put(row.getInt(1), row.getString(2));
        });
        Map<String, Set<String>> categories = new HashMap<>();
        site.database()
                .jdbc()
                .query("SELECT CI_ID, CategoryInstanceName FROM v_CICategoryInfo_All WHERE LocaleID = 1033", row -> {
                    categories
                            .computeIfAbsent(String.valueOf(ids.get(row.getInt(1))), k -> new TreeSet<>())
                            .add(row.getString(2));
                });
        return categories;
    }

    private static void upperCaseATenth(RealUpdates real, Path metadata) throws IOException {
        Set<String> upper = new HashSet<>();
        for (int i = 0; i < real.rows().size(); i += 10) {
            upper.add(real.rows().get(i).get("UpdateId"));
        }
        String text = GUID.matcher(Files.readString(metadata))
                .replaceAll(m -> upper.contains(m.group()) ? m.group().toUpperCase(Locale.ROOT) : m.group());
        Files.writeString(metadata, text);
    }
}
