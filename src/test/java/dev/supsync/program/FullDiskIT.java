package dev.supsync.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.testing.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk of an embedded site database fills up; after room was made, the same command goes on. Needs root, for tmpfs. */
class FullDiskIT {

    @TempDir
    Path folder;

    @Test
    void fullDiskIsNamedAndTheNextRunContinues() throws Exception {
        Path export = Sites.export(folder.resolve("export"), 6_000);
        Path calm = site("calm", export);
        assertThat(new Program(calm).run("sync", "full").exit()).isZero();
        Path full = site("full", export);
        Path data = Files.createDirectories(full.resolve("data"));
        try (SmallDisk disk = SmallDisk.of(data, "3m")) {
            Program program = new Program(full);
            Program.Result failed = program.run("sync", "full", "--format", "json");
            assertThat(failed.exit()).as(failed.toString()).isEqualTo(1);
            assertThat(failed.out()).contains("\"result\":\"FAILED\"").contains("SUP-3004");
            assertThat(failed.out()).contains("Make room");

            disk.remount("size=500m");
            Program.Result continued = program.run("sync", "full", "--format", "json");
            assertThat(continued.exit()).as(continued.toString()).isZero();
            assertThat(Sites.views(full)).isEqualTo(Sites.views(calm));
        }
    }

    private Path site(String name, Path export) throws IOException {
        Path site = Files.createDirectories(folder.resolve(name));
        Sites.configuration(site, export);
        return site;
    }
}
