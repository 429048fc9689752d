package dev.supsync.samples;

import dev.supsync.metadata.InstallationBehavior;
import dev.supsync.metadata.LocalizedText;
import dev.supsync.metadata.Relation;
import dev.supsync.metadata.RevisionKey;
import dev.supsync.metadata.Severity;
import dev.supsync.metadata.UpdateFile;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateProperties;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.metadata.UpdateType;
import dev.supsync.samples.Line.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes the revisions of an update: those of its hidden children first, then its own. */
record Updates(Chance chance, Timeline timeline, Naming naming, Payload payload, Detectoids detectoids, int bundles) {

    private static final String HANDLERS = "http://schemas.microsoft.com/msus/2002/12/UpdateHandlers/";
    private static final int CHILDREN = 4;
    /** The part of the hidden bundle within a bundle. */
    private static final int MIDDLE = 3;

    private static final InstallationBehavior MAY_REBOOT = new InstallationBehavior(
            InstallationBehavior.Impact.NORMAL, InstallationBehavior.Reboot.CAN_REQUEST_REBOOT, false, false);
    private static final InstallationBehavior EXCLUSIVE = new InstallationBehavior(
            InstallationBehavior.Impact.REQUIRES_EXCLUSIVE_HANDLING,
            InstallationBehavior.Reboot.ALWAYS_REQUIRES_REBOOT,
            true,
            false);

    UpdateId id(int update) {
        return chance.id(Chance.For.UPDATE, update);
    }

    /** All revisions of an update, in the order of an export. */
    void write(int update, Fates.State state, Consumer<UpdateRevision> to) {
        int children = children(update);
        for (int part = 0; part < children; part++) {
            to.accept(child(update, part));
        }
        if (isNested(update)) {
            to.accept(middle(update, children));
        }
        to.accept(top(update, state));
    }

    /** What an administrator sees of it. */
    UpdateRevision top(int update, Fates.State state) {
        Line kind = timeline.kind(update);
        List<UpdateFile> files = children(update) > 0 ? List.of() : payload.files(update, 0);
        return new UpdateRevision(
                new RevisionKey(id(update), state.revisionNumber()),
                properties(update, state, files),
                naming.texts(update, state.revised()),
                relations(update),
                files,
                kind.is(Trait.DRIVER) ? payload.drivers(update) : List.of(),
                null);
    }

    private UpdateProperties properties(int update, Fates.State state, List<UpdateFile> files) {
        Line kind = timeline.kind(update);
        boolean bundle = files.isEmpty();
        String article = kind.hasArticle() ? naming.article(update) : null;
        UUID eula = kind.is(Trait.EULA)
                ? chance.id(Chance.For.EULA, timeline.line(update)).value()
                : null;
        return new PropertiesBuilder(kind.is(Trait.DRIVER) ? UpdateType.DRIVER : UpdateType.SOFTWARE, state.created())
                .deployable(state.publication())
                .defaultLanguage(naming.defaultLanguage(update))
                .local(kind.is(Trait.LOCAL))
                .legacyName(
                        article == null || kind.is(Trait.MSI)
                                ? null
                                : "KB" + article + "-" + kind.subject().replace(' ', '-') + "-"
                                        + kind.architecture().toUpperCase(Locale.ROOT) + "-TSL")
                .handler(bundle ? null : handler(kind))
                .severity(kind.severity())
                .eula(eula)
                .upgrade(kind.is(Trait.UPGRADE))
                .size(bundle ? null : files.stream().mapToLong(UpdateFile::size).sum())
                .behavior(
                        kind.is(Trait.UPGRADE)
                                ? EXCLUSIVE
                                : kind.is(Trait.COMMAND) ? InstallationBehavior.DEFAULT : MAY_REBOOT,
                        kind.is(Trait.MSI) ? InstallationBehavior.DEFAULT : null)
                .urls(
                        article == null ? null : "https://support.microsoft.com/help/" + article,
                        kind.is(Trait.LOCAL) ? null : "https://support.microsoft.com/select/?target=hub")
                .articles(article == null ? List.of() : List.of(article), bulletins(update), cves(update))
                .fileLanguages(bundle ? List.of() : kind.is(Trait.DRIVER) ? Wording.LANGUAGES : List.of("all"))
                .build();
    }

    private List<String> bulletins(int update) {
        Line kind = timeline.kind(update);
        return kind.is(Trait.LEGACY) && kind.severity() != Severity.UNSPECIFIED
                ? List.of(String.format(
                        Locale.ROOT, "MS%02d-%03d", timeline.month(update).getYear() % 100, 1 + update % 150))
                : List.of();
    }

