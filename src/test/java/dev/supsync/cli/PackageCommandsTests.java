package dev.supsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.cli.Program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys, packages, and a site without a connection, as whole commands. */
class PackageCommandsTests {

    /** CI_ID, CIVersion, DateCreated and DateLastModified are each site's own. */
    private static final Set<Integer> EACH_SITE = Set.of(0, 3, 11, 12);

    @TempDir
    Path folder;

    private Path here;
    private Path there;
    private Program exporter;
    private Program importer;

    @BeforeEach
    void twoSites() throws IOException {
        here = folder.resolve("here");
        there = Files.createDirectories(folder.resolve("there"));
        SampleSite.write(here, 20);
        exporter = new Program(here);
        importer = new Program(there);
        Result keys = exporter.run("keys", "create", "--name", "export-1", "--folder", "keys");
        assertThat(keys.status()).as(keys.err()).isZero();
        assertThat(keys.out()).contains("private  ", "export-1.private.pem", "keep it secret");
        assertThat(exporter.run("keys", "create", "--name", "export-1", "--folder", "keys")
                        .err())
                .contains("SUP-7009", "is there already");
        append(here, "packages: { signing-key: keys/export-1.private.pem }");
        Files.copy(here.resolve("keys/export-1.public.pem"), there.resolve("export-1.public.pem"));
        Files.writeString(
                there.resolve("supsync.yml"),
                """
                supsync:
                  sites:
                    LAB:
                      name: The laboratory
                      type: primary
                      database: { url: "jdbc:hsqldb:file:data/LAB", username: sa, password: "" }
                      software-update-point:
                        server: sup.lab.example
                        catalog: { database: { url: "jdbc:hsqldb:file:data/LAB-catalog", username: sa, password: "" }, managed: true, source: none }
                  scope: { products: [ "Windows" ], classifications: [ "Security Updates" ], languages: [ en, de ] }
                  packages: { trusted-keys: [ export-1.public.pem ] }
                """);
        assertThat(exporter.run("sync", "full").status()).isZero();
    }

    private static void append(Path site, String yaml) throws IOException {
        Files.writeString(site.resolve("supsync.yml"), "  " + yaml + "\n", StandardOpenOption.APPEND);
    }

    @Test
    void aPackageIsExportedCarriedAndImported() throws IOException {
        Result export = exporter.run("export", "--output", "day-1.pkg.cab", "--for", "lab");
        assertThat(export.status()).as(export.err()).isZero();
        assertThat(export.out()).contains("day-1.pkg.cab", "everything, up to", "signed     by the key ");
        carry("day-1.pkg.cab");

        Result trial = importer.run("import-package", "day-1.pkg.cab", "--dry-run");
        assertThat(trial.status()).as(trial.err()).isZero();
        assertThat(trial.out()).startsWith("Site LAB would import the full package of CS1\n");
        assertThat(there.resolve("data")).as("nothing is written").doesNotExist();

        Result imported = importer.run("import-package", "day-1.pkg.cab");
        assertThat(imported.status()).as(imported.err()).isZero();
        assertThat(imported.out()).startsWith("Site LAB imported the full package of CS1\n");
        assertThat(updates(importer)).isEqualTo(updates(exporter));
        assertThat(JsonText.flat(importer.run("import-package", "day-1.pkg.cab", "--format", "json")
                        .out()))
                .containsEntry("result", "PRESENT");
        assertThat(importer.run("status", "--messages", "--format", "json").out())
                .contains("6701", "6704", "6702")
                .doesNotContain("6705", "6703");
        assertThat(importer.run("status").out())
                .contains("  metadata from     packages of site CS1\n")
                .doesNotContain("none yet");

        Result sync = importer.run("sync", "full");
        assertThat(sync.status()).isEqualTo(2);
        assertThat(sync.err() + sync.out()).contains("SUP-1001", "is fed by packages");
        assertThat(importer.run("search", "--catalog", "day-1.pkg.cab", "№ 7").out())
                .as("the package is a catalog export")
                .contains("2026-11 Update № 7");

        SampleSite.write(here, 25);
        append(here, "packages: { signing-key: keys/export-1.private.pem }");
        assertThat(exporter.run("sync", "full").status()).isZero();
        Result next = exporter.run("export", "--output", "day-2.pkg.cab", "--for", "lab", "--format", "json");
        assertThat(next.status()).as(next.err()).isZero();
        assertThat(JsonText.flat(next.out())).containsEntry("updates", "5").containsEntry("documents", "5");
        assertThat(exporter.run("export", "--output", "day-3.pkg.cab", "--for", "lab")
                        .out())
                .contains("nothing is new");
        assertThat(here.resolve("day-3.pkg.cab")).doesNotExist();
        carry("day-2.pkg.cab");
        Result second = importer.run("import-package", "day-2.pkg.cab", "--format", "json");
        assertThat(second.status()).as(second.err()).isZero();
        assertThat(JsonText.flat(second.out()))
                .containsEntry("result", "IMPORTED")
                .containsEntry("updates", "5");
        assertThat(updates(importer)).isEqualTo(updates(exporter));
        assertThat(importer.run("runs").out().lines().filter(l -> l.contains("succeeded")))
                .hasSize(2);
        Result older = importer.run("import-package", "day-1.pkg.cab");
        assertThat(older.status()).isEqualTo(2);
        assertThat(older.err()).contains("SUP-7008", "it would go back");

        assertThat(exporter.run("export", "--list").out()).contains("lab", "full", "day-1.pkg.cab", "day-2.pkg.cab");
    }

