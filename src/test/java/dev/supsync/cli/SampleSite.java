package dev.supsync.cli;

import dev.supsync.catalog.SampleRevisions;
import dev.supsync.catalog.export.ExportWriter;
import dev.supsync.metadata.UpdateRevision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A folder with a configuration of one site, and an export for it. */
final class SampleSite {

    private SampleSite() {}

    /** Writes both; the export holds the samples of every kind, and so many plain updates more. */
    static Path write(Path folder, int updates) throws IOException {
        Files.createDirectories(folder);
        List<UpdateRevision> revisions = Stream.concat(
                        SampleRevisions.all().stream(),
                        LongStream.range(0, updates).mapToObj(SampleSite::update))
                .toList();
        new ExportWriter().writeCabinet(folder.resolve("day-1.cab"), revisions);
        return configuration(folder, "day-1.cab");
    }

    /** Writes a configuration for an export. */
    static Path configuration(Path folder, String export) throws IOException {
        return Files.writeString(
                folder.resolve("supsync.yml"),
                """
                supsync:
                  sites:
                    CS1:
                      name: Contoso central site
                      type: central
                      database: { url: "jdbc:hsqldb:file:data/CS1", username: sa, password: "" }
                      software-update-point:
                        server: sup1.contoso.example
                        catalog: { export: %s }
                  scope:
                    products: [ "Windows" ]
                    classifications: [ "Security Updates" ]
                    languages: [ en, de ]
                """
                        .formatted(export));
    }

    private static UpdateRevision update(long number) {
        return SampleRevisions.software(SampleRevisions.id(10_000 + number), 200, "2026-11 Update № " + number, true);
    }

    /** Writes such a folder, for trying things out: {@code folder updates}. */
    public static void main(String[] args) throws IOException {
        write(Path.of(args[0]), Integer.parseInt(args[1]));
    }
}
