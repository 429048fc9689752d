package dev.supsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.catalog.SampleRevisions;
import dev.supsync.catalog.export.ExportWriter;
import dev.supsync.cli.Program.Result;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.site.ViewSnapshot;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.testing.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A folder that is full, and one that may only be read: what is said, and that nothing is lost. */
@SuppressWarnings("try")
class FolderFaultTests {

    /** What is wrong with a folder. */
    enum Fault {
        FULL("SUP-3004"),
        READ_ONLY("Read-only file system");

        private final String word;

        Fault(String word) {
            this.word = word;
        }

        SmallDisk at(Path folder) throws IOException, InterruptedException {
            return this == FULL ? SmallDisk.full(folder) : SmallDisk.readOnly(folder);
        }
    }

    @TempDir
    Path folder;

    private Program program;
    private Map<String, List<String>> before;

    @BeforeEach
    void synchronize() throws IOException {
        Path file = SampleSite.write(folder, 20);
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceFirst(
                                "supsync:",
                                "supsync:\n"
                                        + "  work-directory: work\n"
                                        + "  site-log: { folder: logs }\n"
                                        + "  policy: { folder: policy }"));
        program = new Program(folder);
        assertThat(program.run("sync", "full").status()).isZero();
        before = views();
    }

    @ParameterizedTest
    @EnumSource
    void aWorkFolderFailsTheRunAndLeavesTheSite(Fault fault) throws Exception {
        change();
        try (SmallDisk disk = fault.at(folder.resolve("work"))) {
            Result run = program.run("sync", "full", "--format", "json");
            assertThat(run.status()).as(run.toString()).isEqualTo(1);
            assertThat(run.out())
                    .containsIgnoringCase(fault.word)
                    .contains(folder.resolve("work").toString())
                    .contains("work directory");
            assertThat(disk.files()).isEmpty();
        }
        assertThat(views()).isEqualTo(before);
        assertNextRunMakesGood();
    }

    @ParameterizedTest
    @EnumSource
    void aLogFolderCostsTheLogAlone(Fault fault) throws Exception {
        change();
        try (SmallDisk disk = fault.at(folder.resolve("logs"))) {
            Result run = program.run("sync", "full");
            assertThat(run.status()).as(run.toString()).isZero();
        }
        assertThat(views()).isNotEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void aPolicyFolderIsToldAndThePolicyWrittenLater(Fault fault) throws Exception {
        change();
        Path policy = folder.resolve("policy/CS1.json");
        String old = Files.readString(policy);
        try (SmallDisk disk = fault.at(folder.resolve("policy"))) {
            Result run = program.run("sync", "full");
            assertThat(run.status()).as(run.toString()).isZero();
            assertThat(run.err())
                    .contains("The policy file " + policy + " cannot be written: ")
                    .doesNotContain("Exception");
            assertThat(disk.files()).isEmpty();
        }
        assertThat(policy).hasContent(old);
        assertThat(views()).isNotEqualTo(before);
        assertThat(program.run("sync", "full").status()).isZero();
        assertThat(Files.readString(policy)).isNotEqualTo(old).contains("\"contentVersion\" : 2");
    }

    @ParameterizedTest
    @EnumSource
    void aFolderForPackagesLeavesNoPartOfOne(Fault fault) throws Exception {
        try (SmallDisk disk = fault.at(folder.resolve("out"))) {
            Result run = program.run("export", "--full", "--output", "out/full.cab");
            assertThat(run.status()).as(run.toString()).isEqualTo(1);
            assertThat(run.err())
                    .contains(fault == Fault.FULL ? "SUP-3004" : "SUP-7012")
                    .contains("The package " + folder.resolve("out/full.cab") + " could not be written: ")
                    .doesNotContain("Exception");
            assertThat(disk.files()).isEmpty();
        }
        Result again = program.run("export", "--full", "--output", "full.cab");
        assertThat(again.status()).as(again.toString()).isZero();
        assertThat(program.run("export", "--list", "--format", "json").out())
                .as("only what was written counts as sent")
                .containsOnlyOnce("full.cab");
    }

    /** Another day: one update less, one more. */
    private void change() throws IOException {
        List<UpdateRevision> revisions = new ArrayList<>(SampleRevisions.all());
        for (int i = 1; i <= 20; i++) {
            revisions.add(SampleRevisions.software(SampleRevisions.id(10_000 + i), 200, "2026-11 Update № " + i, true));
        }
        new ExportWriter().writeCabinet(folder.resolve("day-1.cab"), revisions);
    }

    private void assertNextRunMakesGood() {
        Result run = program.run("sync", "full");
        assertThat(run.status()).as(run.toString()).isZero();
        assertThat(views()).isNotEqualTo(before);
    }

    private Map<String, List<String>> views() {
        try (SiteDatabase database = SiteDatabase.open("jdbc:hsqldb:file:" + folder.resolve("data/CS1"), "sa", "")) {
            return ViewSnapshot.of(database);
        }
    }
}