    @Test
    void whatFollowsAPackageIsDoneByItsRepetitionIfItWasLeftOut() throws IOException {
        assertThat(exporter.run("export", "--output", "one.cab").status()).isZero();
        carry("one.cab");
        assertThat(importer.run("import-package", "one.cab").status()).isZero();
        Path policy = there.resolve("policy/LAB.json");
        assertThat(policy).isNotEmptyFile();
        Files.delete(policy); // as if it had been killed before

        Result again = importer.run("import-package", "one.cab", "--format", "json");

        assertThat(again.status()).as(again.err()).isZero();
        assertThat(JsonText.flat(again.out())).containsEntry("result", "PRESENT");
        assertThat(policy).isNotEmptyFile();
    }

    @Test
    void whatIsRefusedChangesNothing() throws IOException {
        assertThat(exporter.run("export", "--output", "one.cab").status()).isZero();
        carry("one.cab");
        byte[] bytes = Files.readAllBytes(there.resolve("one.cab"));
        bytes[bytes.length / 2] ^= 4;
        Files.write(there.resolve("damaged.cab"), bytes);
        refused("SUP-7000", importer.run("import-package", "damaged.cab"));
        refused("SUP-7001", importer.run("import-package", "supsync.yml"));
        refused("SUP-1000", importer.run("import-package", "nowhere.cab"));

        exporter.run("keys", "create", "--name", "other", "--folder", "keys");
        Files.copy(here.resolve("keys/other.public.pem"), there.resolve("other.public.pem"));
        String yaml = Files.readString(there.resolve("supsync.yml"));
        write(yaml.replace("[ export-1.public.pem ]", "[ other.public.pem ]"));
        refused("SUP-7003", importer.run("import-package", "one.cab"));
        write(yaml.replace(
                "[ export-1.public.pem ]",
                "[ export-1.public.pem, other.public.pem ], revoked-keys: [ export-1.public.pem ]"));
        refused("SUP-7004", importer.run("import-package", "one.cab"));
        write(yaml);
        String unsigned = Files.readString(here.resolve("supsync.yml")).replaceAll("(?m)^  packages:.*\n", "");
        Files.writeString(here.resolve("supsync.yml"), unsigned);
        assertThat(exporter.run("export", "--output", "unsigned.cab", "--full").status())
                .isZero();
        carry("unsigned.cab");
        refused("SUP-7002", importer.run("import-package", "unsigned.cab"));
        refused("SUP-7011", exporter.run("export", "--output", "one.cab", "--full"));
        assertThat(there.resolve("data")).doesNotExist();
        assertThat(importer.run("import-package", "one.cab").status()).isZero();
    }

