package dev.supsync.catalog;

import dev.supsync.metadata.CategoryInfo;
import dev.supsync.metadata.CategoryType;
import dev.supsync.metadata.DriverMetadata;
import dev.supsync.metadata.InstallationBehavior;
import dev.supsync.metadata.LocalizedText;
import dev.supsync.metadata.PublicationState;
import dev.supsync.metadata.Relation;
import dev.supsync.metadata.RevisionKey;
import dev.supsync.metadata.Severity;
import dev.supsync.metadata.UpdateFile;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateProperties;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.metadata.UpdateType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Revisions of every kind, for the suites of the catalogs: small, complete, and the same at every call. */
public final class SampleRevisions {

    public static final UpdateId COMPANY = id(1);
    public static final UpdateId FAMILY = id(2);
    public static final UpdateId PRODUCT = id(3);
    public static final UpdateId CLASSIFICATION = id(4);
    public static final UpdateId DETECTOID = id(5);
    public static final UpdateId CHILD = id(6);
    public static final UpdateId BUNDLE = id(7);
    public static final UpdateId DRIVER = id(8);
    public static final UpdateId EXPIRED = id(9);

    private SampleRevisions() {}

    /** A fixed ID for a number; not in ascending order, as real ones. */
    public static UpdateId id(long number) {
        return new UpdateId(UUID.nameUUIDFromBytes(("update " + number).getBytes(StandardCharsets.UTF_8)));
    }

    /** One of each kind, in the order in which WSUS exports them: what is referred to comes first. */
    public static List<UpdateRevision> all() {
        return List.of(
                detectoid(DETECTOID, 51, "Windows 11 detected"),
                category(CLASSIFICATION, 100, CategoryType.UPDATE_CLASSIFICATION, "Security Updates", null),
                category(COMPANY, 101, CategoryType.COMPANY, "Microsoft", null),
                category(FAMILY, 100, CategoryType.PRODUCT_FAMILY, "Windows", COMPANY),
                category(PRODUCT, 202, CategoryType.PRODUCT, "Windows 11, version 24H2 and later", FAMILY),
                software(CHILD, 200, "2026-10 payload for x64 (HIDDEN: ä€𝄞)", false),
                bundle(BUNDLE, 200, "2026-10 Cumulative Update (KB5066835)", CHILD),
                driver(DRIVER, 1),
                expired(EXPIRED, 201));
    }

    /** A category below a parent; {@code type} null as in some hundred real ones. */
    public static UpdateRevision category(
            UpdateId id, int number, @Nullable CategoryType type, String title, @Nullable UpdateId parent) {
        return new UpdateRevision(
                new RevisionKey(id, number),
                properties(UpdateType.CATEGORY, false, PublicationState.PUBLISHED, Severity.UNSPECIFIED, List.of()),
                List.of(text("en", title), text("de", title + " (deutsch)")),
                parent == null ? List.of() : List.of(new Relation.InCategory(parent)),
                List.of(),
                List.of(),
                new CategoryInfo(type, false, false, null));
    }

    /** A detectoid without relations. */
    public static UpdateRevision detectoid(UpdateId id, int number, String title) {
        return new UpdateRevision(
                new RevisionKey(id, number),
                properties(UpdateType.DETECTOID, false, PublicationState.PUBLISHED, Severity.UNSPECIFIED, List.of()),
                List.of(text("en", title)),
                List.of(),
                List.of(),
                List.of(),
                null);
    }

    /** A software update with two files. */
    public static UpdateRevision software(UpdateId id, int number, String title, boolean deployable) {
        return new UpdateRevision(
                new RevisionKey(id, number),
                properties(UpdateType.SOFTWARE, deployable, PublicationState.PUBLISHED, Severity.CRITICAL, List.of()),
                List.of(text("en", title)),
                List.of(
                        new Relation.Requires(0, DETECTOID),
                        new Relation.InCategory(CLASSIFICATION),
                        new Relation.InCategory(PRODUCT)),
                List.of(file(title + " one"), file(title + " two")),
                List.of(),
                null);
    }

