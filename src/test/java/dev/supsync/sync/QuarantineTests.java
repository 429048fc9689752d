package dev.supsync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.catalog.Catalog;
import dev.supsync.error.ErrorCode;
import dev.supsync.status.RunResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that cannot be read: kept with their reasons, tried again, and never taken for something else. */
class QuarantineTests extends SyncSuite {

    @Test
    void aBrokenUpdateIsKeptWithReasonAndText() {
        world.put(Rev.update(101), Rev.update(102));
        SyncReport report = broken(101);
        assertThat(counts(report)).isEqualTo(Map.of("READ", 1L, "IN_SCOPE", 1L, "INSERTED", 1L, "QUARANTINED", 1L));
        assertThat(titles()).containsExactly("Update 102");
        assertThat(quarantine()).containsExactly(Rev.id(101).toString());
        assertThat(site.column("SELECT REASON FROM SUP_QUARANTINE"))
                .first()
                .asString()
                .isNotBlank();
        assertThat(site.column("SELECT RECORD_TEXT FROM SUP_QUARANTINE"))
                .first()
                .asString()
                .contains("Update 101");
        SyncReport again = broken(101);
        assertThat(counts(again)).isEqualTo(Map.of("READ", 1L, "IN_SCOPE", 1L, "UNCHANGED", 1L, "QUARANTINED", 1L));
        assertThat(again.contentVersion()).isEqualTo(1);
        SyncReport mended = synced();
        assertThat(quarantine()).isEmpty();
        assertThat(counts(mended)).isEqualTo(Map.of("READ", 2L, "IN_SCOPE", 2L, "INSERTED", 1L, "UNCHANGED", 1L));
    }

    @Test
    void aKnownUpdateInQuarantineHasNotVanished() {
        world.fill(101, 10);
        synced();
        world.put(Rev.update(103).number(201).title("Next"));
        SyncReport report = broken(103);
        assertThat(live()).hasSize(10).contains("Update 103");
        assertThat(counts(report)).isEqualTo(Map.of("READ", 9L, "IN_SCOPE", 9L, "UNCHANGED", 9L, "QUARANTINED", 1L));
        world.remove(103);
        assertThat(counts(synced())).as("gone the next day").containsEntry("EXPIRED", 1L);
        assertThat(reasons(103)).isEqualTo("vanished");
        assertThat(quarantine()).isEmpty();
    }

    @Test
    void aRecordWithoutIdentitySuspendsVanishing() {
        world.fill(101, 10);
        synced();
        world.remove(105);
        SyncReport report = altered(text -> text.replaceFirst(Rev.id(101).toString(), "no-guid"));
        assertThat(live()).contains("Update 101", "Update 105").hasSize(10);
        assertThat(counts(report))
                .as("the record, and the revision that package.xml lists")
                .containsEntry("QUARANTINED", 2L)
                .doesNotContainKey("EXPIRED");
        assertThat(site.notes()).anyMatch(n -> n.contains("no readable identity"));
        assertThat(counts(synced())).containsEntry("EXPIRED", 1L);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBrokenChildStaysInQuarantineUntilItIsMended(boolean childFirst) {
        world.put(childFirst ? Rev.hidden(102) : Rev.update(101).bundles(102));
        world.put(childFirst ? Rev.update(101).bundles(102) : Rev.hidden(102));
        for (int run = 1; run <= 3; run++) {
            SyncReport report = broken(102);
            assertThat(quarantine())
                    .as("run %d", run)
                    .containsExactly(Rev.id(102).toString());
            assertThat(counts(report)).containsEntry("QUARANTINED", 1L);
            assertThat(report.contentVersion()).isEqualTo(1);
        }
        synced();
        assertThat(quarantine()).isEmpty();
        assertThat(site.column("SELECT FileName FROM CI_ContentFiles")).containsExactly("payload_102.cab");
    }

    @Test
    void aBrokenCategoryIsKeptToo() {
        world.put(Rev.update(101).in(Rev.SECURITY, Rev.WINDOWS_10));
        SyncReport report = altered(text -> breakRecord(text, Rev.WINDOWS_10.toString()));
        assertThat(counts(report)).containsEntry("QUARANTINED", 1L).containsEntry("OUT_OF_SCOPE", 1L);
        assertThat(quarantine()).containsExactly(Rev.WINDOWS_10.toString());
        assertThat(counts(synced())).containsEntry("INSERTED", 1L);
        assertThat(quarantine()).isEmpty();
    }

    @Test
    void moreThanTheLimitFailsAfterKeepingThem() {
        world.fill(101, 6);
        SyncOptions two = new SyncOptions(2, 20, false, Duration.ZERO);
        assertThat(altered(two, text -> breakAll(text, 101, 102)).result()).isEqualTo(RunResult.SUCCEEDED);
        SyncReport report = altered(two, text -> breakAll(text, 101, 102, 103));
        assertThat(report.result()).isEqualTo(RunResult.FAILED);
        assertThat(report.error()).isNotNull().satisfies(e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.QUARANTINE_LIMIT.code());
            assertThat(e.message()).contains("3 records", "limit of 2");
        });
        assertThat(quarantine()).hasSize(3);
        assertThat(titles()).hasSize(4);
        assertThat(report.contentVersion()).isEqualTo(1);
        assertThat(altered(two, text -> breakAll(text, 101)).result()).isEqualTo(RunResult.SUCCEEDED);
        assertThat(quarantine()).hasSize(1);
    }

    private SyncReport broken(long update) {
        return altered(text -> breakAll(text, update));
    }

    private SyncReport altered(UnaryOperator<String> change) {
        return succeeded(altered(SiteFixture.DEFAULTS, change));
    }

    /** Runs from an export whose metadata.txt was changed. */
    private SyncReport altered(SyncOptions options, UnaryOperator<String> change) {
        Path export = export(world.revisions());
        try {
            Path metadata = export.resolve("metadata.txt");
            Files.writeString(metadata, change.apply(Files.readString(metadata)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (Catalog catalog = open(export)) {
            return sync(catalog, WINDOWS, options);
        }
    }

    private static String breakAll(String text, long... updates) {
        String result = text;
        for (long update : updates) {
            result = breakRecord(result, Rev.id(update).toString());
        }
        return result;
    }

    /** Makes the end of one record's document ill-formed, without changing its length. */
    private static String breakRecord(String text, String id) {
        List<String> lines = new ArrayList<>();
        for (String line : text.split("\r\n", -1)) {
            lines.add(line.startsWith(id) ? line.replace("</upd:Update>", "</upd:Upd@te>") : line);
        }
        return String.join("\r\n", lines);
    }

    private List<String> quarantine() {
        return site.column("SELECT QUARANTINE_KEY FROM SUP_QUARANTINE ORDER BY QUARANTINE_KEY");
    }
}
