package dev.supsync.sync;

import dev.supsync.metadata.Digest;
import dev.supsync.metadata.DriverMetadata;
import dev.supsync.metadata.Languages;
import dev.supsync.metadata.LocalizedText;
import dev.supsync.metadata.Relation;
import dev.supsync.metadata.Texts;
import dev.supsync.metadata.UpdateFile;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateProperties;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.scope.CategoryTree;
import dev.supsync.scope.ResolvedScope;
import dev.supsync.site.ScopeState;
import dev.supsync.site.UpdateRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns a revision of a catalog into the record of a site: the languages of the scope, references without categories, all
 * in one canonical order, so that equal content is equal whatever catalog it came from. Of what is not listed, it keeps what
 * every catalog tells without reading more than it must.
 */
final class RecordNormalizer {

    private static final int ENGLISH = 1033;

    /** What the columns of a WSUS database hold. Of what is not listed nothing else is read there. */
    private static final int TITLE = 200;

    private static final int DESCRIPTION = 1_500;

    private static final int FILE_NAME = 256;

    private final CategoryTree tree;
    private final Set<String> languages;
    private final RunTimes runTimes;

    RecordNormalizer(CategoryTree tree, ResolvedScope scope) {
        this.tree = tree;
        this.languages = scope.languages();
        this.runTimes = new RunTimes(tree);
    }

    /** The record, and with it the digest of its content. */
    UpdateRecord normalize(UpdateRevision revision, boolean listed, ScopeState scopeState, Digest source) {
        UpdateProperties p = revision.properties();
        List<UpdateId> categories = listed ? categories(revision) : List.of();
        UpdateRecord bare = new UpdateRecord(
                revision.key(),
                p.type(),
                listed,
                p.explicitlyDeployable(),
                revision.bundle(),
                scopeState,
                p.publicationState(),
                p.creationDate().truncatedTo(ChronoUnit.MILLIS),
                lcid(p.defaultLanguage()).orElse(ENGLISH),
                p.severity(),
                articles(p.kbArticles(), listed),
                articles(p.securityBulletins(), listed),
                listed ? trimmed(p.cveIds()).stream().sorted().toList() : List.of(),
                p.moreInfoUrls().isEmpty() ? null : trimmed(p.moreInfoUrls().get(0)),
                listed ? trimmed(p.supportUrl()) : null,
                trimmed(p.legacyName()),
                trimmed(p.detectoidType()),
                trimmed(p.handler()),
                p.publisherId(),
                p.eulaId(),
                p.requiresReacceptanceOfEula(),
                p.beta(),
                p.locallyPublished(),
                p.installation(),
                p.uninstallation() != null,
                runTimes.seconds(categories),
                contentLocales(p.fileLanguages()),
                texts(revision.texts(), p.defaultLanguage(), listed),
                categories,
                References.of(revision.relations(), id -> tree.node(id).isPresent()),
                revision.files().stream()
                        .map(RecordNormalizer::file)
                        .sorted(Comparator.comparing(UpdateFile::digest))
                        .toList(),
                revision.drivers().stream()
                        .distinct()
                        .sorted(Comparator.comparing(DriverMetadata::hardwareId)
                                .thenComparing(DriverMetadata::toString))
                        .toList(),
                source,
                source);
        return bare.withContent(digest(bare));
    }

    /** What the run times make of these products: a digest. */
    Digest runTimes(Collection<UpdateId> products) {
        return runTimes.fingerprint(products);
    }

    /** The texts that are kept: those of the scope's languages, English, and the update's default language. */
    private List<UpdateRecord.Text> texts(List<LocalizedText> texts, String defaultLanguage, boolean listed) {
        TreeMap<Integer, UpdateRecord.Text> kept = new TreeMap<>();
        for (LocalizedText text : texts) {
            OptionalInt lcid = lcid(text.language());
            boolean wanted =
                    languages.contains(text.language()) || text.language().equals(defaultLanguage);
            if (wanted && lcid.isPresent()) {
                kept.putIfAbsent(
                        lcid.getAsInt(),
                        new UpdateRecord.Text(
                                lcid.getAsInt(),
                                Texts.cut(text.title().strip(), listed ? Integer.MAX_VALUE : TITLE),
                                description(text, listed),
                                trimmed(text.moreInfoUrl())));
            }
        }
        return List.copyOf(kept.values());
    }

