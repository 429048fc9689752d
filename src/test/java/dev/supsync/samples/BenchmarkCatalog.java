package dev.supsync.samples;

import dev.supsync.metadata.UpdateRevision;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;

/**
 * Writes a large catalog as two export folders: {@code full}, and {@code changed}, in which one update of a hundred is
 * new, revised, withdrawn or gone. Takes the folder to write to, and how many deployable updates.
 */
public final class BenchmarkCatalog {

    private static final long SEED = 42;

    private BenchmarkCatalog() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("expected two arguments: a folder, and a number of updates");
        }
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Path folder = Path.of(arguments[0]);
        SampleCatalog full = of(Integer.parseInt(arguments[1]));
        write(folder.resolve("full"), full, out);
        write(folder.resolve("changed"), full.nextDay(SampleChanges.ONE_PERCENT), out);
    }

    /** The catalog of so many updates; its next day by {@link SampleChanges#ONE_PERCENT} is the changed one. */
    public static SampleCatalog of(int updates) {
        return SampleCatalog.of(SampleSize.benchmark(updates), SEED);
    }

    private static void write(Path folder, SampleCatalog catalog, PrintStream out) throws IOException {
        Counted counted = new Counted(catalog);
        long start = System.nanoTime();
        catalog.export().writeFolder(folder, counted);
        double seconds = (System.nanoTime() - start) / 1e9;
        long bytes = Files.size(folder.resolve("metadata.txt"));
        out.printf(
                Locale.ROOT,
                "%s: %,d updates, %,d revisions, %,d MB, %,d bytes a revision, in %.1f s: %,.0f updates/s%n",
                folder.getFileName(),
                counted.updates,
                counted.revisions,
                bytes >> 20,
                bytes / counted.revisions,
                seconds,
                counted.updates / seconds);
    }

    private static final class Counted implements Iterable<UpdateRevision> {

        private final SampleCatalog catalog;
        private long revisions;
        private long updates;

        Counted(SampleCatalog catalog) {
            this.catalog = catalog;
        }

        @Override
        public Iterator<UpdateRevision> iterator() {
            Iterator<UpdateRevision> source = catalog.iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return source.hasNext();
                }

                @Override
                public UpdateRevision next() {
                    UpdateRevision revision = source.next();
                    revisions++;
                    updates += revision.properties().explicitlyDeployable() ? 1 : 0;
                    return revision;
                }
            };
        }
    }
}