    private List<String> cves(int update) {
        if (timeline.kind(update).severity() == Severity.UNSPECIFIED
                || timeline.kind(update).is(Trait.LOCAL)) {
            return List.of();
        }
        int number = 1_000 + chance.below(60_000, Chance.For.CVE, update);
        String prefix = "CVE-" + timeline.month(update).getYear() + "-";
        return number % 3 == 0 ? List.of(prefix + number, prefix + (number + 1)) : List.of(prefix + number);
    }

    private List<Relation> relations(int update) {
        Line kind = timeline.kind(update);
        List<Relation> relations = new ArrayList<>();
        if (kind.is(Trait.CHAIN)) {
            supersedes(update, relations);
        }
        requires(kind, relations);
        kind.products().forEach(product -> relations.add(new Relation.InCategory(product)));
        relations.add(new Relation.InCategory(kind.classification()));
        bundled(update, relations);
        return relations;
    }

    /** The one before, sometimes the one before that too; the oldest sometimes one that is not in the catalog. */
    private void supersedes(int update, List<Relation> relations) {
        int age = timeline.age(update);
        int draw = chance.below(4, Chance.For.RELATION, update);
        if (age > 0) {
            relations.add(new Relation.Supersedes(id(timeline.before(update, 1))));
        }
        if (age > 1 && draw == 0) {
            relations.add(new Relation.Supersedes(id(timeline.before(update, 2))));
        }
        if (age == 0 && draw > 1) {
            relations.add(new Relation.Supersedes(chance.id(Chance.For.UNKNOWN, update)));
        }
    }

    private void requires(Line kind, List<Relation> relations) {
        relations.add(new Relation.Requires(0, detectoids.get(kind.architecture())));
        for (String one : platforms(kind)) {
            relations.add(new Relation.Requires(1, detectoids.get(one)));
        }
    }

    private static List<String> platforms(Line kind) {
        if (kind.is(Trait.MSI)) {
            return List.of("office-msi", "office-c2r");
        }
        return kind.is(Trait.COMMAND) || kind.is(Trait.DRIVER)
                ? List.of("client", "server")
                : List.of("build-17763", "build-22631", "build-26100");
    }

    private void bundled(int update, List<Relation> relations) {
        int children = children(update);
        if (isNested(update)) {
            relations.add(new Relation.Bundles(0, childId(update, MIDDLE), 200));
            return;
        }
        for (int part = 0; part < children; part++) {
            relations.add(new Relation.Bundles(Math.min(part, 1), childId(update, part), 200));
        }
    }

    /** How many leaves a bundle has; 0 for what is no bundle. */
    private int children(int update) {
        return timeline.kind(update).is(Trait.BUNDLE) && chance.below(100, Chance.For.BUNDLE, update) < bundles
                ? 1 + chance.below(3, Chance.For.CHILD, update)
                : 0;
    }

    private boolean isNested(int update) {
        return timeline.kind(update).is(Trait.NESTED) && children(update) > 0;
    }

    private UpdateId childId(int update, int part) {
        return chance.id(Chance.For.CHILD, (long) update * CHILDREN + part);
    }

    /** It names products and classification as plain prerequisites, not as categories. */
    private UpdateRevision child(int update, int part) {
        Line kind = timeline.kind(update);
        List<Relation> relations = new ArrayList<>();
        requires(kind, relations);
        inherited(2, kind, relations);
        return hidden(
                update,
                part,
                handler(kind),
                naming.fileStem(update) + " payload " + (part + 1),
                relations,
                payload.files(update, part));
    }

    private UpdateRevision middle(int update, int children) {
        List<Relation> relations = new ArrayList<>();
        inherited(0, timeline.kind(update), relations);
        for (int part = 0; part < children; part++) {
            relations.add(new Relation.Bundles(0, childId(update, part), 200));
        }
        return hidden(update, MIDDLE, null, "HIDDEN: " + naming.fileStem(update), relations, List.of());
    }

    private static void inherited(int clause, Line kind, List<Relation> relations) {
        relations.add(new Relation.Requires(clause, kind.classification()));
        kind.products().forEach(product -> relations.add(new Relation.Requires(clause + 1, product)));
    }

    private UpdateRevision hidden(
            int update,
            int part,
            @Nullable String handler,
            String title,
            List<Relation> relations,
            List<UpdateFile> files) {
        return new UpdateRevision(
                new RevisionKey(childId(update, part), 200),
                new PropertiesBuilder(
                                UpdateType.SOFTWARE, timeline.created(update).minusSeconds(CHILDREN - part))
                        .handler(handler)
                        .build(),
                List.of(new LocalizedText("en", title, null, null, null, null)),
                relations,
                files,
                List.of(),
                null);
    }

    private static String handler(Line kind) {
        if (kind.is(Trait.MSI)) {
            return HANDLERS + "WindowsInstaller";
        }
        if (kind.is(Trait.DRIVER)) {
            return HANDLERS + "WindowsDriver";
        }
        return HANDLERS + (kind.is(Trait.COMMAND) ? "CommandLineInstallation" : "Cbs");
    }
}
