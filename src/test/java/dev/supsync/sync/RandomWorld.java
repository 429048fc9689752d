package dev.supsync.sync;

import dev.supsync.catalog.SampleRevisions;
import dev.supsync.metadata.DriverMetadata;
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
import dev.supsync.scope.ScopeSettings;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A catalog in which everything that update metadata can say occurs, and refers to each other; the same for a seed. */
public final class RandomWorld {

    public static final ScopeSettings SCOPE = SiteFixture.scope(List.of("Windows/*"), List.of("Security Updates"));

    private static final List<String> LANGUAGES = List.of("en", "de", "fr", "ar", "pt-br", "zh-cn");
    private static final int FIRST = 1_000;

    private final Random random;

    public RandomWorld(long seed) {
        random = new Random(seed);
    }

    /** The categories, and so many detectoids, payloads, bundles, updates and drivers. */
    public List<UpdateRevision> revisions(int count) {
        List<UpdateRevision> all = new ArrayList<>(World.withCategories().revisions());
        all.add(Rev.category(Rev.id(50), null, "Without a type", Rev.OFFICE).build());
        for (int i = 0; i < count; i++) {
            all.add(revision(i));
        }
        return all;
    }

    /** The same revision, withdrawn by its publisher. */
    public static UpdateRevision expired(UpdateRevision revision) {
        UpdateProperties of = revision.properties();
        UpdateProperties expired = new UpdateProperties(
                of.type(),
                of.explicitlyDeployable(),
                PublicationState.EXPIRED,
                of.defaultLanguage(),
                of.creationDate(),
                of.publisherId(),
                of.legacyName(),
                of.detectoidType(),
                of.handler(),
                of.severity(),
                of.eulaId(),
                of.requiresReacceptanceOfEula(),
                of.beta(),
                of.publiclyPublished(),
                of.locallyPublished(),
                of.osUpgrade(),
                of.maxDownloadSize(),
                of.minDownloadSize(),
                of.installation(),
                of.uninstallation(),
                of.moreInfoUrls(),
                of.supportUrl(),
                of.kbArticles(),
                of.securityBulletins(),
                of.cveIds(),
                of.fileLanguages());
        return new UpdateRevision(
                revision.key(),
                expired,
                revision.texts(),
                revision.relations(),
                revision.files(),
                revision.drivers(),
                revision.category());
    }

    private UpdateRevision revision(int i) {
        boolean isDetectoid = i % 5 == 0;
        boolean isHidden = i % 5 == 1;
        boolean isDriver = i % 11 == 3 && !isHidden && !isDetectoid;
        UpdateType type = isDetectoid ? UpdateType.DETECTOID : isDriver ? UpdateType.DRIVER : UpdateType.SOFTWARE;
        boolean deployable = !isDetectoid && !isHidden;
        return new UpdateRevision(
                new RevisionKey(id(i), 1 + random.nextInt(300)),
                properties(type, deployable),
                texts(i),
                relations(i, deployable, isDetectoid),
                isDetectoid ? List.of() : distinct(3, n -> SampleRevisions.file("file " + i + " " + n)),
                isDriver ? distinct(3, this::driver) : List.of(),
                null);
    }

    private UpdateProperties properties(UpdateType type, boolean deployable) {
        return new UpdateProperties(
                type,
                deployable,
                random.nextInt(10) == 0 ? PublicationState.EXPIRED : PublicationState.PUBLISHED,
                pick(List.of("en", "en", "de", "fr")),
                Instant.parse("2026-01-01T00:00:00Z").plusMillis(random.nextInt(1_000_000_000)),
                maybe(UUID.fromString("395392a0-19c0-48b7-a927-f7c15066d905")),
                maybe("Legacy"),
                type == UpdateType.DETECTOID ? maybe("Architecture") : null,
                maybe("http://schemas.microsoft.com/msus/2002/12/UpdateHandlers/Cbs"),
                pick(List.of(Severity.values())),
                maybe(UUID.fromString("0b1ff7d9-9c2f-4b41-8c2b-2f5d6a4c3e21")),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                deployable && random.nextBoolean(),
                deployable ? maybe(12_345L) : null,
                deployable ? maybe(0L) : null,
                behavior(),
                random.nextBoolean() ? behavior() : null,
                distinct(2, n -> "https://support.example/" + n),
                maybe("https://support.example/help"),
                distinct(3, n -> "50" + n + random.nextInt(99_999)),
                distinct(2, n -> "MS26-0" + n),
                distinct(3, n -> "CVE-2026-" + n),
                distinct(5, n -> pick(LANGUAGES)));
    }