    /** Of what is not listed a WSUS database tells the first without its document. */
    private static List<String> articles(List<String> articles, boolean listed) {
        List<String> all = trimmed(articles);
        return listed || all.isEmpty() ? all : all.subList(0, 1);
    }

    private static UpdateFile file(UpdateFile file) {
        Instant modified = file.modified();
        return new UpdateFile(
                file.digest(),
                Texts.cut(file.name().strip(), FILE_NAME),
                file.size(),
                modified == null ? null : modified.truncatedTo(ChronoUnit.MILLIS),
                file.patchingType(),
                file.sha256(),
                trimmed(file.sourceUrl()));
    }

    private static @Nullable String description(LocalizedText text, boolean listed) {
        String description = trimmed(text.description());
        return description == null || listed ? description : Texts.cut(description, DESCRIPTION);
    }

    static OptionalInt lcid(String language) {
        return Languages.byShortName(language)
                .map(l -> OptionalInt.of(l.lcid()))
                .orElseGet(OptionalInt::empty);
    }

    private static List<UpdateId> categories(UpdateRevision revision) {
        return revision.relations().stream()
                .filter(Relation.InCategory.class::isInstance)
                .map(Relation::target)
                .distinct()
                .sorted()
                .toList();
    }

    private static String contentLocales(List<String> fileLanguages) {
        return fileLanguages.stream()
                .map(RecordNormalizer::lcid)
                .filter(OptionalInt::isPresent)
                .map(OptionalInt::getAsInt)
                .distinct()
                .sorted()
                .map(lcid -> "Locale:" + lcid)
                .collect(Collectors.joining(","));
    }

    private static List<String> trimmed(List<String> values) {
        List<String> result = new ArrayList<>();
        for (String value : values) {
            String text = trimmed(value);
            if (text != null && !result.contains(text)) {
                result.add(text);
            }
        }
        return result;
    }

    private static @Nullable String trimmed(@Nullable String value) {
        if (value == null) {
            return null;
        }
        String text = value.strip();
        return text.isEmpty() ? null : text;
    }

    /** Whether a digest is that of this content with another run time, which only its product's place in the tree decides. */
    static boolean differsInRunTimeOnly(UpdateRecord record, Digest content) {
        return !content.equals(record.content())
                && RunTimes.ALL.stream()
                        .anyMatch(seconds -> digest(record, seconds).equals(content));
    }

    private static Digest digest(UpdateRecord record) {
        return digest(record, record.maxExecutionTime());
    }

    private static Digest digest(UpdateRecord r, int maxExecutionTime) {
        return new ContentDigest()
                .add(r.key())
                .add(r.type())
                .add(r.deployable())
                .add(r.publicationState())
                .add(r.creationDate())
                .add(r.defaultLcid())
                .add(r.severity())
                .addAll(r.articles())
                .addAll(r.bulletins())
                .addAll(r.cves())
                .add(r.infoUrl())
                .add(r.supportUrl())
                .add(r.legacyName())
                .add(r.detectoidType())
                .add(r.handler())
                .add(r.publisherId())
                .add(r.eulaId())
                .add(r.eulaReacceptance())
                .add(r.beta())
                .add(r.locallyPublished())
                .add(r.installation())
                .add(r.canUninstall())
                .add(maxExecutionTime)
                .add(r.contentLocales())
                .addAll(r.texts())
                .addAll(r.categories())
                .addAll(r.references())
                .addAll(r.files())
                .addAll(r.drivers())
                .digest();
    }
}
