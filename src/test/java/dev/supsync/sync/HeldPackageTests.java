package dev.supsync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.catalog.Catalog;
import dev.supsync.cleanup.Cleanup;
import dev.supsync.cleanup.CleanupRules;
import dev.supsync.lease.SiteLease;
import dev.supsync.offline.ExportPlan;
import dev.supsync.offline.ExportPlan.Extent;
import dev.supsync.offline.PackageFile;
import dev.supsync.offline.PackageImport;
import dev.supsync.offline.PackageWriter;
import dev.supsync.offline.Trust;
import dev.supsync.replication.Applied;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A site that packages feed keeps what is deployed there whole, too, whatever the packages remove. */
class HeldPackageTests extends SyncSuite {

    private static final Trust NOBODY = Trust.of(List.of(), List.of(), false);
    private static final Instant LATER = Instant.parse("2026-12-21T02:00:00Z");
    private static final String PARTS = "SELECT COUNT(*) FROM v_UpdateContents WHERE CI_ID <> ContentCI_ID";
    private static final String RELATIONS = "SELECT COUNT(*) FROM v_CIRelation";

    private final SiteFixture far = SiteFixture.inMemory();

    @AfterEach
    void closeFar() {
        far.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Extent.class,
            names = {"AUTOMATIC", "FULL"})
    void aDeployedBundleStaysWholeUntilItIsNotDeployed(Extent extent) {
        world.put(
                        Rev.hidden(303).file("inner payload"),
                        Rev.hidden(301).bundles(303),
                        Rev.detectoid(302),
                        Rev.update(101).bundles(301).requires(302))
                .fill(110, 10);
        synced();
        world.put(Rev.update(101).number(201).bundles(301).requires(302).expired());
        synced();
        imported(export(Extent.FULL, 1));
        far.database()
                .jdbc()
                .update(
                        "INSERT INTO SUP_DEPLOYMENT (UPDATE_ID, DEPLOYMENT_NAME) VALUES (?, 'Pilot')",
                        Rev.id(101).value());
        cleanUp();
        synced();
        Path file = export(extent, 2);

        try (PackageFile opened = openPackage(file)) {
            assertThat(PackageImport.preview(far.database(), opened).removed()).isZero();
        }
        assertThat(imported(file).removed()).isZero();

        assertThat(far.column(PARTS)).containsExactly("2");
        assertThat(far.column(RELATIONS)).containsExactly("3");
        far.database().jdbc().update("DELETE FROM SUP_DEPLOYMENT");
        world.put(Rev.update(200));
        synced();
        imported(export(extent, 3));
        assertThat(far.views()).isEqualTo(site.views());
        assertThat(far.column("SELECT COUNT(*) FROM SUP_UPDATE"))
                .isEqualTo(site.column("SELECT COUNT(*) FROM SUP_UPDATE"));
        assertThat(far.column("SELECT COUNT(*) FROM SUP_HELD_TOMBSTONE")).containsExactly("0");
    }

    private void cleanUp() {
        Duration week = Duration.ofDays(7);
        try (SiteLease lease = lease(site)) {
            assertThat(new Cleanup(
                                    site.database(),
                                    new CleanupRules(week, week, week, week, week),
                                    Clock.fixed(LATER, ZoneOffset.UTC))
                            .run(lease, () -> false)
                            .updates())
                    .isEqualTo(1);
        }
    }

    private Path export(Extent extent, int number) {
        Path output = folder.resolve("package" + number + ".cab");
        ExportPlan plan = new ExportPlan(
                output,
                "far",
                extent,
                "Contoso",
                Set.of("en", "de"),
                null,
                ExportPlan.VOLUME_SIZE,
                ExportPlan.PART_SIZE);
        try (Catalog catalog = open(world.revisions());
                SiteLease lease = lease(site)) {
            Clock clock = Clock.fixed(LATER.plusSeconds(number), ZoneOffset.UTC);
            return new PackageWriter(site.database(), lease, catalog, plan, clock, () -> {})
                    .write()
                    .map(written -> Path.of(written.fileName()))
                    .orElseThrow();
        }
    }

    private Applied imported(Path file) {
        try (PackageFile opened = openPackage(file);
                SiteLease lease = lease(far)) {
            return new PackageImport(far.database(), opened, lease, Clock.fixed(LATER, ZoneOffset.UTC), () -> {})
                    .run(() -> {});
        }
    }

    private PackageFile openPackage(Path file) {
        return PackageFile.open(file, NOBODY, Long.MAX_VALUE, folder.resolve("work"));
    }

    private static SiteLease lease(SiteFixture fixture) {
        return SiteLease.take(fixture.database(), Duration.ofSeconds(30), Duration.ofSeconds(5));
    }
}
