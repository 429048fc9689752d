package dev.supsync.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.metadata.UpdateRevision;
import dev.supsync.samples.SampleCatalog;
import dev.supsync.samples.SampleSize;
import dev.supsync.site.ViewSnapshot;
import dev.supsync.site.jdbc.SiteDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What every scenario starts from: two days of a catalog, a tree of two sites and a replica on embedded databases, and a site that
 * packages feed. Each is made once, and copied for each trial.
 */
final class Scene {

    private static final String TREE =
            """
            supsync:
              work-directory: work
              sites:
                CS1:
                  type: central
                  database: {url: "jdbc:hsqldb:file:data/CS1", username: sa, password: ""}
                  software-update-points:
                    active:
                      server: sup1
                      catalog: {database: {url: "jdbc:hsqldb:file:data/W1", username: sa, password: ""}, managed: true, source: {export: today.cab}}
                    replicas:
                      - server: sup1b
                        catalog: {database: {url: "jdbc:hsqldb:file:data/W1b", username: sa, password: ""}, managed: true}
                PS1:
                  parent: CS1
                  database: {url: "jdbc:hsqldb:file:data/PS1", username: sa, password: ""}
                  software-update-point:
                    server: sup2
                    catalog: {database: {url: "jdbc:hsqldb:file:data/W2", username: sa, password: ""}, managed: true}
              scope:
                products: [Microsoft]
                classifications: [Security Updates, Critical Updates]
                languages: [en, de]
            """;

    private static final String LABORATORY =
            """
            supsync:
              work-directory: work
              sites:
                LAB:
                  type: primary
                  database: {url: "jdbc:hsqldb:file:data/LAB", username: sa, password: ""}
                  software-update-point:
                    server: sup.lab
                    catalog: {database: {url: "jdbc:hsqldb:file:data/W0", username: sa, password: ""}, managed: true, source: none}
              scope: {products: [Microsoft], classifications: [Security Updates, Critical Updates], languages: [en, de]}
            """;

    private static final String REVISIONS =
            "SELECT CAST(u.UpdateID AS VARCHAR(36)) || ' ' || r.RevisionNumber || ' ' || r.IsLatestRevision || ' ' ||"
                    + " u.IsHidden FROM dbo.tbRevision r JOIN dbo.tbUpdate u ON u.LocalUpdateID = r.LocalUpdateID ORDER BY"
                    + " 1";

    private final Path folder;
    private final Map<Scenario, Map<String, List<String>>> undisturbed = new EnumMap<>(Scenario.class);
    private final Map<Scenario, Long> durations = new EnumMap<>(Scenario.class);

    /**
     * @param updates how many the catalog has
     */
    Scene(Path folder, int updates) throws IOException {
        this.folder = Files.createDirectories(folder);
        SampleCatalog today = SampleCatalog.of(new SampleSize(updates, 2, 30, 300), 11);
        SampleCatalog tomorrow = today.nextDay();
        today.export().writeCabinet(folder.resolve("day-1.cab"), today);
        tomorrow.export().writeCabinet(folder.resolve("day-2.cab"), tomorrow);
        Files.write(folder.resolve("picks.txt"), picks(tomorrow));
    }

    /** What a start finds; it is made when it is wanted first. */
    private Path start(Scenario.Start start) throws IOException, InterruptedException {
        Path made = folder.resolve(name(start));
        if (!Files.exists(made)) {
            switch (start) {
                case NEW -> {
                    tree(start, TREE);
                    Files.copy(folder.resolve("day-1.cab"), made.resolve("today.cab"));
                }
                case SYNCHRONIZED -> {
                    copy(start(Scenario.Start.NEW), name(start));
                    run(made, "sync", "full");
                }
                case NEXT_DAY -> {
                    copy(start(Scenario.Start.SYNCHRONIZED), name(start));
                    Files.copy(
                            folder.resolve("day-2.cab"),
                            made.resolve("today.cab"),
                            StandardCopyOption.REPLACE_EXISTING);
                }
                case AGED -> {
                    copy(start(Scenario.Start.SYNCHRONIZED), name(start));
                    age(made);
                }
                case LABORATORY -> tree(start, LABORATORY);
            }
        }
        return made;
    }

    /** What a command finds beside its own folder. */
    private void prepare(Scenario scenario) throws IOException, InterruptedException {
        if (scenario == Scenario.IMPORT_PACKAGE && !Files.exists(folder.resolve("package.cab"))) {
            Path exporting = copy(start(Scenario.Start.SYNCHRONIZED), "exporting");
            run(exporting, "export", "--full", "--output", "../package.cab");
            remove(exporting);
        }
    }

    private static String name(Scenario.Start start) {
        return "start-" + start;
    }

    /** Updates of the second day; most lie outside of the scope. */
    private static List<String> picks(SampleCatalog catalog) {
        return StreamSupport.stream(catalog.spliterator(), false)
                .filter(revision -> revision.properties().explicitlyDeployable())
                .map(UpdateRevision::key)
                .map(key -> key.id().toString())
                .distinct()
                .limit(300)
                .toList();
    }

