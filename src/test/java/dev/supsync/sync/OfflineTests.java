package dev.supsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.CensusEntry;
import dev.supsync.catalog.Cursor;
import dev.supsync.catalog.export.CatalogExport;
import dev.supsync.catalog.export.ExportOptions;
import dev.supsync.catalog.export.WorkFolderProgram;
import dev.supsync.catalog.managed.Absence;
import dev.supsync.catalog.managed.ManagedCatalog;
import dev.supsync.catalog.managed.ManagedListener;
import dev.supsync.catalog.managed.ManagedSource;
import dev.supsync.cleanup.Cleanup;
import dev.supsync.cleanup.CleanupRules;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.lease.SiteLease;
import dev.supsync.metadata.Relation;
import dev.supsync.metadata.RevisionKey;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.metadata.UpdateType;
import dev.supsync.offline.ExportPlan;
import dev.supsync.offline.ExportPlan.Extent;
import dev.supsync.offline.ExportedPackage;
import dev.supsync.offline.PackageCatalog;
import dev.supsync.offline.PackageFile;
import dev.supsync.offline.PackageImport;
import dev.supsync.offline.PackageWriter;
import dev.supsync.offline.Trust;
import dev.supsync.replication.Applied;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.testing.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Packages: exported at one site, carried, imported at another that has no connection. */
class OfflineTests extends SyncSuite {

    private static final Trust NOBODY = Trust.of(List.of(), List.of(), false);
    private static final Instant START = Instant.parse("2026-11-21T02:00:00Z");

    private final SiteFixture far = newSite();
    private int packages;
    private List<UpdateRevision> today = List.of();

    @AfterEach
    void closeFar() {
        far.close();
    }

    @Test
    void aFullPackageMakesTheViewsEqual() {
        Seeds.each(30, seed -> {
            try (SiteFixture here = newSite();
                    SiteFixture there = newSite()) {
                List<UpdateRevision> revisions = new RandomWorld(seed).revisions(300);
                synced(here, revisions);
                Path file = export(here, revisions, Extent.AUTOMATIC, "default");
                Applied preview = preview(there, file);
                Applied applied = imported(there, file);
                assertThat(there.views()).isEqualTo(here.views());
                assertThat(preview).as("the preview").isEqualTo(applied);
                assertThat(version(there)).isEqualTo(version(here));
            }
        });
    }

    @Test
    void aChainOfPackagesFollowsRandomDays() {
        Seeds.each(30, seed -> {
            Random random = new Random(seed);
            try (SiteFixture here = newSite();
                    SiteFixture there = newSite()) {
                List<UpdateRevision> all = new RandomWorld(seed).revisions(120);
                List<Path> waiting = new ArrayList<>();
                for (int day = 0; day < 7; day++) {
                    all = nextDay(all, random);
                    List<UpdateRevision> today = some(all, random, day == 0 ? 0.7 : 0.95);
                    here.time(START.plus(Duration.ofDays(day)));
                    synced(here, today);
                    if (random.nextInt(3) == 0) {
                        cleanUp(here, day);
                        synced(here, today);
                    }
                    Extent extent = random.nextInt(6) == 0 ? Extent.FULL : Extent.AUTOMATIC;
                    export(here, today, extent, "default", p -> p).ifPresent(waiting::add);
                    if (random.nextBoolean()) {
                        continue; // carried with the next ones
                    }
                    for (Path file : waiting) {
                        Applied preview = preview(there, file);
                        Applied applied = imported(there, file);
                        assertThat(preview.removed()).as("day %d", day).isEqualTo(applied.removed());
                    }
                    waiting.clear();
                    assertThat(there.views()).as("day %d", day).isEqualTo(here.views());
                    assertThat(version(there)).as("day %d", day).isEqualTo(version(here));
                }
            }
        });
    }

    @Test
    void aPackageOpensAsACatalogExportAndGivesTheSameSite() {
        List<UpdateRevision> revisions = new RandomWorld(5).revisions(200);
        synced(site, revisions);
        Path file = export(site, revisions, Extent.FULL, "default");
        try (CatalogExport catalog = CatalogExport.open(file, ExportOptions.in(folder.resolve("work")))) {
            assertThat(catalog.hasUnidentifiedRecords()).isFalse();
            assertThat(catalog.warnings()).noneMatch(w -> w.contains("record"));
            succeeded(far.sync(catalog, RandomWorld.SCOPE, allowingAll()));
        }
        assertThat(listed(far)).isEqualTo(listed(site));
    }

