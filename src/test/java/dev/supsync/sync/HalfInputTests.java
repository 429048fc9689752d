package dev.supsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.CensusEntry;
import dev.supsync.catalog.Cursor;
import dev.supsync.catalog.ForwardingCatalog;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.metadata.UpdateId;
import dev.supsync.status.RunResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Half of a catalog is never taken for all of it. */
class HalfInputTests extends SyncSuite {

    @Test
    void anExportThatIsCutOffChangesNothing() {
        world.fill(101, 40);
        synced();
        Map<String, List<String>> views = site.views();
        Path half = altered(text -> text.substring(0, text.length() / 2));
        assertThatThrownBy(() -> open(half))
                .isInstanceOfSatisfying(
                        SupsyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CATALOG_DAMAGED))
                .hasMessageContaining(half.toString());
        assertThat(site.views()).isEqualTo(views);
    }

    @Test
    void revisionsWithoutARecordAreNamedAndHaveNotVanished() {
        world.fill(101, 12);
        synced();
        world.put(Rev.update(113), Rev.update(105).number(201).title("Next"));
        SyncReport report = synced(altered(text -> without(text, 103, 105, 113)));
        assertThat(counts(report)).isEqualTo(Map.of("READ", 10L, "IN_SCOPE", 10L, "UNCHANGED", 10L, "QUARANTINED", 3L));
        assertThat(report.contentVersion()).isEqualTo(1);
        assertThat(live()).hasSize(12);
        assertThat(site.column("SELECT QUARANTINE_KEY FROM SUP_QUARANTINE"))
                .containsExactlyInAnyOrder(
                        Rev.id(103).toString(),
                        Rev.id(105).toString(),
                        Rev.id(113).toString());
        assertThat(site.column("SELECT REASON FROM SUP_QUARANTINE"))
                .allMatch(reason -> reason.contains("metadata.txt has no record of"));
        assertThat(counts(synced())).containsEntry("INSERTED", 1L).containsEntry("UPDATED", 1L);
        assertThat(site.column("SELECT QUARANTINE_KEY FROM SUP_QUARANTINE")).isEmpty();
    }

    @Test
    void moreOfThemThanTheLimitFail() {
        world.fill(101, 6);
        SyncOptions two = new SyncOptions(2, 20, false, Duration.ZERO);
        try (Catalog catalog = open(altered(text -> without(text, 101, 102, 103)))) {
            SyncReport report = sync(catalog, WINDOWS, two);
            assertThat(report.error()).isNotNull().satisfies(e -> assertThat(e.code())
                    .isEqualTo(ErrorCode.QUARANTINE_LIMIT.code()));
        }
        try (Catalog catalog = open(altered(text -> without(text, 101, 102)))) {
            succeeded(sync(catalog, WINDOWS, two));
        }
    }

    @Test
    void anExportThatIsReplacedWhileItIsReadFailsTheRun() throws IOException {
        for (boolean inPlace : new boolean[] {true, false}) {
            try (SiteFixture fixture = SiteFixture.inMemory();
                    SiteFixture fresh = SiteFixture.inMemory()) {
                World world = World.withCategories().fill(101, 40);
                fixture.chunk(8);
                Path export = export(world.revisions());
                try (Catalog catalog = open(export)) {
                    succeeded(fixture.sync(catalog, WINDOWS));
                }
                List<String> flags = flags(fixture);
                world.remove(101).fill(150, 60).put(Rev.update(120).number(201).title("Next"));
                Path next = export(world.revisions());
                world.remove(102);
                Path last = export(world.revisions());
                copy(next, export, true);
                try (Catalog catalog = open(export)) {
                    SyncReport report = fixture.sync(watched(catalog, 30, () -> copy(last, export, inPlace)), WINDOWS);
                    assertThat(report.result()).isEqualTo(RunResult.FAILED);
                    assertThat(report.error()).isNotNull().satisfies(e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.CATALOG_CHANGED.code());
                        assertThat(e.message()).contains(export.toString());
                    });
                    assertThat(report.contentVersion()).isEqualTo(1);
                }
                assertThat(flags(fixture)).as("nothing is taken for gone").containsAll(flags);
                try (Catalog catalog = open(export)) {
                    succeeded(fixture.sync(catalog, WINDOWS));
                    succeeded(fresh.sync(catalog, WINDOWS));
                }
                assertThat(fixture.column("SELECT CI_UniqueID || Title FROM v_UpdateInfo WHERE IsExpired = FALSE"))
                        .containsExactlyInAnyOrderElementsOf(
                                fresh.column("SELECT CI_UniqueID || Title FROM v_UpdateInfo"));
            }
        }
    }

    @Test
    void aDatabaseThatIsRestoredWhileItIsReadFailsTheRun() throws SQLException {
        world.fill(101, 40);
        try (SampleSusdb susdb = new SampleSusdb().write(world.revisions())) {
            try (Catalog catalog = susdb.open()) {
                succeeded(site.sync(catalog, WINDOWS));
            }
            site.chunk(8);
            susdb.write(Rev.update(141), Rev.update(142));
            List<String> flags = flags(site);
            try (Catalog catalog = susdb.open()) {
                SyncReport report = site.sync(watched(catalog, 20, () -> restored(susdb)), WINDOWS);
                assertThat(report.error()).isNotNull().satisfies(e -> {
                    assertThat(e.code()).as(e.message()).isEqualTo(ErrorCode.CATALOG_CHANGED.code());
                    assertThat(e.message()).contains("was restored or replaced while it was read");
                });
            }
            assertThat(flags(site)).containsAll(flags);
            try (Catalog catalog = susdb.open()) {
                SyncReport report = succeeded(site.sync(catalog, WINDOWS));
                assertThat(counts(report)).containsEntry("EXPIRED", 2L).containsEntry("UNCHANGED", 38L);
            }
        }
    }

    @Test
    void theNewestUpdateMayBeDeletedWhileTheDatabaseIsRead() throws SQLException {
        world.fill(101, 40);
        try (SampleSusdb susdb = new SampleSusdb().write(world.revisions())) {
            try (Catalog catalog = susdb.open()) {
                succeeded(site.sync(catalog, WINDOWS));
            }
            try (Catalog catalog = susdb.open()) {
                SyncReport report = succeeded(site.sync(watched(catalog, 20, () -> deleted(susdb, 140)), WINDOWS));
                assertThat(counts(report)).containsEntry("EXPIRED", 1L);
            }
        }
    }

    @Test
    void aDatabaseThatBecomesThatOfAnotherServerFailsTheRun() throws SQLException {
        world.fill(101, 40);
        try (SampleSusdb susdb = new SampleSusdb().write(world.revisions());
                Catalog catalog = susdb.open()) {
            SyncReport report = site.sync(watched(catalog, 20, () -> another(susdb)), WINDOWS);
            assertThat(report.error()).isNotNull().satisfies(e -> assertThat(e.code())
                    .isEqualTo(ErrorCode.CATALOG_CHANGED.code()));
        }
    }

    /** As a cleanup of WSUS does: what is gone is gone, whether it was read before or not. */
    @Test
    void rowsThatVanishWhileTheyAreReadHaveVanished() throws SQLException {
        world.fill(101, 40);
        try (SampleSusdb susdb = new SampleSusdb().write(world.revisions())) {
            try (Catalog catalog = susdb.open()) {
                succeeded(site.sync(catalog, WINDOWS));
            }
            try (Catalog catalog = susdb.open()) {
                SyncReport report =
                        succeeded(site.sync(watched(catalog, 20, () -> deleted(susdb, 101, 125, 139)), WINDOWS));
                assertThat(counts(report)).containsEntry("EXPIRED", 3L).doesNotContainKey("QUARANTINED");
            }
            assertThat(List.of(reasons(101), reasons(125), reasons(139))).containsOnly("vanished");
        }
    }

    /** A page of a census that is read while rows are written may miss one that was there before and after. */
    @Test
    void whatTheCensusAloneMissesHasNotVanished() {
        world.fill(101, 20);
        synced();
        world.remove(120);
        try (Catalog catalog = open(world.revisions())) {
            SyncReport report = succeeded(sync(missing(catalog, 103, 104), WINDOWS, SiteFixture.DEFAULTS));
            assertThat(counts(report)).containsEntry("EXPIRED", 1L);
        }
        assertThat(reasons(120)).isEqualTo("vanished");
        assertThat(live()).contains("Update 103", "Update 104").hasSize(19);
    }

    private SyncReport synced(Path export) {
        try (Catalog catalog = open(export)) {
            return succeeded(sync(catalog, WINDOWS, SiteFixture.DEFAULTS));
        }
    }

    /** An export of the world whose metadata.txt was changed; its package.xml lists all. */
    private Path altered(UnaryOperator<String> change) {
        Path export = export(world.revisions());
        try {
            Path metadata = export.resolve("metadata.txt");
            Files.writeString(metadata, change.apply(Files.readString(metadata)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return export;
    }

    private static String without(String metadata, long... updates) {
        StringBuilder left = new StringBuilder();
        for (String line : List.of(metadata.split("(?<=\r\n)", -1))) {
            boolean isGone = false;
            for (long update : updates) {
                isGone |= line.startsWith(Rev.id(update).toString());
            }
            left.append(isGone ? "" : line);
        }
        return left.toString();
    }

    private static List<String> flags(SiteFixture site) {
        return site.column("SELECT CI_UniqueID || ' ' || ExpiredReasons FROM v_UpdateInfo");
    }

    private static Catalog watched(Catalog catalog, int record, Runnable then) {
        IntConsumer watcher = number -> {
            if (number == record) {
                then.run();
            }
        };
        return new WatchedCatalog(catalog, watcher);
    }

    private static void copy(Path from, Path to, boolean inPlace) {
        try {
            for (String name : List.of("metadata.txt", "package.xml")) {
                if (inPlace) {
                    Files.write(to.resolve(name), Files.readAllBytes(from.resolve(name)));
                } else {
                    Path beside = Files.copy(from.resolve(name), to.resolve(name + ".new"));
                    Files.move(beside, to.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From a time before the last four updates, after which WSUS synchronizes again. */
    private static void restored(SampleSusdb susdb) {
        try {
            susdb.restore(susdb.lastRevisionId() - 4);
            susdb.write(Rev.update(151));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void deleted(SampleSusdb susdb, long... updates) {
        try {
            for (long update : updates) {
                susdb.delete(update);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void another(SampleSusdb susdb) {
        try {
            susdb.ofAnotherServer();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Catalog missing(Catalog catalog, long one, long other) {
        Set<UpdateId> missed = Set.of(Rev.id(one), Rev.id(other));
        return new ForwardingCatalog(catalog) {
            @Override
            public Cursor<CensusEntry> census() {
                Cursor<CensusEntry> census = super.census();
                return new Cursor<>() {
                    @Override
                    public @Nullable CensusEntry next() {
                        CensusEntry next = census.next();
                        while (next != null && missed.contains(next.id())) {
                            next = census.next();
                        }
                        return next;
                    }

                    @Override
                    public void close() {
                        census.close();
                    }
                };
            }
        };
    }
}