    /** A deployable bundle that supersedes two updates the catalog does not hold. */
    public static UpdateRevision bundle(UpdateId id, int number, String title, UpdateId child) {
        return new UpdateRevision(
                new RevisionKey(id, number),
                properties(
                        UpdateType.SOFTWARE, true, PublicationState.PUBLISHED, Severity.IMPORTANT, List.of("5066835")),
                List.of(text("ar", title + " قاعدة"), text("en", title), text("pt-br", title + " <&>\"'")),
                List.of(
                        new Relation.Supersedes(id(1001)),
                        new Relation.Supersedes(id(1002)),
                        new Relation.Requires(0, DETECTOID),
                        new Relation.InCategory(CLASSIFICATION),
                        new Relation.InCategory(PRODUCT),
                        new Relation.Bundles(0, child, 200)),
                List.of(),
                List.of(),
                null);
    }

    /** A driver for two hardware IDs. */
    public static UpdateRevision driver(UpdateId id, int number) {
        return new UpdateRevision(
                new RevisionKey(id, number),
                properties(UpdateType.DRIVER, true, PublicationState.PUBLISHED, Severity.UNSPECIFIED, List.of()),
                List.of(text("en", "Contoso - Net - 1.2.3.4")),
                List.of(new Relation.InCategory(CLASSIFICATION), new Relation.InCategory(PRODUCT)),
                List.of(file("driver")),
                List.of(hardware("USB\\VID_8087&PID_0A2B"), hardware("USB\\VID_8087&PID_0A2C")),
                null);
    }

    /** A publisher-expired update. */
    public static UpdateRevision expired(UpdateId id, int number) {
        return new UpdateRevision(
                new RevisionKey(id, number),
                properties(UpdateType.SOFTWARE, true, PublicationState.EXPIRED, Severity.LOW, List.of("4000001")),
                List.of(text("en", "An update that was withdrawn")),
                List.of(new Relation.InCategory(CLASSIFICATION), new Relation.InCategory(PRODUCT)),
                List.of(),
                List.of(),
                null);
    }

    /** A file whose digest and address follow from its name. */
    public static UpdateFile file(String name) {
        return new UpdateFile(
                digest("SHA-1", name),
                name.replace(' ', '_') + ".cab",
                4096L + name.length(),
                Instant.parse("2026-10-04T12:00:58Z"),
                UpdateFile.PatchingType.SELF_CONTAINED,
                digest("SHA-256", name),
                "http://download.example/" + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)) + ".cab");
    }

    /** Everything the same but the titles. */
    public static UpdateRevision withTitle(UpdateRevision of, String title) {
        List<LocalizedText> texts = new ArrayList<>();
        for (LocalizedText text : of.texts()) {
            texts.add(text(text.language(), title));
        }
        return new UpdateRevision(
                of.key(), of.properties(), texts, of.relations(), of.files(), of.drivers(), of.category());
    }

    /** Everything the same but the number. */
    public static UpdateRevision withNumber(UpdateRevision of, int number) {
        return new UpdateRevision(
                new RevisionKey(of.id(), number),
                of.properties(),
                of.texts(),
                of.relations(),
                of.files(),
                of.drivers(),
                of.category());
    }

    private static LocalizedText text(String language, String title) {
        return new LocalizedText(language, title, "Description of " + title, null, null, null);
    }

    private static DriverMetadata hardware(String hardwareId) {
        return new DriverMetadata(
                hardwareId,
                LocalDate.of(2026, 3, 1),
                "1.2.3.4",
                "Net",
                "Contoso",
                "Contoso Ltd.",
                "Contoso",
                "Adapter",
                "1152921505698765432");
    }

    private static UpdateProperties properties(
            UpdateType type, boolean deployable, PublicationState state, Severity severity, List<String> articles) {
        return new UpdateProperties(
                type,
                deployable,
                state,
                "en",
                Instant.parse("2026-10-04T12:00:58.380Z"), // SUSDB on SQL Server holds about every third millisecond
                UUID.fromString("395392a0-19c0-48b7-a927-f7c15066d905"),
                null,
                type == UpdateType.DETECTOID ? "Architecture" : null,
                null,
                severity,
                null,
                false,
                false,
                false,
                false,
                false,
                null,
                null,
                InstallationBehavior.DEFAULT,
                null,
                List.of(),
                null,
                articles,
                List.of(),
                List.of(),
                List.of());
    }

    private static String digest(String algorithm, String name) {
        try {
            byte[] hash = MessageDigest.getInstance(algorithm).digest(name.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