    @Test
    void anOpenPackageKeepsItsFilesWhileOthersReadExports() throws Exception {
        List<UpdateRevision> revisions = new RandomWorld(5).revisions(60);
        synced(site, revisions);
        Path file = export(site, revisions, Extent.FULL, "default");
        Path work = folder.resolve("work");
        try (PackageFile opened = PackageFile.open(file, NOBODY, Long.MAX_VALUE, work)) {
            CatalogExport.open(file, ExportOptions.in(work)).close();
            try (WorkFolderProgram.Running other = WorkFolderProgram.start(work)) {
                assertThat(other.path()).isDirectory();
                assertThat(opened.catalog().orElseThrow().resolve("metadata.txt"))
                        .isNotEmptyFile();
            }
        }
        assertThat(work).isEmptyDirectory();
    }

    @Test
    void linksThatAwaitTheFilesOfAPackageAreNotFollowed() throws IOException {
        List<UpdateRevision> revisions = new RandomWorld(5).revisions(60);
        synced(site, revisions);
        Path strangers = Files.writeString(folder.resolve("strangers.txt"), "a stranger's");
        for (String extension : List.of(".data", ".part", ".files", ".updates")) {
            Files.createSymbolicLink(folder.resolve("package" + (packages + 1) + ".cab" + extension), strangers);
        }
        Path file = export(site, revisions, Extent.FULL, "default");
        assertThat(strangers).hasContent("a stranger's");
        assertThat(imported(far, file).updates()).isPositive();
    }

    @Test
    void documentsComeInTheOrderOfMicrosoftsImporter() throws IOException {
        List<UpdateRevision> revisions = new ArrayList<>(new RandomWorld(6).revisions(300));
        Collections.reverse(revisions);
        synced(site, revisions);
        Path file = export(site, revisions, Extent.FULL, "default");
        Map<String, UpdateRevision> known = new HashMap<>();
        revisions.forEach(r -> known.put(r.id().toString(), r));
        List<UpdateRevision> order = new ArrayList<>();
        try (PackageFile opened = PackageFile.open(file, NOBODY, Long.MAX_VALUE, folder.resolve("work"))) {
            Path metadata = opened.catalog().orElseThrow().resolve("metadata.txt");
            Files.readString(metadata).lines().forEach(line -> {
                if (line.matches("[0-9a-f-]{36},[0-9a-f]{8},[0-9a-f]{8},<.*")) {
                    order.add(known.get(line.substring(0, 36)));
                }
            });
            assertThat(order).hasSize((int) opened.summary().counts().documents());
        }
        List<String> kinds = order.stream()
                .map(r -> r.properties().type() == UpdateType.DETECTOID
                        ? "1 detectoid"
                        : r.category() != null ? "2 category" : "3 update")
                .toList();
        assertThat(kinds).isSorted();
        List<String> ids = order.stream().map(r -> r.id().toString()).toList();
        for (UpdateRevision revision : order) {
            for (String child : children(revision)) {
                if (ids.contains(child) && !reaches(child, revision.id().toString(), known)) {
                    assertThat(ids.indexOf(child))
                            .as("%s is a child of %s", child, revision.id())
                            .isLessThan(ids.indexOf(revision.id().toString()));
                }
            }
        }
    }

    private static List<String> children(UpdateRevision revision) {
        return revision.relations().stream()
                .filter(r -> r instanceof Relation.Bundles || r instanceof Relation.Requires)
                .map(r -> r.target().toString())
                .toList();
    }

    /** Random updates also go round in circles, which have no order. */
    private static boolean reaches(String from, String to, Map<String, UpdateRevision> known) {
        Deque<String> open = new ArrayDeque<>(List.of(from));
        Set<String> seen = new HashSet<>();
        while (!open.isEmpty()) {
            String id = open.remove();
            if (id.equals(to)) {
                return true;
            }
            UpdateRevision revision = known.get(id);
            if (revision != null && seen.add(id)) {
                open.addAll(children(revision));
            }
        }
        return false;
    }

