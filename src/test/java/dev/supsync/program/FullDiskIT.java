package dev.supsync.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk of an embedded site database fills up; after room was made, the same command goes on. Needs root, for tmpfs. */
class FullDiskIT {

    @TempDir
    Path folder;

    private boolean mounted;

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            mount("umount", folder.resolve("full/data").toString());
        }
    }

    @Test
    void fullDiskIsNamedAndTheNextRunContinues() throws Exception {
        Path export = Sites.export(folder.resolve("export"), 6_000);
        Path calm = site("calm", export);
        assertThat(new Program(calm).run("sync", "full").exit()).isZero();
        Path full = site("full", export);
        Path data = Files.createDirectories(full.resolve("data"));
        mounted = mount("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", data.toString());
        assumeThat(mounted).as("this user may mount a small disk").isTrue();

        Program program = new Program(full);
        Program.Result failed = program.run("sync", "full", "--format", "json");
        assertThat(failed.exit()).as(failed.toString()).isEqualTo(1);
        assertThat(failed.out()).contains("\"result\":\"FAILED\"").contains("SUP-3004");
        assertThat(failed.out()).contains("Make room");

        assertThat(mount("mount", "-o", "remount,size=500m", data.toString())).isTrue();
        Program.Result continued = program.run("sync", "full", "--format", "json");
        assertThat(continued.exit()).as(continued.toString()).isZero();
        assertThat(Sites.views(full)).isEqualTo(Sites.views(calm));
    }

    private Path site(String name, Path export) throws IOException {
        Path site = Files.createDirectories(folder.resolve(name));
        Sites.configuration(site, export);
        return site;
    }

    private static boolean mount(String... command) throws IOException, InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // no such program here
        }
    }
}