    @Test
    void anInternetBasedPointWithoutAConnectionIsFedByItself() throws IOException {
        assertThat(exporter.run("export", "--output", "one.cab").status()).isZero();
        carry("one.cab");
        write(
                Files.readString(there.resolve("supsync.yml"))
                        .replaceAll(
                                "(?s)      software-update-point:.*source: none }\n",
                                """
                              software-update-points:
                                active: { server: sup.lab.example, catalog: { export: one.cab } }
                                replicas:
                                  - server: rep.lab.example
                                    catalog: { database: { url: "jdbc:hsqldb:file:data/REP", username: sa, password: "" }, managed: true }
                                internet-based:
                                  server: ibs.lab.example
                                  catalog: { database: { url: "jdbc:hsqldb:file:data/IBS", username: sa, password: "" }, managed: true, source: none }
                        """));
        Result fed = importer.run("import-package", "one.cab", "--server", "ibs.lab.example");
        assertThat(fed.status()).as(fed.err()).isZero();
        assertThat(fed.out())
                .startsWith("Software update point ibs.lab.example imported the full package of CS1\n")
                .contains("documents");
        assertThat(importer.run("import-package", "one.cab", "--server", "ibs.lab.example")
                        .out())
                .contains("already; nothing to do");
        assertThat(importer.run("status", "--messages", "--format", "json").out())
                .contains("6706")
                .doesNotContain("6701", "6702", "6703", "6704");
        refused("Leave --server out", importer.run("import-package", "one.cab", "--server", "sup.lab.example"));
        refused("It is a replica: leave it", importer.run("import-package", "one.cab", "--server", "rep.lab.example"));
        refused("SUP-1000", importer.run("import-package", "one.cab", "--server", "nobody.example"));
        String yaml = Files.readString(there.resolve("supsync.yml"));
        write(yaml.replace(", source: none }", " }"));
        refused(
                "or give its catalog source: none",
                importer.run("import-package", "one.cab", "--server", "ibs.lab.example"));
        write(yaml.replace(", managed: true, source: none }", " }"));
        refused("by wsusutil import", importer.run("import-package", "one.cab", "--server", "ibs.lab.example"));
    }

    @Test
    void usageIsChecked() {
        refused("SUP-1000", exporter.run("export"));
        refused("SUP-1000", exporter.run("export", "--list", "--output", "x.cab"));
        refused("SUP-1000", exporter.run("export", "--output", "x.cab", "--full", "--since-last"));
        refused("SUP-1000", exporter.run("export", "--output", "x.cab", "--since-last"));
        refused("SUP-1000", exporter.run("export", "--output", "x.cab", "--for", "a/b"));
        refused("SUP-1000", importer.run("import-package", "x.cab", "--server", "sup.lab.example"));
        refused("SUP-1000", exporter.run("keys"));
    }

    private void write(String yaml) throws IOException {
        Files.writeString(there.resolve("supsync.yml"), yaml);
    }

    private static void refused(String code, Result result) {
        assertThat(result.err()).contains(code);
        assertThat(result.status()).isEqualTo(2);
    }

    private void carry(String name) throws IOException {
        Files.copy(here.resolve(name), there.resolve(name));
        try (Stream<Path> left = Files.list(here)) {
            assertThat(left.map(p -> p.getFileName().toString()))
                    .noneMatch(n -> n.endsWith(".part") || n.endsWith(".data") || n.endsWith(".files"));
        }
    }

    private static String updates(Program program) {
        Result result = program.run("updates", "--format", "csv");
        assertThat(result.status()).as(result.err()).isZero();
        return result.out()
                .lines()
                .map(line -> line.split(",", -1))
                .map(columns -> IntStream.range(0, columns.length)
                        .filter(i -> !EACH_SITE.contains(i))
                        .mapToObj(i -> columns[i])
                        .collect(Collectors.joining(",")))
                .collect(Collectors.joining("\n"));
    }
}