    @Test
    void everyFlippedByteIsRefused() throws IOException {
        synced(site, new RandomWorld(7).revisions(60));
        Path file = export(site, new RandomWorld(7).revisions(60), Extent.FULL, "default");
        byte[] bytes = Files.readAllBytes(file);
        Path damaged = folder.resolve("damaged.cab");
        Seeds.each(100, seed -> {
            Random random = new Random(seed);
            for (int i = 0; i < 100; i++) {
                int at = i < 34 ? 3 * i + random.nextInt(3) : random.nextInt(bytes.length);
                byte[] copy = bytes.clone();
                copy[at] ^= (byte) (1 + random.nextInt(255));
                Files.write(damaged, copy);
                assertThatThrownBy(() -> PackageFile.open(damaged, NOBODY, Long.MAX_VALUE, folder.resolve("work")))
                        .as("byte %d of %d", at, bytes.length)
                        .asInstanceOf(type(SupsyncException.class))
                        .satisfies(e ->
                                assertThat(e.code()).isIn(ErrorCode.PACKAGE_DAMAGED, ErrorCode.PACKAGE_UNSUPPORTED));
            }
        });
        for (int length : new int[] {0, 1, 35, 90, bytes.length / 2, bytes.length - 1}) {
            Files.write(damaged, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> PackageFile.open(damaged, NOBODY, Long.MAX_VALUE, folder.resolve("work")))
                    .as("cut after %d", length)
                    .isInstanceOf(SupsyncException.class);
        }
        assertThat(folder.resolve("work")).as("what was uncompressed").isEmptyDirectory();
    }

    @Test
    void gapsReplaysAndStepsBackAreTold() {
        List<Path> files = threeDays();
        refused(ErrorCode.PACKAGE_GAP, "holds nothing yet", () -> imported(far, files.get(1)));
        imported(far, files.get(0));
        Map<String, List<String>> views = far.views();
        refused(ErrorCode.PACKAGE_GAP, "the site CS1 ends at", () -> imported(far, files.get(2)));
        assertThat(far.views()).isEqualTo(views);
        imported(far, files.get(1));
        assertThat(isDue(far, files.get(1))).as("the same again").isFalse();
        imported(far, files.get(2));
        assertThat(far.views()).isEqualTo(site.views());
        refused(ErrorCode.PACKAGE_OLDER, "it would go back", () -> imported(far, files.get(0)));
        refused(ErrorCode.PACKAGE_OLDER, "it would go back", () -> imported(far, files.get(1)));
        assertThat(far.views()).isEqualTo(site.views());
    }

    @Test
    void packagesOfOtherSitesAreRefusedUnlessOneIsAdopted() {
        List<Path> files = threeDays();
        refused(ErrorCode.PACKAGE_FOREIGN, "by this very site", () -> imported(site, files.get(0)));
        imported(far, files.get(0));
        try (SiteFixture other = newSite()) {
            List<UpdateRevision> revisions = new RandomWorld(20).revisions(100);
            synced(other, revisions);
            Path full = export(other, revisions, Extent.FULL, "default");
            Map<String, List<String>> views = far.views();
            refused(ErrorCode.PACKAGE_FOREIGN, "but CS1 follows", () -> imported(far, full));
            assertThat(far.views()).isEqualTo(views);
            imported(far, full, true, p -> p);
            assertThat(far.views()).isEqualTo(other.views());
            refused(ErrorCode.PACKAGE_FOREIGN, "but CS1 follows", () -> imported(far, files.get(1)));
        }
        try (SiteFixture own = newSite()) {
            synced(own, new RandomWorld(21).revisions(100));
            refused(ErrorCode.PACKAGE_FOREIGN, "updates of its own", () -> imported(own, files.get(0)));
        }
    }

    @Test
    void aFullPackageRemovesWhatItDoesNotHold() {
        List<Path> files = threeDays();
        imported(far, files.get(0));
        Path full = export(site, today, Extent.FULL, "somebody");
        far.database().jdbc().update("UPDATE SUP_UPDATE SET UPDATE_ID = '" + Rev.id(4_711) + "' WHERE CI_ID = 7");
        assertThat(preview(far, full)).isEqualTo(imported(far, full));
        assertThat(far.views()).isEqualTo(site.views());
        assertThat(far.column("SELECT COUNT(*) FROM SUP_UPDATE"))
                .isEqualTo(site.column("SELECT COUNT(*) FROM SUP_UPDATE"));
    }

