package dev.supsync;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Who may see whom. A new package gets a line in {@link #MAY_SEE}; a new arrow is a decision, not a detail. */
class ArchitectureTests {

    private static final String ROOT = "dev.supsync";

    /** Each package, and the packages of supsync that it may see besides itself. */
    private static final Map<String, Set<String>> MAY_SEE = Map.ofEntries(
            Map.entry("", Set.of("cli")),
            Map.entry("error", Set.of()),
            Map.entry("base", Set.of()),
            Map.entry("time", Set.of()),
            Map.entry("cabinet", Set.of()),
            Map.entry("jdbc", Set.of("error")),
            Map.entry("metadata", Set.of()),
            Map.entry("embedded", Set.of("error")),
            Map.entry("catalog", Set.of("metadata", "error")),
            Map.entry("catalog.export", Set.of("cabinet", "metadata", "catalog", "error")),
            Map.entry("catalog.susdb", Set.of("embedded", "jdbc", "cabinet", "metadata", "catalog", "time", "error")),
            Map.entry(
                    "catalog.managed",
                    Set.of("base", "jdbc", "embedded", "cabinet", "metadata", "catalog", "catalog.susdb", "error")),
            Map.entry("scope", Set.of("metadata", "error")),
            Map.entry("lifecycle", Set.of("metadata")),
            Map.entry("site", Set.of("metadata", "error")),
            Map.entry("site.jdbc", Set.of("base", "jdbc", "embedded", "site", "metadata", "time", "error")),
            Map.entry("lease", Set.of("base", "embedded", "site.jdbc", "site", "metadata", "error")),
            Map.entry("replication", Set.of("base", "site.jdbc", "site", "metadata", "error")),
            Map.entry("quarantine", Set.of("site.jdbc", "site", "metadata", "error")),
            Map.entry("status", Set.of("site.jdbc", "site", "metadata", "error")),
            Map.entry(
                    "sync",
                    Set.of(
                            "base",
                            "catalog",
                            "scope",
                            "lifecycle",
                            "site",
                            "site.jdbc",
                            "lease",
                            "quarantine",
                            "status",
                            "metadata",
                            "time",
                            "error")),
            Map.entry(
                    "hierarchy",
                    Set.of(
                            "base",
                            "replication",
                            "sync",
                            "status",
                            "lease",
                            "site",
                            "site.jdbc",
                            "metadata",
                            "time",
                            "error")),
            Map.entry("schedule", Set.of("time")),
            Map.entry("alert", Set.of("config", "site.jdbc", "site", "time", "error")),
            Map.entry("sitelog", Set.of("sync", "error")),
            Map.entry(
                    "service",
                    Set.of(
                            "alert",
                            "hierarchy",
                            "replication",
                            "sitelog",
                            "schedule",
                            "runtime",
                            "config",
                            "sync",
                            "site",
                            "site.jdbc",
                            "lease",
                            "status",
                            "time",
                            "error")),
            Map.entry(
                    "offline",
                    Set.of(
                            "replication",
                            "catalog",
                            "catalog.export",
                            "cabinet",
                            "site",
                            "site.jdbc",
                            "metadata",
                            "error")),
            Map.entry("cleanup", Set.of("lifecycle", "site.jdbc", "site", "metadata", "time", "error")),
            Map.entry("config", Set.of("embedded", "scope", "lifecycle", "schedule", "metadata", "error")),
            Map.entry(
                    "report",
                    Set.of(
                            "site.jdbc",
                            "site",
                            "embedded",
                            "hierarchy",
                            "lease",
                            "quarantine",
                            "status",
                            "lifecycle",
                            "scope",
                            "metadata",
                            "error")),
            Map.entry(
                    "explain",
                    Set.of("catalog", "scope", "lifecycle", "site", "site.jdbc", "quarantine", "metadata", "error")),
            Map.entry(
                    "runtime",
                    Set.of(
                            "base",
                            "lifecycle",
                            "offline",
                            "sitelog",
                            "cleanup",
                            "explain",
                            "sync",
                            "config",
                            "catalog",
                            "catalog.export",
                            "catalog.managed",
                            "catalog.susdb",
                            "scope",
                            "site",
                            "site.jdbc",
                            "lease",
                            "quarantine",
                            "status",
                            "hierarchy",
                            "replication",
                            "embedded",
                            "metadata",
                            "time",
                            "error")),
            Map.entry(
                    "cli",
                    Set.of(
                            "embedded",
                            "hierarchy",
                            "replication",
                            "lifecycle",
                            "offline",
                            "service",
                            "sitelog",
                            "cleanup",
                            "explain",
                            "runtime",
                            "report",
                            "config",
                            "sync",
                            "site",
                            "scope",
                            "quarantine",
                            "status",
                            "metadata",
                            "error")));

    /** What sits on top: nothing below sees it. */
    private static final Set<String> TOP = Set.of("runtime", "service", "cli");

    /** Public types that only the top uses, or that stand in the signatures of what it uses. */
    private static final Set<String> ENTRY = Set.of(
            "cabinet.CabinetVisitor",
            "config.LeaseSettings",
            "config.RetentionSettings",
            "config.Secret",
            "config.SiteType",
            "hierarchy.LinkStatus",
            "offline.KeyId",
            "lifecycle.Superseding",
            "replication.Applied",
            "replication.Difference",
            "replication.Progress",
            "replication.RecordBatch",
            "replication.RecordFormatException",
            "replication.ReplicationPosition",
            "replication.ReplicationSource",
            "replication.ReplicationTarget",
            "replication.Replicator",
            "replication.Sent",
            "replication.SiteComparison",
            "replication.SiteHead",
            "replication.Way");

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void eachPackageSeesOnlyWhatItMay() {
        Map<String, Set<String>> forbidden = new TreeMap<>();
        for (JavaClass type : MAIN) {
            String from = name(type);
            assertThat(MAY_SEE)
                    .as("the packages that this test knows; add a line for a new one")
                    .containsKey(from);
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (target.getPackageName().startsWith(ROOT) && !allowed(from, name(target))) {
                    forbidden
                            .computeIfAbsent(from + " -> " + name(target), arrow -> new TreeSet<>())
                            .add(dependency.getDescription());
                }
            }
        }
        assertThat(forbidden).as("arrows that MAY_SEE does not allow").isEmpty();
    }

    @Test
    void noPackagesDependOnEachOther() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void onlyJobsSeeSpringBatch() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".sync", ROOT + ".hierarchy")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework.batch..")
                .check(MAIN);
    }

    @Test
    void theCoreSeesNeitherSpringNorADatabase() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT + ".error",
                        ROOT + ".cabinet",
                        ROOT + ".metadata",
                        ROOT + ".catalog",
                        ROOT + ".scope",
                        ROOT + ".lifecycle",
                        ROOT + ".site")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "java.sql..", "javax.sql..", "com.zaxxer..")
                .check(MAIN);
    }

    @Test
    void onlyTheSiteMigratesAndPools() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".site.jdbc")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.flywaydb..", "com.zaxxer..")
                .check(MAIN);
    }

    @Test
    void everyPackageSaysWhatMayBeNull() {
        Set<String> unmarked = new TreeSet<>();
        for (JavaClass type : MAIN) {
            JavaPackage home = type.getPackage();
            if (!home.isAnnotatedWith(NullMarked.class)) {
                unmarked.add(home.getName());
            }
        }
        assertThat(unmarked)
                .as("packages without @NullMarked in a package-info.java")
                .isEmpty();
    }

    @Test
    void nothingIsInjectedIntoFields() {
        noFields()
                .should()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                .orShould()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
                .orShould()
                .beAnnotatedWith("jakarta.inject.Inject")
                .orShould()
                .beAnnotatedWith("jakarta.annotation.Resource")
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @Test
    void onlyTheCommandLinePrints() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".cli..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .check(MAIN);
    }

    @Test
    void nobodyLogsThroughJavaUtilLogging() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..")
                .check(MAIN);
    }

    @Test
    void nobodySleeps() {
        noClasses()
                .should()
                .callMethodWhere(JavaCall.Predicates.target(HasOwner.Predicates.With.owner(equivalentTo(Thread.class)))
                        .and(JavaCall.Predicates.target(nameMatching("sleep"))))
                .check(MAIN);
    }

    @Test
    void onlyWhatOthersUseIsPublic() {
        JavaClasses all = new ClassFileImporter().importPackages(ROOT);
        Set<String> needless = new TreeSet<>();
        for (JavaClass type : MAIN) {
            boolean open = type.isTopLevelClass()
                    && type.getModifiers().contains(JavaModifier.PUBLIC)
                    && !TOP.contains(name(type))
                    && !name(type).isEmpty();
            if (open && !usedOutside(all.get(type.getName()))) {
                needless.add(type.getName().substring(ROOT.length() + 1));
            }
        }
        needless.removeAll(ENTRY);
        assertThat(needless)
                .as("public types that no other package uses; make them package-private")
                .isEmpty();
    }

    /** Whether another package sees a type or one nested in it. */
    private static boolean usedOutside(JavaClass type) {
        return type.getPackage().getClasses().stream()
                .filter(c -> c.getName().equals(type.getName()) || c.getName().startsWith(type.getName() + "$"))
                .flatMap(c -> c.getDirectDependenciesToSelf().stream())
                .anyMatch(d -> !d.getOriginClass().getPackageName().equals(type.getPackageName()));
    }

    private static boolean allowed(String from, String to) {
        Set<String> seen = MAY_SEE.getOrDefault(from, Set.of());
        return from.equals(to) || seen.contains(to);
    }

    /** A type's package below the root; empty for the root itself. */
    private static String name(JavaClass type) {
        String home = type.getPackageName();
        return home.equals(ROOT) ? "" : home.substring(ROOT.length() + 1);
    }
}
