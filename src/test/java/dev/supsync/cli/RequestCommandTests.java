package dev.supsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.cli.Program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestCommandTests {

    @TempDir
    Path folder;

    private Program program;

    @BeforeEach
    void configure() throws IOException {
        SampleSite.write(folder, 0);
        program = new Program(folder);
    }

    @Test
    void aRequestHasANumberAtOnceAndIsKeptUntilThereIsAService() {
        Result first = program.run("sync", "full", "--request");
        assertThat(first.status()).as(first.err()).isZero();
        assertThat(first.out()).isEqualTo("Request 1: full synchronization of site CS1\n");
        assertThat(first.err()).contains("note: no service serves site CS1 at present; the request is kept");

        Result second = program.run("sync", "delta", "--request", "--format", "json");
        assertThat(second.out()).isEqualTo("{\"request\":2,\"site\":\"CS1\",\"type\":\"DELTA\"}\n");
        assertThat(program.run("status", "--format", "json").out()).contains("CS1");
    }

    @Test
    void aMistakeInTheConfigurationIsReportedAsOfARun() throws IOException {
        Files.writeString(folder.resolve("supsync.yml"), "supsync: {}");
        Result result = program.run("sync", "full", "--wait", "--format", "json");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.out()).contains("\"result\":\"FAILED\"", "SUP-1001");
        assertThat(program.run("sync", "full", "--request").status()).isEqualTo(2);
    }

    @Test
    void aMistakeInAJobFileStartsNoService() throws IOException {
        Path jobs = Files.createDirectories(folder.resolve("jobs"));
        Files.writeString(jobs.resolve("a.yml"), "supsync: {job: {type: full-sync, schedule: {cron: never}}}");
        Files.writeString(jobs.resolve("b.yaml"), "supsync: {job: {type: full-sync, site: XYZ}}");
        Files.writeString(jobs.resolve("notes.txt"), "no job");
        Result result = program.run("serve");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("a.yml:1:", "cron", "XYZ").doesNotContain("notes.txt");
        assertThat(folder.resolve("data")).doesNotExist();
    }
}