    @Test
    void anImportKilledAtAnyCommitGoesOn() {
        List<Path> files = threeDays();
        for (FaultyConnections.Fault fault : FaultyConnections.Fault.values()) {
            int commits = 1;
            for (int failing = 1; failing <= commits; failing += fault == FaultyConnections.Fault.REFUSED ? 1 : 2) {
                try (SiteFixture there = newSite()) {
                    int used = 0;
                    for (Path file : files) {
                        int local = failing - used;
                        FaultyConnections[] faulty = new FaultyConnections[1];
                        try {
                            imported(there, file, false, source -> {
                                faulty[0] = new FaultyConnections(source, fault, Math.max(0, local));
                                return faulty[0];
                            });
                        } catch (RuntimeException e) {
                            if (isDue(there, file)) {
                                imported(there, file);
                            }
                        }
                        used += faulty[0].commits();
                    }
                    commits = Math.max(commits, used);
                    assertThat(there.views())
                            .as("%s at commit %d", fault, failing)
                            .isEqualTo(site.views());
                    assertThat(version(there))
                            .as("%s at commit %d", fault, failing)
                            .isEqualTo(version(site));
                }
            }
            assertThat(commits).isGreaterThan(6);
        }
    }

    @Test
    void aLargePackageIsASetOfCabinetsWithFilesInParts() throws IOException {
        List<UpdateRevision> revisions = new RandomWorld(8).revisions(200);
        synced(site, revisions);
        Path file = export(site, revisions, Extent.FULL, "default", p -> small(p, 20_000, 50_000))
                .orElseThrow();
        List<String> names;
        try (var listed = Files.list(folder)) {
            names = listed.map(p -> p.getFileName().toString())
                    .filter(n -> n.endsWith(".cab"))
                    .toList();
        }
        assertThat(names).contains("package1.cab", "package1-2.cab", "package1-3.cab");
        imported(far, file);
        assertThat(far.views()).isEqualTo(site.views());
        Files.delete(folder.resolve("package1-2.cab"));
        refused(ErrorCode.PACKAGE_DAMAGED, "package1-2.cab", () -> imported(far, file));
    }

    @Test
    void aDocumentThatTheCatalogLacksIsNamed() {
        List<UpdateRevision> revisions = new RandomWorld(9).revisions(100);
        synced(site, revisions);
        String live = site.column("SELECT CI_UniqueID FROM v_UpdateInfo WHERE IsExpired = "
                        + site.database().literal(false) + " ORDER BY CI_ID")
                .get(0);
        List<UpdateRevision> fewer =
                revisions.stream().filter(r -> !r.id().toString().equals(live)).toList();
        refused(ErrorCode.DOCUMENT_MISSING, live, () -> export(site, fewer, Extent.FULL, "default"));
        assertThat(folder).as("nothing that opens").isDirectoryNotContaining("glob:**.{cab,part,data,files,updates}");
        synced(site, fewer);
        Path file = export(site, fewer, Extent.FULL, "default");
        try (PackageFile opened = PackageFile.open(file, NOBODY, Long.MAX_VALUE, folder.resolve("work"))) {
            assertThat(opened.summary().counts().leftOut())
                    .as("it has vanished")
                    .isEqualTo(1);
        }
        imported(far, file);
        assertThat(far.views()).isEqualTo(site.views());
    }

    @Test
    void aCatalogOfOurOwnFollowsWhatIsNewRemovedAndDeclined() throws SQLException {
        ManagedSource own = new ManagedSource(
                "jdbc:hsqldb:mem:catalog" + UUID.randomUUID(), "sa", "", 64L << 20, "CS1", "sup2.contoso.example");
        World days = World.withCategories();
        days.put(Rev.update(101), Rev.update(102), Rev.update(103));
        try (SampleSusdb susdb = new SampleSusdb().write(days.revisions());
                ManagedCatalog managed = ManagedCatalog.open(own, Clock.systemUTC())) {
            feed(managed, exported(susdb, 0));
            assertThat(updatesOf(managed)).containsExactly("101", "102", "103");

            susdb.decline(102, true);
            susdb.write(Rev.update(104));
            feed(managed, exported(susdb, 1));
            assertThat(updatesOf(managed)).containsExactly("101", "102 declined", "103", "104");

            susdb.decline(102, false);
            susdb.delete(103);
            site.time(START.plus(Duration.ofDays(2)));
            fromSusdb(susdb);
            cleanUp(site, 4);
            Path third = exported(susdb, 5);
            feed(managed, third);
            feed(managed, third);
            assertThat(updatesOf(managed)).containsExactly("101", "102", "104");
        }
    }

