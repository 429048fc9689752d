package dev.supsync.catalog.susdb;

import dev.supsync.catalog.SampleRevisions;
import dev.supsync.metadata.CategoryInfo;
import dev.supsync.metadata.CategoryType;
import dev.supsync.metadata.DriverMetadata;
import dev.supsync.metadata.InstallationBehavior;
import dev.supsync.metadata.InstallationBehavior.Impact;
import dev.supsync.metadata.InstallationBehavior.Reboot;
import dev.supsync.metadata.LocalizedText;
import dev.supsync.metadata.PublicationState;
import dev.supsync.metadata.Relation;
import dev.supsync.metadata.RevisionKey;
import dev.supsync.metadata.Severity;
import dev.supsync.metadata.UpdateFile;
import dev.supsync.metadata.UpdateProperties;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.metadata.UpdateType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Revisions that use every part of the model. */
final class FullRevision {

    private FullRevision() {}

    /** A deployable update with everything an update can have. */
    static UpdateRevision update(List<String> articles) {
        UpdateFile one = SampleRevisions.file("one");
        UpdateFile plain = new UpdateFile(SampleRevisions.file("two").digest(), "two.psf", 0, null, null, null, null);
        return new UpdateRevision(
                new RevisionKey(SampleRevisions.id(100), 209),
                properties(UpdateType.SOFTWARE, true, articles),
                List.of(
                        new LocalizedText("ar", "عنوان", null, null, null, null),
                        new LocalizedText(
                                "en",
                                "Title ".repeat(60) + ".",
                                "Description ".repeat(200) + ".",
                                "https://more.example/en",
                                "https://support.example/en",
                                "Cannot be removed on Sundays."),
                        new LocalizedText("ja-nec", "題名 𝄞", "説明", "https://more.example/ja", null, null)),
                List.of(
                        new Relation.Supersedes(SampleRevisions.id(1001)),
                        new Relation.Supersedes(SampleRevisions.id(1002)),
                        new Relation.Requires(0, SampleRevisions.id(1003)),
                        new Relation.Requires(1, SampleRevisions.id(1004)),
                        new Relation.Requires(1, SampleRevisions.id(1005)),
                        new Relation.InCategory(SampleRevisions.CLASSIFICATION),
                        new Relation.InCategory(SampleRevisions.PRODUCT),
                        new Relation.InCategory(SampleRevisions.id(1006)),
                        new Relation.Bundles(0, SampleRevisions.id(1007), 200),
                        new Relation.Bundles(1, SampleRevisions.id(1008), 201),
                        new Relation.Bundles(1, SampleRevisions.id(1009), 0)),
                List.of(one, plain),
                List.of(),
                null);
    }

    /** A driver whose hardware IDs repeat. */
    static UpdateRevision driver() {
        return new UpdateRevision(
                new RevisionKey(SampleRevisions.id(101), 1),
                properties(UpdateType.DRIVER, true, List.of()),
                List.of(new LocalizedText("en", "Driver", null, null, null, null)),
                List.of(new Relation.InCategory(SampleRevisions.PRODUCT)),
                List.of(),
                List.of(
                        new DriverMetadata("USB\\A", null, null, null, null, null, null, null, null),
                        new DriverMetadata("USB\\B", null, "1.2.3.4", "Net", "C", "P", "M", "N", "0"),
                        new DriverMetadata("USB\\B", null, "1.2.3.5", "Net", "C", "P", "M", "N", "0")),
                null);
    }

    /** A category with everything a category can have. */
    static UpdateRevision category() {
        UpdateRevision plain = SampleRevisions.category(SampleRevisions.PRODUCT, 5, null, "x", null);
        return new UpdateRevision(
                plain.key(),
                plain.properties(),
                List.of(new LocalizedText("en", "Windows 11, version 24H2", null, null, null, null)),
                List.of(
                        new Relation.InCategory(SampleRevisions.FAMILY),
                        new Relation.InCategory(SampleRevisions.COMPANY)),
                List.of(),
                List.of(),
                new CategoryInfo(CategoryType.PRODUCT, true, true, 17));
    }

    private static UpdateProperties properties(UpdateType type, boolean deployable, List<String> articles) {
        return new UpdateProperties(
                type,
                deployable,
                PublicationState.IN_TESTING,
                "ja-nec",
                Instant.parse("2026-10-04T12:00:58.381Z"),
                UUID.fromString("395392a0-19c0-48b7-a927-f7c15066d905"),
                "KB_OLD_NAME",
                null,
                "http://schemas.microsoft.com/msus/2002/12/UpdateHandlers/Cbs",
                Severity.MODERATE,
                UUID.fromString("7be93eb1-8c29-4ed2-9e21-0ddcd0a3c0d4"),
                true,
                true,
                true,
                true,
                true,
                6_662_560L,
                0L,
                new InstallationBehavior(Impact.MINOR, Reboot.CAN_REQUEST_REBOOT, true, true),
                new InstallationBehavior(
                        Impact.REQUIRES_EXCLUSIVE_HANDLING, Reboot.ALWAYS_REQUIRES_REBOOT, true, false),
                List.of("https://more.example/1", "https://more.example/2"),
                "https://support.example",
                articles,
                articles.isEmpty() ? List.of() : List.of("MS12-034", "MS12-035"),
                articles.isEmpty() ? List.of() : List.of("CVE-2026-0001", "CVE-2026-0002"),
                List.of("all", "de", "en"));
    }
}
