package dev.supsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.catalog.SampleRevisions;
import dev.supsync.catalog.export.ExportWriter;
import dev.supsync.cli.Program.Result;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.site.ViewSnapshot;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.testing.Archives;
import dev.supsync.testing.SmallDisk;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The backup of an embedded site database as a command: what it writes, and what it refuses. */
@SuppressWarnings("try")
class BackupCommandTests {

    @TempDir
    Path folder;

    private Path site;
    private Program program;
    private Map<String, List<String>> before;

    @BeforeEach
    void synchronize() throws IOException {
        site = folder.resolve("site");
        SampleSite.write(site, 20);
        program = new Program(site);
        assertThat(program.run("sync", "full").status()).isZero();
        before = views(site);
    }

    @Test
    void whatWasBackedUpCanBeRestored() throws Exception {
        Result backup = program.run("backup", "CS1.zip");
        assertThat(backup.status()).as(backup.toString()).isZero();
        assertThat(backup.out()).matches("Site CS1: .*CS1\\.zip  [\\d,]+ bytes, content version 1\n");
        assertThat(backup.err()).isEmpty();
        Path archive = site.resolve("CS1.zip");
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archive)))
                    .isEqualTo("rw-------");
        }
        assertThat(names(site)).as("nothing else is left").noneMatch(name -> name.contains("partial"));
        assertThat(views(site)).isEqualTo(before);

        Path restored = folder.resolve("restored");
        SampleSite.write(restored, 20);
        Archives.unpack(archive, restored.resolve("data"));
        assertThat(names(restored.resolve("data")))
                .containsExactlyInAnyOrder("CS1.properties", "CS1.script", "CS1.data");
        assertThat(views(restored)).isEqualTo(before);
        Result next = new Program(restored).run("sync", "full", "--format", "json");
        assertThat(next.status()).as(next.toString()).isZero();
        assertThat(views(restored)).isEqualTo(before);
    }

    /** It is not in the backup: what its source holds comes back by itself, what was imported by being imported again. */
    @Test
    void aCatalogThatSupsyncManagesIsFilledAgain() throws Exception {
        Path first = managed("first");
        Program living = new Program(first);
        assertThat(living.run("sync", "full").status()).isZero();
        Map<String, List<String>> ofSource = views(first);
        String news = SampleRevisions.id(50_000).toString();
        List<UpdateRevision> more = new ArrayList<>(SampleRevisions.all());
        more.add(SampleRevisions.software(SampleRevisions.id(50_000), 100, "Out of band", true));
        new ExportWriter().writeCabinet(folder.resolve("more.cab"), more);
        String[] request = {"import", "--catalog", folder.resolve("more.cab").toString(), "--update-id", news};
        assertThat(living.run(request).status()).isZero();
        Map<String, List<String>> withImport = views(first);
        assertThat(withImport).isNotEqualTo(ofSource);
        assertThat(living.run("backup", "../managed.zip").status()).isZero();

        Path restored = managed("again");
        Program next = new Program(restored);
        Archives.unpack(folder.resolve("managed.zip"), restored.resolve("data"));
        assertThat(views(restored)).isEqualTo(withImport);
        Result filled = next.run("sync", "full");
        assertThat(filled.status()).as(filled.toString()).isZero();
        Map<String, List<String>> afterFull = views(restored);
        assertThat(afterFull.get("v_UpdateInfo")).containsAll(ofSource.get("v_UpdateInfo"));
        Result imported = next.run(request);
        assertThat(imported.status()).as(imported.toString()).isZero();
        assertThat(views(restored)).isEqualTo(withImport);
        assertThat(next.run("sync", "full").status()).isZero();
        assertThat(views(restored)).isEqualTo(withImport);
    }

    private Path managed(String name) throws IOException {
        Path file = SampleSite.write(folder.resolve(name), 20);
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(
                                "catalog: { export: day-1.cab }",
                                "catalog: { database: { url: \"jdbc:hsqldb:file:data/W1\", username: sa, password: \"\" },"
                                        + " managed: true, source: { export: day-1.cab } }"));
        return folder.resolve(name);
    }

    @Test
    void anAnswerAsJsonIsNothingElse() {
        Result backup = program.run("backup", "--site", "CS1", "b.zip", "--format", "json");
        assertThat(backup.status()).as(backup.toString()).isZero();
        assertThat(JsonText.flat(backup.out()))
                .containsEntry("site", "CS1")
                .containsEntry("file", site.resolve("b.zip").toString());
        assertThat(backup.out()).endsWith("\"contentVersion\":1}\n").hasLineCount(1);
    }

    @Test
    void aFileIsNeverWrittenOver() throws IOException {
        Path file = Files.writeString(site.resolve("CS1.zip"), "precious");
        Result refused = program.run("backup", "CS1.zip");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("SUP-3010", file + " is there already: a backup is never written over.");
        assertThat(file).hasContent("precious");
    }

    @Test
    void aQuoteInThePathIsAPartOfIt() throws Exception {
        Path quoted = Files.createDirectories(folder.resolve("it's here"));
        Result backup = program.run("backup", quoted.resolve("d'or.zip").toString());
        assertThat(backup.status()).as(backup.toString()).isZero();
        Archives.unpack(quoted.resolve("d'or.zip"), folder.resolve("unpacked"));
        assertThat(folder.resolve("unpacked/CS1.data")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"semi;colon/b.zip", "b;c.zip", "${user.home}.zip"})
    void aPathThatHsqldbWouldCutIsRefused(String name) throws IOException {
        Files.createDirectories(site.resolve("semi;colon"));
        List<String> there = names(site);
        Result refused = program.run("backup", name);
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("SUP-1000", "which HSQLDB does not take for a part of a path");
        assertThat(names(site)).isEqualTo(there);
        assertThat(site.resolve("semi;colon")).isEmptyDirectory();
    }

    @Test
    void aMistakeInTheCommandIsTold() {
        Result name = program.run("backup", "CS1.tar");
        assertThat(name.status()).isEqualTo(2);
        assertThat(name.err()).contains("SUP-1000", "expected a name that ends with .zip, found \"CS1.tar\"");
        assertThat(program.run("backup").err()).contains("SUP-1000", "FILE");
    }

    @Test
    void aFolderThatIsNotThere() {
        Result failed = program.run("backup", "nowhere/CS1.zip");
        assertThat(failed.status()).isEqualTo(1);
        assertThat(failed.err())
                .contains("SUP-3009", "The backup " + site.resolve("nowhere/CS1.zip") + " could not be written: ")
                .contains("Name a file in a folder that exists");
        assertThat(site.resolve("nowhere")).doesNotExist();
    }

    @Test
    void aFolderThatMayOnlyBeRead() throws Exception {
        try (SmallDisk disk = SmallDisk.readOnly(folder.resolve("out"))) {
            Result failed = program.run("backup", folder.resolve("out/CS1.zip").toString());
            assertThat(failed.status()).as(failed.toString()).isEqualTo(1);
            assertThat(failed.err())
                    .contains("SUP-3009", "could not be written: read-only file system.")
                    .doesNotContain("Exception");
            assertThat(disk.files()).isEmpty();
        }
        assertUnharmed();
    }

    /** The room ends while HSQLDB copies, or while the copy is opened and packed. */
    @ParameterizedTest
    @ValueSource(ints = {10, 60, 100})
    void aFolderThatIsFull(int percent) throws Exception {
        String size = databaseSize() * percent / 100 / 1024 + "k";
        try (SmallDisk disk = SmallDisk.of(folder.resolve("out"), size)) {
            Result failed = program.run("backup", folder.resolve("out/CS1.zip").toString());
            assertThat(failed.status()).as(failed.toString()).isEqualTo(1);
            assertThat(failed.err())
                    .contains("SUP-3004", "no space is left on its disk", "Make room there")
                    .doesNotContain("Exception");
            assertThat(disk.files()).isEmpty();
        }
        assertUnharmed();
    }

    @Test
    void aSiteThatWasNeverSynchronized() throws IOException {
        Path fresh = folder.resolve("fresh");
        SampleSite.write(fresh, 1);
        Result refused = new Program(fresh).run("backup", "CS1.zip");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("SUP-3007");
        assertThat(names(fresh)).doesNotContain("CS1.zip", "data");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"jdbc:sqlserver://sql.contoso.example;databaseName=CS1", "jdbc:hsqldb:hsql://localhost:9/CS1"})
    void aDatabaseOnAServerIsBackedUpThere(String url) throws IOException {
        Path file = site.resolve("supsync.yml");
        Files.writeString(file, Files.readString(file).replace("jdbc:hsqldb:file:data/CS1", url));
        Result refused = program.run("backup", "CS1.zip");
        assertThat(refused.status()).as(refused.toString()).isEqualTo(2);
        assertThat(refused.err())
                .contains("SUP-1000", "Site CS1 has no database of files", "on SQL Server by BACKUP DATABASE");
        assertThat(site.resolve("CS1.zip")).doesNotExist();
    }

    private long databaseSize() throws IOException {
        try (Stream<Path> files = Files.list(site.resolve("data"))) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private void assertUnharmed() {
        assertThat(views(site)).isEqualTo(before);
        Result again = program.run("backup", "again.zip");
        assertThat(again.status()).as(again.toString()).isZero();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".supsync.lock"))
                    .sorted()
                    .toList();
        }
    }

    private static Map<String, List<String>> views(Path site) {
        try (SiteDatabase database = SiteDatabase.open("jdbc:hsqldb:file:" + site.resolve("data/CS1"), "sa", "")) {
            return ViewSnapshot.of(database);
        }
    }
}
