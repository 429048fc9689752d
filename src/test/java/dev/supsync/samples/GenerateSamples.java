package dev.supsync.samples;

import dev.supsync.cabinet.SampleCabinet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Writes the files of sample-data: two days of a catalog as exports, and the first day as an SUSDB. */
public final class GenerateSamples {

    /** Another seed makes other samples. */
    static final long SEED = 20_261_109;

    private static final int WINDOW_BITS = 21;

    private GenerateSamples() {}

    /** The first day of the sample catalog. */
    public static SampleCatalog firstDay() {
        return SampleCatalog.of(SampleSize.SAMPLE_DATA, SEED);
    }

    /** The second day of the sample catalog. */
    public static SampleCatalog secondDay() {
        return firstDay().nextDay();
    }

    /** Takes the folder to write to. */
    public static void main(String[] arguments) throws IOException, SQLException {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("expected one argument: the folder to write to");
        }
        Path folder = Path.of(arguments[0]);
        Files.createDirectories(folder);
        writeExport(folder.resolve("day-1.cab"), firstDay());
        writeExport(folder.resolve("day-2.cab"), secondDay());
        SampleSusdb.write(folder, "susdb", firstDay());
    }

    static void writeExport(Path file, SampleCatalog catalog) throws IOException {
        SampleCabinet cabinet = new SampleCabinet()
                .compression(SampleCabinet.Packing.lzx(WINDOW_BITS))
                .modified(LocalDateTime.ofInstant(catalog.export().created(), ZoneOffset.UTC));
        catalog.export().writeCabinet(file, cabinet, catalog);
    }
}