    private List<LocalizedText> texts(int i) {
        Set<String> languages = new LinkedHashSet<>(List.of("fr", "en", "de"));
        languages.addAll(distinct(3, n -> pick(LANGUAGES)));
        String tail = random.nextInt(20) == 0 ? " x".repeat(120) : "";
        return languages.stream()
                .map(l -> new LocalizedText(
                        l,
                        "Title " + i + " (" + l + " ä€𝄞)" + tail,
                        maybe("Description " + i + " " + l + tail.repeat(8)),
                        maybe("https://support.example/" + l),
                        maybe("https://support.example/support"),
                        maybe("Notes")))
                .toList();
    }

    private List<Relation> relations(int i, boolean deployable, boolean isDetectoid) {
        List<Relation> relations = new ArrayList<>();
        if (deployable) {
            distinct(3, n -> any()).stream()
                    .filter(t -> !t.equals(id(i)))
                    .forEach(t -> relations.add(new Relation.Supersedes(t)));
        }
        int clauses = random.nextInt(4);
        for (int clause = 0; clause < clauses; clause++) {
            int number = clause;
            Set<UpdateId> targets = new LinkedHashSet<>();
            for (int n = random.nextInt(3); n >= 0; n--) {
                targets.add(isDetectoid || random.nextInt(8) > 0 ? id(random.nextInt(60) * 5) : any());
            }
            targets.forEach(t -> relations.add(new Relation.Requires(number, t)));
        }
        if (deployable) {
            distinct(2, n -> pick(List.of(Rev.SECURITY, Rev.SECURITY, Rev.CRITICAL)))
                    .forEach(c -> relations.add(new Relation.InCategory(c)));
            distinct(3, n -> pick(List.of(Rev.WINDOWS_10, Rev.WINDOWS_11, Rev.WORD, Rev.id(50))))
                    .forEach(c -> relations.add(new Relation.InCategory(c)));
        }
        if (!isDetectoid) {
            int groups = random.nextInt(3);
            for (int clause = 0; clause < groups; clause++) {
                int number = clause;
                distinct(3, n -> id(random.nextInt(60) * 5 + 1)).stream()
                        .filter(t -> !t.equals(id(i)))
                        .forEach(t -> relations.add(new Relation.Bundles(number, t, 200)));
            }
        }
        return relations.stream().distinct().toList();
    }

    private DriverMetadata driver(int n) {
        return new DriverMetadata(
                "USB\\VID_8087&PID_" + n,
                maybe(LocalDate.of(2026, 3, 1)),
                maybe("1.2.3." + n),
                maybe("Net"),
                maybe("Contoso"),
                maybe("Contoso Ltd."),
                maybe("Contoso"),
                maybe("Adapter"),
                maybe("1152921505698765432"));
    }

    private InstallationBehavior behavior() {
        return new InstallationBehavior(
                pick(List.of(InstallationBehavior.Impact.values())),
                pick(List.of(InstallationBehavior.Reboot.values())),
                random.nextBoolean(),
                random.nextBoolean());
    }

    /** Something of the catalog, or nothing that it holds. */
    private UpdateId any() {
        return id(random.nextInt(330));
    }

    private static UpdateId id(int i) {
        return SampleRevisions.id(FIRST + i);
    }

    private <T> List<T> distinct(int max, IntFunction<T> supplier) {
        return IntStream.range(0, random.nextInt(max + 1))
                .mapToObj(supplier)
                .distinct()
                .toList();
    }

    private <T> @Nullable T maybe(T value) {
        return random.nextBoolean() ? value : null;
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
