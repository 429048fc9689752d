package dev.supsync.catalog.managed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supsync.catalog.Canonical;
import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.CatalogContract;
import dev.supsync.catalog.CatalogDifference;
import dev.supsync.catalog.CatalogRecord.RawRevision;
import dev.supsync.catalog.CensusEntry;
import dev.supsync.catalog.Cursor;
import dev.supsync.catalog.ForwardingCatalog;
import dev.supsync.catalog.Position;
import dev.supsync.catalog.SampleRevisions;
import dev.supsync.catalog.susdb.SusdbCatalog;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.metadata.LocalizedText;
import dev.supsync.metadata.MetadataException;
import dev.supsync.metadata.UpdateFile;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.testing.Seeds;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagedCatalogTests {

    @TempDir
    Path folder;

    private Upstreams upstreams;
    private ManagedSource source;

    /** Where catalogs are. */
    Upstreams upstreams() {
        return new Upstreams(folder);
    }

    @BeforeEach
    void begin() {
        upstreams = upstreams();
        source = upstreams.empty();
    }

    @AfterEach
    void end() throws Exception {
        upstreams.close();
    }

    @Test
    void followsRandomDays() {
        Seeds.each(30, seed -> {
            Random random = new Random(seed);
            ManagedSource own = upstreams.empty();
            Map<UpdateId, UpdateRevision> content = new LinkedHashMap<>();
            Set<UpdateId> declined = new HashSet<>();
            SampleRevisions.all().forEach(revision -> content.put(revision.id(), revision));
            try (ManagedCatalog managed = ManagedCatalog.open(own, Upstreams.CLOCK)) {
                for (int day = 0; day < 8; day++) {
                    change(random, content, declined, day);
                    boolean export = seed % 2 == 1;
                    try (Catalog upstream = export
                            ? upstreams.export(List.copyOf(content.values()))
                            : upstreams.wsus(List.copyOf(content.values()), declined::contains)) {
                        String description = "day " + day;
                        long before = managed.contentVersion();
                        ManagedReport report = managed.synchronize(upstream, Absence.DELETED, ManagedListener.NONE);
                        assertThat(report.unreadable()).as(description).isZero();
                        assertThat(managed.contentVersion())
                                .as(description)
                                .isEqualTo(report.changed() ? before + 1 : before);
                        assertSame(description, managed, upstream);
                        assertThat(managed.synchronize(upstream, Absence.DELETED, ManagedListener.NONE)
                                        .changed())
                                .as(description)
                                .isFalse();
                        assertTidy(own);
                    }
                }
            }
        });
    }

    @Test
    void goesOnAfterAKillAtAnyCommit() throws Exception {
        List<UpdateRevision> first = new ArrayList<>(SampleRevisions.all());
        List<UpdateRevision> second = new ArrayList<>(SampleRevisions.all());
        for (int i = 0; i < 1_100; i++) {
            UpdateRevision detectoid = SampleRevisions.detectoid(SampleRevisions.id(10_000 + i), 1, "detectoid " + i);
            if (i % 2 == 0) {
                first.add(detectoid);
            }
            if (i % 3 != 0) {
                second.add(i % 5 == 0 ? SampleRevisions.withNumber(detectoid, 2) : detectoid);
            }
        }
        Catalog before = upstreams.wsus(first, id -> false);
        Catalog after = upstreams.wsus(second, id -> id.value().hashCode() % 4 == 0);
        int commits = 0;
        boolean killed = true;
        while (killed) {
            ManagedSource own = upstreams.empty();
            try (ManagedCatalog managed = ManagedCatalog.open(own, Upstreams.CLOCK)) {
                managed.synchronize(before, Absence.DELETED, ManagedListener.NONE);
                int[] left = {++commits};
                killed = false;
                try {
                    managed.synchronize(after, Absence.DELETED, new ManagedListener() {
                        @Override
                        public void committed() {
                            if (--left[0] == 0) {
                                throw new IllegalStateException("killed");
                            }
                        }
                    });
                } catch (IllegalStateException e) {
                    killed = true;
                }
                managed.synchronize(after, Absence.DELETED, ManagedListener.NONE);
                assertSame("killed at commit " + commits, managed, after);
                assertTidy(own);
            }
        }
        assertThat(commits).isGreaterThan(3);
    }

    @Test
    void whatTheCensusOfItsUpstreamAloneMissesStays() throws Exception {
        Catalog upstream = upstreams.export(SampleRevisions.all());
        ManagedCatalog managed = upstreams.managed(source);
        managed.synchronize(upstream, Absence.DELETED, ManagedListener.NONE);
        Catalog missing = new ForwardingCatalog(upstream) {
            @Override
            public Cursor<CensusEntry> census() {
                Cursor<CensusEntry> census = super.census();
                census.next();
                return census;
            }
        };
        assertThat(managed.synchronize(missing, Absence.DELETED, ManagedListener.NONE)
                        .deleted())
                .isZero();
        assertSame("after a census that missed one", managed, upstream);
    }

    @Test
    void neverWritesADatabaseOfWsus() throws Exception {
        Catalog wsus = upstreams.wsus(SampleRevisions.all(), id -> false);
        ManagedSource foreign = upstreams.sourceOf(wsus);
        assertThatThrownBy(() -> ManagedCatalog.open(foreign, Upstreams.CLOCK))
                .isInstanceOf(SupsyncException.class)
                .hasMessageContaining("holds the tables of a WSUS server, which supsync does not write")
                .extracting(e -> ((SupsyncException) e).code())
                .isEqualTo(ErrorCode.CATALOG_FOREIGN);
    }

    @Test
    void refusesTheDatabaseOfAnother() throws Exception {
        upstreams.managed(source);
        ManagedSource other = new ManagedSource(source.url(), null, null, 1_000, "PS1", "sup2.example");
        assertThatThrownBy(() -> ManagedCatalog.open(other, Upstreams.CLOCK))
                .hasMessageContaining("is the catalog of sup1.example of site CS1, not of sup2.example of site PS1");
        ManagedSource site = upstreams.empty();
        Upstreams.execute(site.url(), "CREATE TABLE SUP_SITE (ID INTEGER)");
        assertThatThrownBy(() -> ManagedCatalog.open(site, Upstreams.CLOCK))
                .hasMessageContaining("holds tables that are not of a catalog, as sup_site");
    }

    @Test
    void completesWhatWasHalfCreated() throws Exception {
        upstreams.managed(source);
        Upstreams.execute(source.url(), "DROP TABLE dbo.tbEventInstance");
        Upstreams.execute(source.url(), "DROP TABLE dbo.tbDriver");
        Upstreams.execute(source.url(), "UPDATE dbo.SUP_CATALOG SET COMPLETE = 0");
        ManagedCatalog managed = upstreams.managed(source);
        Catalog upstream = upstreams.export(SampleRevisions.all());
        managed.synchronize(upstream, Absence.DELETED, ManagedListener.NONE);
        assertSame("completed", managed, upstream);
    }

    @Test
    void letsTheLaterWriterGoOn() throws Exception {
        ManagedCatalog managed = upstreams.managed(source);
        Catalog upstream = upstreams.export(SampleRevisions.all());
        boolean[] done = new boolean[1];
        assertThatThrownBy(() -> managed.synchronize(upstream, Absence.DELETED, new ManagedListener() {
                    @Override
                    public void committed() {
                        if (!done[0]) {
                            done[0] = true;
                            managed.synchronize(upstream, Absence.DELETED, ManagedListener.NONE);
                        }
                    }
                }))
                .isInstanceOf(SupsyncException.class)
                .hasMessageContaining("Another run has begun to write the catalog")
                .extracting(e -> ((SupsyncException) e).code())
                .isEqualTo(ErrorCode.LEASE_LOST);
        assertSame("after the first one gave way", managed, upstream);
    }

    @Test
    void asksBeforeItTakesAway() throws Exception {
        ManagedCatalog managed = upstreams.managed(source);
        managed.synchronize(upstreams.wsus(SampleRevisions.all(), id -> false), Absence.DELETED, ManagedListener.NONE);
        List<UpdateRevision> fewer = SampleRevisions.all().stream()
                .filter(revision -> !revision.id().equals(SampleRevisions.DRIVER))
                .toList();
        Catalog upstream = upstreams.wsus(fewer, id -> id.equals(SampleRevisions.EXPIRED));
        List<ManagedListener.Removal> asked = new ArrayList<>();
        ManagedReport report = managed.synchronize(upstream, Absence.DELETED, new ManagedListener() {
            @Override
            public boolean mayRemove(Removal removal) {
                asked.add(removal);
                return false;
            }
        });
        assertThat(asked)
                .containsExactly(
                        new ManagedListener.Removal(SampleRevisions.all().size(), 1, 1));
        assertThat(report.removal()).isEqualTo(asked.get(0));
        CatalogDifference difference = managed.compare(upstream, () -> {});
        assertThat(difference.extra()).isEqualTo(1);
        assertThat(difference.otherDecline()).isEqualTo(1);
        assertThat(difference.examples())
                .anyMatch(example -> example.contains(SampleRevisions.DRIVER.toString()))
                .anyMatch(example -> example.contains(SampleRevisions.EXPIRED.toString()));
        managed.synchronize(upstream, Absence.KEPT, ManagedListener.NONE);
        assertThat(managed.compare(upstream, () -> {}).extra())
                .as("an addition deletes nothing")
                .isEqualTo(1);
        managed.synchronize(upstream, Absence.DELETED, ManagedListener.NONE);
        assertSame("allowed", managed, upstream);
    }

    @Test
    void keepsWhatAPersonBrought() throws Exception {
        ManagedCatalog managed = upstreams.managed(source);
        Catalog all = upstreams.export(SampleRevisions.all());
        ManagedReport report = managed.bring(
                all,
                Set.of(SampleRevisions.DRIVER),
                List.of(SampleRevisions.CLASSIFICATION, SampleRevisions.PRODUCT),
                ManagedListener.NONE);
        assertThat(report.added()).isEqualTo(3);
        List<UpdateRevision> others = SampleRevisions.all().stream()
                .filter(revision -> !revision.id().equals(SampleRevisions.DRIVER))
                .toList();
        Catalog upstream = upstreams.wsus(others, id -> false);
        managed.synchronize(upstream, Absence.DELETED, ManagedListener.NONE);
        assertThat(managed.compare(upstream, () -> {}).isEmpty()).isTrue();
        try (Catalog catalog = managed.catalog()) {
            assertThat(catalog.size()).isEqualTo(SampleRevisions.all().size());
            List<UpdateId> imported = CatalogContract.raws(catalog.revisions(Position.START)).stream()
                    .filter(RawRevision::imported)
                    .map(raw -> raw.key().id())
                    .toList();
            assertThat(imported).containsExactly(SampleRevisions.DRIVER);
        }
    }

    @Test
    void keepsAHigherRevisionThatAPersonBrought() throws Exception {
        ManagedCatalog managed = upstreams.managed(source);
        UpdateId id = SampleRevisions.DRIVER;
        Catalog upstream = upstreams.wsus(
                List.of(SampleRevisions.withNumber(SampleRevisions.driver(id, 1), 200)),
                SampleRevisions.DRIVER::equals);
        Catalog later = upstreams.export(List.of(SampleRevisions.driver(id, 201)));
        managed.bring(later, Set.of(id), List.of(), ManagedListener.NONE);
        ManagedReport report = managed.synchronize(upstream, Absence.DELETED, ManagedListener.NONE);
        assertThat(report.revised()).isZero();
        assertThat(report.flagged()).as("a decline holds for every revision").isEqualTo(1);
        assertThat(managed.compare(upstream, () -> {}).isEmpty()).isTrue();
        try (Catalog catalog = managed.catalog()) {
            assertThat(CatalogContract.raws(catalog.revisions(Position.START)))
                    .extracting(RawRevision::key)
                    .containsExactly(SampleRevisions.driver(id, 201).key());
        }
        Catalog newest = upstreams.export(List.of(SampleRevisions.driver(id, 202)));
        managed.synchronize(newest, Absence.DELETED, ManagedListener.NONE);
        assertThat(managed.compare(newest, () -> {}).otherRevision()).isZero();
        assertThat(Upstreams.count(
                        source.url(), "SELECT RevisionNumber FROM dbo.tbRevision WHERE IsLatestRevision = 1"))
                .isEqualTo(202);
    }

    @Test
    void isSynchronizedOnceASynchronizationCameToItsEnd() throws Exception {
        Catalog upstream = upstreams.export(SampleRevisions.all());
        ManagedListener stopped = new ManagedListener() {
            private int asked;

            @Override
            public boolean stopping() {
                return asked++ == 0;
            }
        };
        ManagedCatalog managed = upstreams.managed(source);
        assertThat(managed.isSynchronized()).isFalse();
        assertThat(managed.synchronize(upstream, Absence.DELETED, stopped).stopped())
                .isTrue();
        assertThat(managed.isSynchronized()).as("stopped").isFalse();
        managed.bring(upstream, Set.of(SampleRevisions.DRIVER), List.of(), ManagedListener.NONE);
        assertThat(managed.isSynchronized())
                .as("half built, and something brought")
                .isFalse();
        managed.synchronize(upstream, Absence.DELETED, ManagedListener.NONE);
        assertThat(managed.isSynchronized()).isTrue();

        ManagedCatalog own = upstreams.managed(upstreams.empty());
        own.bring(upstream, Set.of(SampleRevisions.DRIVER), List.of(), ManagedListener.NONE);
        assertThat(own.isSynchronized()).as("only persons fill it").isTrue();
    }

    @Test
    void showsThatItIsWrittenAndForgetsAWriterThatDied() throws Exception {
        ManagedCatalog managed = upstreams.managed(source);
        Catalog upstream = upstreams.export(SampleRevisions.all());
        assertThatThrownBy(() -> managed.synchronize(upstream, Absence.DELETED, new ManagedListener() {
                    @Override
                    public void committed() {
                        try (Catalog reader = managed.catalog()) {
                            assertThat(reader.activity()).hasValueSatisfying(busy -> assertThat(busy)
                                    .isEqualTo("it has been synchronized since " + Upstreams.NOW));
                        }
                        throw new StackOverflowError("dies");
                    }
                }))
                .isInstanceOf(StackOverflowError.class);
        try (Catalog reader = managed.catalog()) {
            assertThat(reader.activity())
                    .as("it could still say that it failed")
                    .isEmpty();
        }
        Upstreams.execute(source.url(), "DELETE FROM dbo.tbEventInstance WHERE EventID = 386");
        Upstreams.execute(
                source.url(), "UPDATE dbo.SUP_CATALOG SET BUSY_UNTIL = " + upstreams.time("2026-10-14 12:10:00"));
        try (ManagedCatalog later = ManagedCatalog.open(source, Clock.offset(Upstreams.CLOCK, Duration.ofMinutes(9)));
                Catalog reader = later.catalog()) {
            assertThat(reader.activity()).isPresent();
        }
        try (ManagedCatalog later = ManagedCatalog.open(source, Clock.offset(Upstreams.CLOCK, Duration.ofMinutes(10)));
                Catalog reader = later.catalog()) {
            assertThat(reader.activity()).isEmpty();
        }
        Upstreams.execute(
                source.url(), "UPDATE dbo.SUP_CATALOG SET BUSY_UNTIL = " + upstreams.time("2040-01-01 00:10:00"));
        try (Catalog reader = managed.catalog()) {
            assertThat(reader.activity()).as("its clock was ahead").isEmpty();
        }
    }

    @Test
    void aMinuteIn2040TakesNoEventsAway() throws Exception {
        Catalog upstream = upstreams.export(SampleRevisions.all());
        upstreams.managed(source).synchronize(upstream, Absence.DELETED, ManagedListener.NONE);
        Clock ahead = Clock.offset(Upstreams.CLOCK, Duration.ofDays(5_000));
        try (ManagedCatalog later = ManagedCatalog.open(source, ahead)) {
            later.synchronize(upstream, Absence.DELETED, ManagedListener.NONE);
        }
        assertThat(Upstreams.count(source.url(), "SELECT COUNT(*) FROM dbo.tbEventInstance WHERE EventID = 384"))
                .isEqualTo(2);
    }

    @Test
    void sharesItsFilesWithinTheProcess() throws Exception {
        ManagedSource files = Upstreams.source("jdbc:hsqldb:file:" + folder.resolve("catalog/sup1"));
        Catalog upstream = upstreams.export(SampleRevisions.all());
        ManagedCatalog one = ManagedCatalog.open(files, Upstreams.CLOCK);
        Catalog reader = one.catalog();
        ManagedCatalog two = ManagedCatalog.open(files, Upstreams.CLOCK);
        one.close();
        two.synchronize(upstream, Absence.DELETED, ManagedListener.NONE);
        assertThat(CatalogContract.raws(reader.revisions(Position.START)))
                .hasSize(SampleRevisions.all().size());
        two.close();
        assertThat(reader.size()).isEqualTo(SampleRevisions.all().size());
        reader.close();
        try (SusdbCatalog read = SusdbCatalog.open(files.susdb())) {
            assertThat(read.size())
                    .as("closed well, so that it can be read")
                    .isEqualTo(SampleRevisions.all().size());
        }
        try (ManagedCatalog again = ManagedCatalog.open(files, Upstreams.CLOCK)) {
            assertSame("opened again", again, upstream);
        }
    }

    @Test
    void anInterruptedCloseGivesTheFilesFreeOnlyWhenTheyAreShutDown() throws Exception {
        ManagedSource files = Upstreams.source("jdbc:hsqldb:file:" + folder.resolve("catalog/sup1"));
        Catalog upstream = upstreams.export(SampleRevisions.all());
        ManagedCatalog one = ManagedCatalog.open(files, Upstreams.CLOCK);
        one.synchronize(upstream, Absence.DELETED, ManagedListener.NONE);
        Thread.currentThread().interrupt();
        one.close();
        assertThat(Thread.interrupted()).isTrue();
        try (ManagedCatalog again = ManagedCatalog.open(files, Upstreams.CLOCK)) {
            assertSame("opened after the shutdown", again, upstream);
        }
    }

    @Test
    void endsAChunkAtSoManyBytes() throws Exception {
        List<RawRevision> raws =
                CatalogContract.raws(upstreams.export(SampleRevisions.all()).revisions(Position.START));
        for (long bytes : new long[] {1, 4_000, Long.MAX_VALUE}) {
            List<List<Incoming>> chunks = new ArrayList<>();
            try (Pipeline pipeline = new Pipeline(chunks::add, bytes)) {
                for (int i = 0; i < raws.size(); i++) {
                    pipeline.add(i, raws.get(i));
                }
                pipeline.drain();
            }
            assertThat(chunks.stream().flatMap(List::stream).map(Incoming::raw)).containsExactlyElementsOf(raws);
            for (List<Incoming> chunk : chunks) {
                long beforeItsLast = chunk.stream()
                        .limit(chunk.size() - 1L)
                        .mapToLong(incoming ->
                                Objects.requireNonNull(incoming.document()).size())
                        .sum();
                assertThat(beforeItsLast).isLessThan(bytes);
            }
            assertThat(chunks).hasSizeGreaterThan(bytes < Long.MAX_VALUE ? 1 : 0);
        }
    }

    @Test
    void takesWhatIsWrittenOddlyForWhatItIs() throws Exception {
        UpdateRevision plain = SampleRevisions.software(SampleRevisions.id(7_003), 1, "a", true);
        UpdateFile file = plain.files().get(0);
        List<UpdateFile> files =
                List.of(withDigest(file, "A".repeat(27) + "="), withDigest(file, "A".repeat(26) + "B="));
        UpdateRevision odd = new UpdateRevision(
                plain.key(),
                plain.properties(),
                List.of(plain.texts().get(0), new LocalizedText("日本", "odd", null, null, null, null)),
                plain.relations(),
                files,
                List.of(),
                null);
        List<UpdateRevision> all = new ArrayList<>(SampleRevisions.all());
        all.add(odd);
        ManagedCatalog managed = upstreams.managed(source);
        Catalog upstream = upstreams.export(all);
        ManagedReport report = managed.synchronize(upstream, Absence.DELETED, ManagedListener.NONE);
        assertThat(report.added()).isEqualTo(all.size());
        assertThat(managed.compare(upstream, () -> {}).isEmpty()).isTrue();
        assertThat(Upstreams.count(
                        source.url(),
                        "SELECT COUNT(*) FROM dbo.tbFile WHERE FileDigest = " + upstreams.bytes("00".repeat(20))))
                .isEqualTo(1);
        assertThat(Upstreams.count(source.url(), "SELECT COUNT(*) FROM dbo.tbLanguage WHERE ShortLanguage = '日本'"))
                .isZero();
    }

    private static UpdateFile withDigest(UpdateFile file, String digest) {
        return new UpdateFile(
                digest,
                file.name(),
                file.size(),
                file.modified(),
                file.patchingType(),
                file.sha256(),
                file.sourceUrl());
    }

    @Test
    void copiesWhatHasNoRoomInItsColumns() throws Exception {
        UpdateRevision long1 = SampleRevisions.withTitle(
                SampleRevisions.software(SampleRevisions.id(7_001), 1, "a", true), "𝄞".repeat(3_000));
        UpdateRevision long2 = SampleRevisions.withTitle(
                SampleRevisions.software(SampleRevisions.id(7_002), 1, "a", false), "x" + "𝄞".repeat(900));
        Catalog upstream = upstreams.export(List.of(long1, long2));
        ManagedCatalog managed = upstreams.managed(source);
        assertThat(managed.synchronize(upstream, Absence.DELETED, ManagedListener.NONE)
                        .added())
                .isEqualTo(2);
        assertSame("long texts", managed, upstream);
    }

    private static void change(Random random, Map<UpdateId, UpdateRevision> content, Set<UpdateId> declined, int day) {
        for (int i = 0; i < 30; i++) {
            UpdateId id = SampleRevisions.id(20_000 + random.nextInt(60));
            UpdateRevision old = content.get(id);
            int number = old == null ? 100 : old.key().revisionNumber();
            switch (random.nextInt(6)) {
                case 0 -> content.remove(id);
                case 1 ->
                    content.put(id, SampleRevisions.software(id, number + 1, "day " + day + " no " + i, i % 2 == 0));
                case 2 ->
                    content.put(
                            id,
                            SampleRevisions.bundle(
                                    id, number + 1, "bundle " + day, SampleRevisions.id(20_000 + random.nextInt(60))));
                case 3 -> content.put(id, SampleRevisions.software(id, number, "rewritten " + day + i, true));
                case 4 -> declined.add(id);
                default -> declined.remove(id);
            }
        }
    }

    private static void assertSame(String description, ManagedCatalog managed, Catalog upstream)
            throws MetadataException {
        CatalogDifference difference = managed.compare(upstream, () -> {});
        assertThat(difference.isEmpty())
                .as(description + ": " + difference.examples())
                .isTrue();
        try (Catalog copy = managed.catalog()) {
            Map<UpdateId, RawRevision> copied = new HashMap<>();
            CatalogContract.raws(copy.revisions(Position.START))
                    .forEach(raw -> copied.put(raw.key().id(), raw));
            List<RawRevision> expected = CatalogContract.raws(upstream.revisions(Position.START));
            assertThat(copied).as(description).hasSize(expected.size());
            for (RawRevision raw : expected) {
                RawRevision found = Objects.requireNonNull(copied.get(raw.key().id()), description + ": " + raw.key());
                assertThat(found.key()).as(description).isEqualTo(raw.key());
                assertThat(found.digest()).as(description).isEqualTo(raw.digest());
                assertThat(found.declined()).as(description).isEqualTo(raw.declined());
                assertThat(Canonical.of(found.parse())).as(description).isEqualTo(Canonical.of(raw.parse()));
            }
        }
    }

    /** Nothing is left of what is gone. */
    private static void assertTidy(ManagedSource own) throws Exception {
        for (String table :
                List.of("tbXml", "tbFileForRevision", "tbBundleAll", "tbPrerequisite", "tbRevisionInCategory")) {
            assertThat(Upstreams.count(
                            own.url(),
                            "SELECT COUNT(*) FROM dbo." + table
                                    + " t WHERE NOT EXISTS (SELECT r.RevisionID FROM dbo.tbRevision r WHERE"
                                    + " r.RevisionID = t.RevisionID AND r.IsLatestRevision = 1)"))
                    .as(table)
                    .isZero();
        }
        assertThat(Upstreams.count(
                        own.url(),
                        "SELECT COUNT(*) FROM dbo.tbFile f WHERE NOT EXISTS (SELECT r.FileDigest FROM"
                                + " dbo.tbFileForRevision r WHERE r.FileDigest = f.FileDigest)"))
                .isZero();
        assertThat(Upstreams.count(
                        own.url(),
                        "SELECT COUNT(*) FROM dbo.tbRevision r WHERE r.IsLatestRevision = 0 AND NOT EXISTS (SELECT"
                                + " o.BundledID FROM dbo.tbBundleAtLeastOne o WHERE o.RevisionID = r.RevisionID)"))
                .isZero();
        assertThat(Upstreams.count(
                        own.url(),
                        "SELECT COUNT(*) FROM dbo.tbLocalizedProperty p WHERE NOT EXISTS (SELECT f.RevisionID"
                                + " FROM dbo.tbLocalizedPropertyForRevision f WHERE f.LocalizedPropertyID ="
                                + " p.LocalizedPropertyID)"))
                .isZero();
    }
}
