package dev.supsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.cli.Program.Result;
import dev.supsync.testing.SmallDisk;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk of an embedded site database is full: every command says so, and waits for nothing. */
@SuppressWarnings("try")
class FullSiteTests {

    private static final List<String[]> COMMANDS = List.of(
            new String[] {"status"}, new String[] {"updates"}, new String[] {"runs"}, new String[] {"sync", "full"});

    @TempDir
    Path folder;

    @Test
    void everyCommandSaysThatTheDiskIsFull() throws Exception {
        SampleSite.write(folder, 20);
        Program program = new Program(folder);
        Path data = folder.resolve("data");
        try (SmallDisk disk = SmallDisk.of(data, "40m")) {
            assertThat(program.run("sync", "full").status()).isZero();
            disk.fill();
            Result check = program.run("check");
            assertThat(check.out() + check.err()).contains("SUP-3004");
            Files.delete(data.resolve("filler"));
            for (int pages = 0; pages < 2; pages++) {
                for (String[] command : COMMANDS) {
                    disk.fill();
                    leave(data, pages);
                    Result result = program.run(command);
                    if (pages == 0 || result.status() != 0) { // a page may be all that a command needs
                        assertThat(result.status())
                                .as("%s with %d pages: %s", command[0], pages, result)
                                .isEqualTo(1);
                        assertThat(result.err()).contains("SUP-3004").contains("Make room");
                    }
                    Files.delete(data.resolve("filler"));
                    assertThat(program.run("status").status()).isZero();
                }
            }
        }
    }

    private static void leave(Path data, int pages) throws IOException {
        try (var filler = new RandomAccessFile(data.resolve("filler").toFile(), "rw")) {
            filler.setLength(filler.length() - pages * 4096L);
        }
    }
}