    private void fromSusdb(SampleSusdb susdb) {
        try (Catalog catalog = susdb.open()) {
            succeeded(site.sync(catalog, WINDOWS, allowingAll()));
        }
    }

    private Path exported(SampleSusdb susdb, int day) {
        site.time(START.plus(Duration.ofDays(day)));
        fromSusdb(susdb);
        try (Catalog catalog = susdb.open()) {
            return export(site, catalog, Extent.AUTOMATIC, "default", p -> p).orElseThrow();
        }
    }

    private void feed(ManagedCatalog managed, Path file) {
        try (PackageFile opened = PackageFile.open(file, NOBODY, Long.MAX_VALUE, folder.resolve("work"));
                Catalog documents = opened.catalog().map(this::open).orElse(null);
                Catalog own = managed.catalog()) {
            managed.synchronize(new PackageCatalog(opened, documents, own), Absence.DELETED, ManagedListener.NONE);
        }
    }

    /** The updates above 100, by their numbers. */
    private static List<String> updatesOf(ManagedCatalog managed) {
        List<String> found = new ArrayList<>();
        try (Catalog catalog = managed.catalog();
                Cursor<CensusEntry> census = catalog.census()) {
            for (CensusEntry entry = census.next(); entry != null; entry = census.next()) {
                for (int number = 101; number < 110; number++) {
                    if (entry.id().equals(Rev.id(number))) {
                        found.add(number + (entry.declined() ? " declined" : ""));
                    }
                }
            }
        }
        found.sort(null);
        return found;
    }

    @Test
    void eachRecipientHasAPlaceOfItsOwn() {
        List<UpdateRevision> revisions = new RandomWorld(10).revisions(100);
        synced(site, revisions);
        export(site, revisions, Extent.AUTOMATIC, "lab");
        assertThat(export(site, revisions, Extent.AUTOMATIC, "lab", p -> p))
                .as("nothing is new")
                .isEmpty();
        assertThat(export(site, revisions, Extent.AUTOMATIC, "ship", p -> p)).isPresent();
        refused(
                ErrorCode.USAGE,
                "Nothing was exported for \"plant\"",
                () -> export(site, revisions, Extent.SINCE_LAST, "plant", p -> p));
    }

    /** A full package, and two that follow it. */
    private List<Path> threeDays() {
        List<Path> files = new ArrayList<>();
        Random random = new Random(11);
        List<UpdateRevision> all = new RandomWorld(11).revisions(90);
        for (int day = 0; day < 3; day++) {
            today = some(all, random, 0.9);
            site.time(START.plus(Duration.ofDays(day)));
            synced(site, today);
            files.add(export(site, today, Extent.AUTOMATIC, "default"));
            all = nextDay(all, random);
        }
        return files;
    }

    private static List<UpdateRevision> some(List<UpdateRevision> all, Random random, double share) {
        return all.stream()
                .filter(r -> r.category() != null || random.nextDouble() < share)
                .toList();
    }

    /** Some updates get a higher revision. */
    private static List<UpdateRevision> nextDay(List<UpdateRevision> all, Random random) {
        return all.stream()
                .map(r -> r.category() != null || random.nextInt(8) > 0
                        ? r
                        : new UpdateRevision(
                                new RevisionKey(r.id(), r.key().revisionNumber() + 1),
                                r.properties(),
                                r.texts().subList(0, Math.max(1, r.texts().size() - 1)),
                                r.relations(),
                                r.files(),
                                r.drivers(),
                                null))
                .toList();
    }

    private void synced(SiteFixture fixture, List<UpdateRevision> revisions) {
        try (Catalog catalog = open(revisions)) {
            succeeded(fixture.sync(catalog, RandomWorld.SCOPE, allowingAll()));
        }
    }

