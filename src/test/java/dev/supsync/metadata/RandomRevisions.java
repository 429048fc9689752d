package dev.supsync.metadata;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Revisions with everything that update XML can say, and with texts that try its syntax; the same for a seed. */
final class RandomRevisions {

    private static final String[] SNIPPETS = {
        "Security Update", "KB5066835", "(x64)", "<b>", "&amp;", "]]>", "\"", "'", "\t", "\n", "\n\n", "قاعدة", "更新",
        "𝄞", "\u00A0", "\u0085", "\u2028", "<!--", "?>", "%s", "\\", "é", "e\u0301", "{0}", "  ", "--"
    };

    private final Random random;

    RandomRevisions(long seed) {
        this.random = new Random(seed);
    }

    UpdateRevision next() {
        UpdateType type = pick(UpdateType.values());
        return new UpdateRevision(
                new RevisionKey(id(), random.nextInt(4) == 0 ? random.nextInt(Integer.MAX_VALUE) : 200),
                properties(type),
                texts(),
                relations(),
                files(),
                new ArrayList<>(new LinkedHashSet<>(list(3, this::driver))),
                type == UpdateType.CATEGORY ? category() : null);
    }

    private UpdateProperties properties(UpdateType type) {
        return new UpdateProperties(
                type,
                random.nextBoolean(),
                pick(PublicationState.values()),
                language(),
                instant(),
                maybe(() -> id().value()),
                maybe(this::text),
                maybe(this::text),
                maybe(this::text),
                pick(Severity.values()),
                maybe(() -> id().value()),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                maybe(() -> random.nextLong() >>> 1),
                maybe(() -> random.nextLong() >>> 40),
                behavior(),
                maybe(this::behavior),
                distinct(3, this::text),
                maybe(this::text),
                distinct(3, () -> "" + random.nextInt(9_000_000)),
                distinct(3, this::text),
                distinct(3, this::text),
                distinct(40, this::language));
    }

    private List<LocalizedText> texts() {
        Map<String, LocalizedText> texts = new LinkedHashMap<>();
        list(40, this::language)
                .forEach(language -> texts.putIfAbsent(
                        language,
                        new LocalizedText(
                                language,
                                text(),
                                maybe(this::text),
                                maybe(this::text),
                                maybe(this::text),
                                maybe(this::text))));
        return new ArrayList<>(texts.values());
    }

    private List<Relation> relations() {
        Set<Relation> relations = new LinkedHashSet<>();
        relations.addAll(list(5, () -> new Relation.Supersedes(id())));
        relations.addAll(list(5, () -> new Relation.InCategory(id())));
        for (int clause = random.nextInt(4) - 1; clause >= 0; clause--) {
            int number = clause;
            relations.add(new Relation.Requires(number, id()));
            relations.addAll(list(3, () -> new Relation.Requires(number, id())));
        }
        for (int clause = random.nextInt(4) - 1; clause >= 0; clause--) {
            int number = clause;
            relations.add(new Relation.Bundles(number, id(), null));
            relations.addAll(list(3, () -> new Relation.Bundles(number, id(), maybe(() -> random.nextInt(300)))));
        }
        return new ArrayList<>(relations);
    }

    private List<UpdateFile> files() {
        Map<String, UpdateFile> files = new LinkedHashMap<>();
        list(
                        4,
                        () -> new UpdateFile(
                                base64(20),
                                text(),
                                random.nextLong() >>> 1,
                                maybe(this::instant),
                                maybe(() -> pick(UpdateFile.PatchingType.values())),
                                maybe(() -> base64(32)),
                                null))
                .forEach(file -> files.putIfAbsent(file.digest(), file));
        return new ArrayList<>(files.values());
    }

    private DriverMetadata driver() {
        return new DriverMetadata(
                text(),
                maybe(() -> LocalDate.of(1, 1, 1).plusDays(random.nextInt(3_652_059))),
                maybe(this::text),
                maybe(this::text),
                maybe(this::text),
                maybe(this::text),
                maybe(this::text),
                maybe(this::text),
                maybe(this::text));
    }

    private CategoryInfo category() {
        return new CategoryInfo(
                maybe(() -> pick(CategoryType.values())),
                random.nextBoolean(),
                random.nextBoolean(),
                maybe(() -> random.nextInt(Integer.MAX_VALUE)));
    }

    private InstallationBehavior behavior() {
        return new InstallationBehavior(
                pick(InstallationBehavior.Impact.values()),
                pick(InstallationBehavior.Reboot.values()),
                random.nextBoolean(),
                random.nextBoolean());
    }

    /** Trimmed and not empty; sometimes longer than a reader's buffer. */
    private String text() {
        StringBuilder text = new StringBuilder("x");
        int length = random.nextInt(50) == 0 ? 3000 : 1 + random.nextInt(8);
        for (int i = 0; i < length; i++) {
            text.append(pick(SNIPPETS));
        }
        return text.append('y').toString();
    }

    private String language() {
        return pick(Languages.all().toArray(new Language[0])).shortName();
    }

    private Instant instant() {
        Instant second = Instant.parse("0001-01-01T00:00:00Z").plusSeconds(random.nextLong(315_537_897_600L));
        return random.nextBoolean() ? second : second.plusMillis(random.nextInt(1000));
    }

    private UpdateId id() {
        return new UpdateId(new UUID(random.nextLong(), random.nextLong()));
    }

    private String base64(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private <T> List<T> distinct(int max, Supplier<T> supplier) {
        return new ArrayList<>(new LinkedHashSet<>(list(max, supplier)));
    }

    private <T> List<T> list(int max, Supplier<T> supplier) {
        List<T> list = new ArrayList<>();
        for (int i = random.nextInt(max + 1); i > 0; i--) {
            list.add(supplier.get());
        }
        return list;
    }

    private <T> @Nullable T maybe(Supplier<T> supplier) {
        return random.nextBoolean() ? supplier.get() : null;
    }

    private <T> T pick(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