    private Path tree(Scenario.Start start, String configuration) throws IOException {
        Path tree = Files.createDirectories(folder.resolve(name(start)));
        Files.writeString(tree.resolve("supsync.yml"), configuration);
        return tree;
    }

    /** A third of the updates expired long ago, so that a cleanup has something to do. */
    private static void age(Path tree) {
        try (SiteDatabase database = open(tree, "CS1")) {
            database.jdbc()
                    .update("INSERT INTO SUP_UPDATE_STATE (CI_ID, REASONS, EXPIRED_SINCE, IS_SUPERSEDED,"
                            + " DATE_LAST_MODIFIED, CHANGE_NUMBER) SELECT CI_ID, 4, CREATED, FALSE, CREATED, 1"
                            + " FROM (SELECT u.CI_ID, TIMESTAMP '2020-01-01 00:00:00' AS CREATED FROM SUP_UPDATE u"
                            + " LEFT JOIN SUP_UPDATE_STATE s ON s.CI_ID = u.CI_ID WHERE s.CI_ID IS NULL AND"
                            + " u.IS_LISTED = TRUE AND MOD(u.CI_ID, 3) = 0)");
        }
    }

    /** A folder in which a scenario can begin. */
    Path stage(Scenario scenario, String name) throws IOException, InterruptedException {
        prepare(scenario);
        return copy(start(scenario.start()), name);
    }

    /** What an undisturbed run leaves, by names of databases and views. */
    Map<String, List<String>> undisturbed(Scenario scenario) throws IOException, InterruptedException {
        if (!undisturbed.containsKey(scenario)) {
            Path calm = stage(scenario, "calm-" + scenario);
            Program.Running running = Traces.startWithLock(calm, scenario);
            long start = System.nanoTime();
            Program.Result result = running.waitFor();
            assertThat(result.exit()).as(result.toString()).isEqualTo(scenario.exit());
            durations.put(scenario, Math.max(1, (System.nanoTime() - start) / 1_000_000));
            undisturbed.put(scenario, content(scenario, calm));
            remove(calm);
        }
        return undisturbed.get(scenario);
    }

    /** Milliseconds of the undisturbed run, from when it had its first database. */
    long duration(Scenario scenario) {
        return durations.getOrDefault(scenario, 1L);
    }

    /** A run ended sooner than expected: the machine is less busy by now. */
    void ended(Scenario scenario, long millis) {
        durations.merge(scenario, Math.max(1, millis), Math::min);
    }

    /** Everything that a scenario can change. */
    Map<String, List<String>> content(Scenario scenario, Path stage) throws IOException, InterruptedException {
        Map<String, List<String>> content = new TreeMap<>();
        for (String site : scenario.sites()) {
            try (SiteDatabase database = open(stage, site)) {
                ViewSnapshot.of(database).forEach((view, rows) -> content.put(site + "." + view, rows));
                content.put(
                        site + ".promotion",
                        database.jdbc().queryForList("SELECT SERVER_NAME FROM SUP_PROMOTION", String.class));
                content.put(
                        site + ".version",
                        database.jdbc().queryForList("SELECT CONTENT_VERSION FROM SUP_SITE", String.class));
            }
        }
        for (String catalog : scenario.catalogs()) {
            content.put(catalog, revisions(stage.resolve("data").resolve(catalog)));
        }
        if (scenario == Scenario.EXPORT) {
            content.putAll(imported(stage));
        }
        return content;
    }

    /** What the exported package brings to a site. */
    private Map<String, List<String>> imported(Path stage) throws IOException, InterruptedException {
        Path laboratory = copy(start(Scenario.Start.LABORATORY), "carried-" + stage.getFileName());
        run(laboratory, "import-package", stage.resolve("package.cab").toString());
        Map<String, List<String>> content = new TreeMap<>();
        try (SiteDatabase database = open(laboratory, "LAB")) {
            ViewSnapshot.of(database).forEach((view, rows) -> content.put("package." + view, rows));
        }
        remove(laboratory);
        return content;
    }

    private static List<String> revisions(Path database) {
        return ask(database, REVISIONS);
    }

    /** The first column of what a database answers. */
    static List<String> ask(Path database, String sql) {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:hsqldb:file:" + database + ";readonly=true;shutdown=true", "sa", "");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            Stream.Builder<String> found = Stream.builder();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found.build().toList();
        } catch (SQLException e) {
            throw new IllegalStateException(database.toString(), e);
        }
    }

    private static SiteDatabase open(Path stage, String site) {
        return SiteDatabase.open("jdbc:hsqldb:file:" + stage.resolve("data").resolve(site), "sa", "");
    }

    private static void run(Path stage, String... arguments) throws IOException, InterruptedException {
        Program.Result result = new Program(stage).run(arguments);
        assertThat(result.exit()).as(result.toString()).isZero();
    }

    private Path copy(Path from, String name) throws IOException {
        Path to = folder.resolve(name);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
        return to;
    }

    /** Removes a folder with all that it holds. */
    static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        }
    }
}
