package dev.supsync.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.supsync.embedded.HsqldbTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program beside an HSQLDB tool on the files of the site: one of both has them, and nothing is lost. */
class FilesInUseIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private Path files;
    private Path lck;
    private Program program;
    private Program.@Nullable Running running;

    @BeforeEach
    void configure() throws Exception {
        files = folder.resolve("data/CS1");
        lck = folder.resolve("data/CS1.lck");
        program = new Program(folder);
        Sites.configuration(folder, Sites.export(folder.resolve("export"), 6_000));
    }

    @AfterEach
    void end() {
        if (running != null) {
            running.process().destroyForcibly().onExit().join();
        }
    }

    @Test
    void aToolThatHasTheFilesKeepsEveryCommandOut() throws Exception {
        assertThat(program.run("sync", "full").exit()).isZero();
        var views = Sites.views(folder);
        try (HsqldbTool tool = HsqldbTool.open(files)) {
            assertThat(tool.answer()).isEqualTo("open");
            tool.execute("CREATE TABLE OTHERS (ID INT)");
            tool.execute("INSERT INTO OTHERS VALUES (1)");
            for (String command : new String[] {"sync full", "status", "updates", "cleanup"}) {
                Program.Result refused = program.run(command.split(" "));
                assertThat(refused.exit()).as("%s: %s", command, refused).isEqualTo(3);
                assertThat(refused.err())
                        .contains("SUP-4000")
                        .contains("another HSQLDB program")
                        .contains("CS1.lck");
            }
            Program.Result check = program.run("check");
            assertThat(check.exit()).isNotZero();
            assertThat(check.out() + check.err()).contains("SUP-4000");
            tool.execute("SHUTDOWN");
        }
        Program.Result after = program.run("sync", "full", "--format", "json");
        assertThat(after.exit()).as(after.toString()).isZero();
        assertThat(Sites.number(folder, "SELECT COUNT(*) FROM OTHERS")).isEqualTo(1);
        assertThat(Sites.views(folder)).isEqualTo(views);
    }

    @Test
    void aServiceKeepsToolsOut() throws Exception {
        Program.Running service = program.start("serve");
        running = service;
        await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("data/CS1.supsync.service")));

        try (HsqldbTool tool = HsqldbTool.open(files)) {
            assertThat(tool.answer()).startsWith("refused -451");
        }
        assertThat(program.run("sync", "full", "--wait").exit()).isZero();
        try (HsqldbTool tool = HsqldbTool.open(files)) {
            assertThat(tool.answer()).startsWith("refused -451");
        }
        service.process().toHandle().destroy();
        assertThat(service.waitFor().exit()).isZero();
        assertThat(lck).doesNotExist();
        try (HsqldbTool tool = HsqldbTool.open(files)) {
            assertThat(tool.answer()).isEqualTo("open");
        }
    }

    @Test
    void aKilledRunKeepsToolsOutAndIsReplacedAtOnce() throws Exception {
        Program.Running run = program.start("sync", "full");
        running = run;
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> Files.readString(run.err())
                .contains("synchronizing updates, processed"));
        run.process().destroyForcibly().onExit().join();
        assertThat(lck).as("the run was killed in its middle").exists();

        Program.Result next = program.run("sync", "full", "--format", "json");

        assertThat(next.exit()).as(next.toString()).isZero();
        assertThat(lck).doesNotExist();
        assertThat(program.run("status").exit()).isZero();
    }
}
