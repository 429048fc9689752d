package dev.supsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.cli.Program.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The status messages of a site, for a person and for a program. */
class MessagesTests {

    @TempDir
    Path folder;

    @Test
    void showsThemNewestFirst() throws IOException {
        SampleSite.write(folder, 1);
        Program program = new Program(folder);
        assertThat(program.run("status", "--messages").err()).contains("SUP-3007");
        program.run("sync", "full");
        program.with("SUPSYNC_SITES_CS1_SOFTWAREUPDATEPOINT_CATALOG_EXPORT", "day-9.cab");
        program.run("sync", "full");

        Result json = program.run("status", "--messages", "--format", "json");
        assertThat(json.status()).as(json.err()).isZero();
        Map<String, String> messages = JsonText.flat(json.out());
        assertThat(messages)
                .containsEntry("[0].messageId", "6703")
                .containsEntry("[0].severity", "error")
                .containsEntry("[0].component", "SMS_WSUS_SYNC_MANAGER")
                .containsEntry("[0].site", "CS1")
                .containsEntry("[0].text", "WSUS Synchronization failed")
                .containsEntry("[0].strings[2]", "SUP-2000")
                .containsEntry("[2].messageId", "6702")
                .containsEntry("[2].severity", "information")
                .containsEntry("[2].strings[0]", "1")
                .containsEntry("[5].messageId", "6701")
                .doesNotContainKey("[6].messageId");
        assertThat(messages.get("[0].strings[0]")).contains("day-9.cab");

        Result table = program.run("status", "--messages");
        assertThat(table.out().lines().toList())
                .hasSize(7)
                .first()
                .isEqualTo("Time (UTC)           Severity     ID    Message");
        assertThat(table.out())
                .contains("  error        6703  WSUS Synchronization failed: SUP-2000 ")
                .contains("  information  6702  WSUS Synchronization done, content version 1\n")
                .endsWith("  information  6701  WSUS Synchronization started, full\n");
        assertThat(program.run("status", "--messages", "--last", "2").out().lines())
                .hasSize(3);
    }
}
