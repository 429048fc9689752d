package dev.supsync.metadata;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Measures the parser on one thread: microseconds per document and megabytes per second, the median of several rounds
 * and their spread. Reads the real documents, where there are any, and generated ones of several sizes.
 */
public final class UpdateXmlBenchmark {

    private static final int ROUNDS = 9;
    private static final long ROUND_NANOS = 500_000_000L;

    private static final UpdateXmlParser PARSER = new UpdateXmlParser();

    private UpdateXmlBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        System.out.printf(
                Locale.ROOT, "%-42s %10s %10s %8s %10s %10s%n", "document", "bytes", "µs", "± %", "MB/s", "head µs");
        for (Map.Entry<String, byte[]> document : documents().entrySet()) {
            byte[] bytes = document.getValue();
            double[] whole = measure(() -> PARSER.parse(new ByteArrayInputStream(bytes)));
            double[] head = measure(() -> PARSER.head(new ByteArrayInputStream(bytes)));
            System.out.printf(
                    Locale.ROOT,
                    "%-42s %10d %10.1f %8.1f %10.1f %10.1f%n",
                    document.getKey(),
                    bytes.length,
                    whole[0],
                    whole[1],
                    bytes.length / whole[0],
                    head[0]);
        }
    }

    private static Map<String, byte[]> documents() throws Exception {
        Map<String, byte[]> documents = new LinkedHashMap<>();
        for (Path file : RealDocuments.all()) {
            documents.put(file.getFileName().toString(), Files.readAllBytes(file));
        }
        UpdateRevision revision = new RandomRevisions(7).next();
        for (int rules : new int[] {0, 6_000, 400_000, 5_000_000}) {
            String xml = new UpdateXmlWriter().withRules(rules).write(revision);
            documents.put("generated with " + rules + " of rules", xml.getBytes(StandardCharsets.UTF_8));
        }
        return documents;
    }

    /** The median of the rounds in microseconds, and by how many percent the slowest and fastest differ from it. */
    private static double[] measure(Reading reading) throws MetadataException {
        round(reading);
        round(reading);
        double[] rounds = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            rounds[i] = round(reading);
        }
        Arrays.sort(rounds);
        double median = rounds[ROUNDS / 2];
        return new double[] {median, Math.max(rounds[ROUNDS - 1] - median, median - rounds[0]) / median * 100};
    }

    private static double round(Reading reading) throws MetadataException {
        long start = System.nanoTime();
        long end = start;
        long count = 0;
        while (end - start < ROUND_NANOS) {
            if (reading.read() == null) {
                throw new IllegalStateException("nothing was read");
            }
            count++;
            end = System.nanoTime();
        }
        return (end - start) / 1000.0 / count;
    }

    private interface Reading {
        Object read() throws MetadataException;
    }
}
