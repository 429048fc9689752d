package dev.supsync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.managed.Absence;
import dev.supsync.catalog.managed.ManagedCatalog;
import dev.supsync.catalog.managed.ManagedListener;
import dev.supsync.catalog.managed.ManagedReport;
import dev.supsync.catalog.managed.ManagedSource;
import dev.supsync.metadata.UpdateRevision;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** One content has one result, whatever catalog it comes from: rows, digests, counts, and what is in quarantine. */
class OneContentTests extends SyncSuite {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T02:00:00Z"), ZoneOffset.UTC);

    /** In place of what no writer of XML writes: characters for private use, each exchanged for one of these. */
    private static final String INVALID = "\uFFFE\uFFFF\u0001\u000B\u001F\uD83D\uDE00";

    private static final char PLACEHOLDER = '\uE001';

    private static final List<String> TITLES = List.of(
            "\u00A0 blanks, tabs\tand\u3000wide ones\u3000 ",
            "\uFDD0 and \uD83F\uDFFE are allowed, \u0085 and \u2028, too",
            "line\r\nends\rof\nall kinds\r\n",
            "<&>\"' &amp; &lt; ]]> &#13; &#xFFFE;",
            "x".repeat(199) + "\uD834\uDD1E and more",
            "x".repeat(198) + "\uD834\uDD1E",
            "x".repeat(200),
            "x".repeat(195) + "\n\nabc and more",
            "x".repeat(198) + "  and more",
            "y".repeat(1_499) + "\uD834\uDD1E",
            "ß ſ İ ı Ａ e\u0301 é");

    @Test
    void everyKindOfCatalogGivesTheSame() throws Exception {
        long number = 101;
        for (String title : TITLES) {
            world.put(
                    Rev.update(number)
                            .title(title)
                            .title("de", title)
                            .bundles(number + 1)
                            .articles("KB", "kb 42", "sp65001", ""),
                    Rev.hidden(number + 1).title(title).articles("7", "8"));
            number += 2;
        }
        world.put(
                Rev.update(190).title("").title("de", "nur deutsch"),
                Rev.update(191).title("").title("de", ""));
        Outcome expected = compare(world.revisions());
        assertThat(expected.quarantine()).isEmpty();
        assertThat(expected.counts()).containsEntry("INSERTED", TITLES.size() + 2L);
        assertThat(expected.titles()).contains("line\nends\nof\nall kinds", "x".repeat(198) + "\uD834\uDD1E");
    }

    @Test
    void whatXmlCannotHoldIsInQuarantineFromEveryKindOfCatalog() throws Exception {
        world.put(Rev.update(101), Rev.update(102));
        for (int i = 0; i < INVALID.length(); i++) {
            char placeholder = (char) (PLACEHOLDER + i);
            world.put(Rev.update(110 + i).title("a" + placeholder + "b"));
            world.put(Rev.update(130 + i).title("fine").title("de", "a" + placeholder));
            world.put(
                    Rev.hidden(150 + i).title(placeholder + "b"),
                    Rev.update(170 + i).bundles(150 + i));
        }
        Outcome expected = compare(world.revisions());
        assertThat(expected.quarantine()).hasSize(3 * INVALID.length());
        assertThat(expected.counts()).containsEntry("INSERTED", 2L + INVALID.length());
    }

    /** What a site shows and remembers. */
    private record Outcome(
            Map<String, Long> counts,
            Map<String, List<String>> views,
            List<String> digests,
            List<String> quarantine,
            List<String> titles) {}