    private static void cleanUp(SiteFixture fixture, int day) {
        CleanupRules rules = new CleanupRules(
                Duration.ofDays(1), Duration.ofDays(90), Duration.ofDays(90), Duration.ofDays(90), Duration.ofDays(90));
        Clock clock = Clock.fixed(START.plus(Duration.ofDays(day + 1L)), ZoneOffset.UTC);
        try (SiteLease lease = lease(fixture.database())) {
            new Cleanup(fixture.database(), rules, clock).run(lease, () -> false);
        }
    }

    private Path export(SiteFixture fixture, List<UpdateRevision> revisions, Extent extent, String recipient) {
        return export(fixture, revisions, extent, recipient, p -> p).orElseThrow();
    }

    private Optional<Path> export(
            SiteFixture fixture,
            List<UpdateRevision> revisions,
            Extent extent,
            String recipient,
            UnaryOperator<ExportPlan> change) {
        try (Catalog catalog = open(revisions)) {
            return export(fixture, catalog, extent, recipient, change);
        }
    }

    private Optional<Path> export(
            SiteFixture fixture, Catalog catalog, Extent extent, String recipient, UnaryOperator<ExportPlan> change) {
        Path output = folder.resolve("package" + ++packages + ".cab");
        ExportPlan plan = change.apply(new ExportPlan(
                output,
                recipient,
                extent,
                "Contoso",
                Set.of("en", "de"),
                null,
                ExportPlan.VOLUME_SIZE,
                ExportPlan.PART_SIZE));
        try (SiteLease lease = lease(fixture.database())) {
            Clock clock = Clock.fixed(START.plusSeconds(packages), ZoneOffset.UTC);
            return new PackageWriter(fixture.database(), lease, catalog, plan, clock, () -> {})
                    .write()
                    .map(ExportedPackage::fileName)
                    .map(Path::of);
        }
    }

    private static ExportPlan small(ExportPlan plan, long volume, long part) {
        return new ExportPlan(
                plan.output(), plan.recipient(), plan.extent(), plan.siteName(), plan.languages(), null, volume, part);
    }

    private Applied imported(SiteFixture fixture, Path file) {
        return imported(fixture, file, false, source -> source);
    }

    private Applied imported(SiteFixture fixture, Path file, boolean adopt, UnaryOperator<DataSource> connections) {
        SiteDatabase database = fixture.database().through(connections);
        try (PackageFile opened = PackageFile.open(file, NOBODY, Long.MAX_VALUE, folder.resolve("work"));
                SiteLease lease = lease(fixture.database())) {
            assertThat(PackageImport.isDue(database, opened, adopt)).isTrue();
            Clock clock = Clock.fixed(START, ZoneOffset.UTC);
            return new PackageImport(database, opened, lease, clock, () -> {}).run(() -> {});
        }
    }

    private Applied preview(SiteFixture fixture, Path file) {
        try (PackageFile opened = PackageFile.open(file, NOBODY, Long.MAX_VALUE, folder.resolve("work"))) {
            return PackageImport.preview(fixture.database(), opened);
        }
    }

    private boolean isDue(SiteFixture fixture, Path file) {
        try (PackageFile opened = PackageFile.open(file, NOBODY, Long.MAX_VALUE, folder.resolve("work"))) {
            return PackageImport.isDue(fixture.database(), opened, false);
        }
    }

    private static SiteLease lease(SiteDatabase database) {
        return SiteLease.take(database, Duration.ofSeconds(30), Duration.ofSeconds(5));
    }

    private static List<String> version(SiteFixture fixture) {
        return fixture.column("SELECT ContentVersion FROM v_SoftwareUpdateSource");
    }

    private static List<String> listed(SiteFixture fixture) {
        return fixture.column(
                "SELECT CONCAT(CI_UniqueID, ' ', CAST(RevisionNumber AS VARCHAR(10)), ' ', Title) FROM v_UpdateInfo"
                        + " WHERE IsExpired = " + fixture.database().literal(false)
                        + " ORDER BY CI_UniqueID");
    }

    private static void refused(ErrorCode code, String words, ThrowingCallable call) {
        assertThatThrownBy(call).asInstanceOf(type(SupsyncException.class)).satisfies(e -> {
            assertThat(e.code()).as(e.getMessage()).isEqualTo(code);
            assertThat(e.getMessage()).contains(words);
        });
    }
}
