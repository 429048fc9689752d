package dev.supsync.sync;

import dev.supsync.catalog.SampleRevisions;
import dev.supsync.metadata.CategoryInfo;
import dev.supsync.metadata.CategoryType;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A revision in the making, with the few things that tests of a synchronization vary. */
public final class Rev {

    public static final UpdateId COMPANY = SampleRevisions.id(1);
    public static final UpdateId WINDOWS = SampleRevisions.id(2);
    public static final UpdateId WINDOWS_11 = SampleRevisions.id(3);
    public static final UpdateId SECURITY = SampleRevisions.id(4);
    public static final UpdateId OFFICE = SampleRevisions.id(20);
    public static final UpdateId WORD = SampleRevisions.id(21);
    public static final UpdateId WINDOWS_10 = SampleRevisions.id(22);
    public static final UpdateId CRITICAL = SampleRevisions.id(23);

    private final UpdateId id;
    private final UpdateType type;
    private final Map<String, String> titles = new LinkedHashMap<>();
    private final List<Relation> relations = new ArrayList<>();
    private final List<UpdateFile> files = new ArrayList<>();
    private final List<UpdateId> categories = new ArrayList<>();
    private int number = 200;
    private boolean deployable;
    private PublicationState state = PublicationState.PUBLISHED;
    private List<String> articles = List.of();
    private @Nullable CategoryInfo category;
    private Instant created = Instant.parse("2026-10-04T12:00:58.381Z");

    private Rev(UpdateId id, UpdateType type) {
        this.id = id;
        this.type = type;
    }

    /** A deployable update of Windows 11, among the security updates. */
    public static Rev update(long number) {
        Rev rev = new Rev(id(number), UpdateType.SOFTWARE).title("Update " + number);
        rev.deployable = true;
        return rev.in(SECURITY, WINDOWS_11);
    }

    /** A payload: the child of a bundle. */
    public static Rev hidden(long number) {
        Rev rev = new Rev(id(number), UpdateType.SOFTWARE).title("Payload " + number);
        rev.files.add(SampleRevisions.file("payload " + number));
        return rev;
    }

    public static Rev detectoid(long number) {
        return new Rev(id(number), UpdateType.DETECTOID).title("Detectoid " + number);
    }

    public static Rev category(UpdateId id, @Nullable CategoryType type, String title, @Nullable UpdateId parent) {
        Rev rev = new Rev(id, UpdateType.CATEGORY).title(title).title("de", title + " (deutsch)");
        rev.category = new CategoryInfo(type, false, false, null);
        return parent == null ? rev : rev.in(parent);
    }

    public static UpdateId id(long number) {
        return SampleRevisions.id(number);
    }

    public Rev number(int revisionNumber) {
        number = revisionNumber;
        return this;
    }

    public Rev title(String english) {
        return title("en", english);
    }

    public Rev title(String language, String title) {
        titles.put(language, title);
        return this;
    }

    public Rev articles(String... numbers) {
        articles = List.of(numbers);
        return this;
    }

    /** Replaces the categories. */
    public Rev in(UpdateId... ids) {
        categories.clear();
        categories.addAll(List.of(ids));
        return this;
    }

    /** The creation date of the revision, at noon. */
    public Rev created(String day) {
        created = Instant.parse(day + "T12:00:00Z");
        return this;
    }

    public Rev expired() {
        state = PublicationState.EXPIRED;
        return this;
    }

    public Rev supersedes(long... older) {
        for (long update : older) {
            relations.add(new Relation.Supersedes(id(update)));
        }
        return this;
    }

    /** Requires each of them. */
    public Rev requires(long... needed) {
        for (long update : needed) {
            relations.add(new Relation.Requires(clauses(Relation.Requires.class), id(update)));
        }
        return this;
    }

    /** Bundles each of them, in revision 200. */
    public Rev bundles(long... children) {
        for (long child : children) {
            bundlesRevision(child, 200);
        }
        return this;
    }

    public Rev bundlesRevision(long child, int revisionNumber) {
        relations.add(new Relation.Bundles(clauses(Relation.Bundles.class), id(child), revisionNumber));
        return this;
    }

    public Rev file(String name) {
        files.add(SampleRevisions.file(name));
        return this;
    }

    public UpdateRevision build() {
        List<Relation> all = new ArrayList<>(relations);
        categories.forEach(c -> all.add(new Relation.InCategory(c)));
        List<LocalizedText> texts = new ArrayList<>();
        titles.forEach(
                (language, title) -> texts.add(new LocalizedText(language, title, "About " + title, null, null, null)));
        return new UpdateRevision(new RevisionKey(id, number), properties(), texts, all, files, List.of(), category);
    }

    private int clauses(Class<? extends Relation> kind) {
        return (int) relations.stream().filter(kind::isInstance).count();
    }

    private UpdateProperties properties() {
        return new UpdateProperties(
                type,
                deployable,
                state,
                "en",
                created,
                null,
                null,
                null,
                null,
                deployable ? Severity.IMPORTANT : Severity.UNSPECIFIED,
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
}