    private Outcome compare(List<UpdateRevision> revisions) throws Exception {
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        try (Catalog export = open(hostile(export(revisions)));
                SampleSusdb susdb = new SampleSusdb().write(revisions)) {
            hostile(susdb);
            Outcome direct = outcome(export);
            outcomes.put("export", direct);
            try (Catalog wsus = susdb.open()) {
                Outcome database = outcome(wsus);
                outcomes.put("WSUS", database);
                outcomes.put("copy of an export", copied(export, direct));
                outcomes.put("copy of WSUS", copied(wsus, database));
            }
        }
        Outcome expected = Objects.requireNonNull(outcomes.get("export"));
        outcomes.forEach((kind, outcome) -> {
            assertThat(outcome.quarantine()).as(kind).isEqualTo(expected.quarantine());
            assertThat(outcome.counts()).as(kind).isEqualTo(expected.counts());
            outcome.views().forEach((view, rows) -> assertThat(rows)
                    .as(kind + ", " + view)
                    .isEqualTo(expected.views().get(view)));
            assertThat(outcome.digests()).as(kind).isEqualTo(expected.digests());
        });
        return expected;
    }

    /** What a copy leaves out is what its upstream has in quarantine. */
    private static Outcome copied(Catalog upstream, Outcome direct) {
        ManagedSource source = new ManagedSource(
                "jdbc:hsqldb:mem:managed" + UUID.randomUUID(), null, null, 1_000_000, "CS1", "sup1.example");
        try (ManagedCatalog managed = ManagedCatalog.open(source, CLOCK)) {
            ManagedReport report = managed.synchronize(upstream, Absence.DELETED, ManagedListener.NONE);
            assertThat(report.unreadable()).isEqualTo(direct.quarantine().size());
            try (Catalog copy = managed.catalog()) {
                Outcome outcome = outcome(copy);
                assertThat(outcome.quarantine()).isEmpty();
                Map<String, Long> counts = new LinkedHashMap<>(direct.counts());
                counts.remove("QUARANTINED");
                assertThat(outcome.counts()).isEqualTo(counts);
                return new Outcome(
                        direct.counts(), outcome.views(), outcome.digests(), direct.quarantine(), outcome.titles());
            }
        }
    }

    private static Outcome outcome(Catalog catalog) {
        try (SiteFixture site = SiteFixture.inMemory()) {
            SyncReport report = succeeded(site.sync(catalog, WINDOWS));
            return new Outcome(
                    counts(report),
                    site.views(),
                    site.column(
                            """
                            SELECT CAST(UPDATE_ID AS VARCHAR(36)) || ' ' || CAST(CONTENT_DIGEST AS VARCHAR(64)) FROM SUP_UPDATE
                            ORDER BY UPDATE_ID"""),
                    site.column("SELECT QUARANTINE_KEY FROM SUP_QUARANTINE ORDER BY QUARANTINE_KEY"),
                    site.column("SELECT DisplayName FROM v_LocalizedCIProperties"));
        }
    }

    /** As UTF-16, which holds whatever there is. */
    private static Path hostile(Path export) throws IOException {
        Path metadata = export.resolve("metadata.txt");
        String text = hostile(Files.readString(metadata));
        ByteBuffer bytes = ByteBuffer.allocate(2 * text.length()).order(ByteOrder.LITTLE_ENDIAN);
        text.chars().forEach(c -> bytes.putChar((char) c));
        Files.write(metadata, bytes.array());
        return export;
    }

    private static void hostile(SampleSusdb susdb) throws SQLException {
        for (int i = 0; i < INVALID.length(); i++) {
            String from = String.valueOf((char) (PLACEHOLDER + i));
            String to = INVALID.substring(i, i + 1);
            susdb.update("UPDATE dbo.tbLocalizedProperty SET Title = REPLACE(Title, ?, ?)", from, to);
            susdb.update("UPDATE dbo.tbLocalizedProperty SET Description = REPLACE(Description, ?, ?)", from, to);
        }
    }

    private static String hostile(String text) {
        String hostile = text;
        for (int i = 0; i < INVALID.length(); i++) {
            hostile = hostile.replace((char) (PLACEHOLDER + i), INVALID.charAt(i));
        }
        return hostile;
    }
}
