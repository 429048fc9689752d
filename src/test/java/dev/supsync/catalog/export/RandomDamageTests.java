package dev.supsync.catalog.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.catalog.CatalogContract;
import dev.supsync.catalog.CatalogRecord.RawRevision;
import dev.supsync.catalog.CensusEntry;
import dev.supsync.catalog.Position;
import dev.supsync.catalog.SampleRevisions;
import dev.supsync.error.SupsyncException;
import dev.supsync.metadata.MetadataException;
import dev.supsync.metadata.RevisionKey;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.testing.Seeds;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random damage to metadata.txt costs the records it hits, and nothing else. */
class RandomDamageTests {

    private static final int ROUNDS = 150;
    private static final int RECORDS = 24;

    @TempDir
    Path temporary;

    @Test
    void flippedBytes() {
        Seeds.each(30, this::flip);
    }

    private void flip(long seed) throws Exception {
        Random random = new Random(seed);
        Sample sample = sample();
        for (int round = 0; round < ROUNDS; round++) {
            byte[] damaged = sample.bytes.clone();
            Set<Integer> hit = new HashSet<>();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                // Every other flip goes into a header, where it does most harm.
                int record = random.nextInt(RECORDS);
                int at = random.nextBoolean()
                        ? sample.starts[record] + random.nextInt(56)
                        : random.nextInt(damaged.length);
                damaged[at] ^= (byte) (1 << random.nextInt(8));
                hit.addAll(sample.hitBy(at));
            }
            check(sample, damaged, hit, "round " + round);
        }
    }

    @Test
    void cutAndOverwritten() {
        Seeds.each(30, this::cutAndOverwrite);
    }

    private void cutAndOverwrite(long seed) throws Exception {
        Random random = new Random(seed);
        Sample sample = sample();
        for (int round = 0; round < ROUNDS; round++) {
            int from = random.nextInt(sample.bytes.length);
            int length = Math.min(sample.bytes.length - from, 1 + random.nextInt(3000));
            Set<Integer> hit = new HashSet<>();
            for (int i = from; i < from + length; i++) {
                hit.addAll(sample.hitBy(i));
            }
            byte[] zeroed = sample.bytes.clone();
            Arrays.fill(zeroed, from, from + length, (byte) 0);
            check(sample, zeroed, hit, "round " + round + ", zeroed");
            byte[] cut = new byte[sample.bytes.length - length];
            System.arraycopy(sample.bytes, 0, cut, 0, from);
            System.arraycopy(sample.bytes, from + length, cut, from, cut.length - from);
            if (from > 0) {
                hit.addAll(sample.hitBy(from - 1));
            }
            check(sample, cut, hit, "round " + round + ", cut");
        }
    }

    private void check(Sample sample, byte[] damaged, Set<Integer> hit, String what) throws Exception {
        Set<RevisionKey> parsed = new HashSet<>();
        Set<CensusEntry> census = new HashSet<>();
        boolean unidentified;
        try (CatalogExport catalog =
                CatalogExport.open(sample.folder(damaged), ExportOptions.in(temporary.resolve("work")))) {
            var cursor = catalog.revisions(Position.START);
            for (var record = cursor.next(); record != null; record = cursor.next()) {
                if (record instanceof RawRevision raw) {
                    parse(raw, parsed);
                }
            }
            cursor.close();
            CatalogContract.drain(catalog.categories());
            census.addAll(CatalogContract.drain(catalog.census()));
            unidentified = catalog.hasUnidentifiedRecords();
        } catch (SupsyncException e) {
            if (!e.getMessage().contains("is cut off in its last record")) {
                assertThat(hit).as("%s: %s", what, e.getMessage()).hasSize(RECORDS);
            }
            assertThat(hit).as("%s: %s", what, e.getMessage()).contains(RECORDS - 1);
            return;
        }
        for (int i = 0; i < RECORDS; i++) {
            RevisionKey key = sample.revisions.get(i).key();
            if (!hit.contains(i)) {
                assertThat(parsed).as("%s: record %d", what, i).contains(key);
            }
            if (!unidentified) {
                assertThat(census.stream().map(CensusEntry::id))
                        .as("%s: record %d", what, i)
                        .contains(key.id());
            }
        }
    }

    private static void parse(RawRevision raw, Set<RevisionKey> parsed) {
        try {
            raw.head();
        } catch (MetadataException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
        assertThat(raw.text(50)).isNotEmpty();
        try {
            parsed.add(raw.parse().key());
        } catch (MetadataException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private Sample sample() throws Exception {
        List<UpdateRevision> revisions = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            revisions.add(
                    i % 3 == 0
                            ? SampleRevisions.bundle(
                                    SampleRevisions.id(i), 200 + i, "bündle €𝄞 " + i, SampleRevisions.CHILD)
                            : i % 3 == 1
                                    ? SampleRevisions.software(SampleRevisions.id(i), 100, "software " + i, true)
                                    : SampleRevisions.category(SampleRevisions.id(i), 7, null, "category " + i, null));
        }
        return new Sample(revisions, new ExportWriter().writeFolder(temporary.resolve("export"), revisions));
    }

    /** An export, and where its records are. */
    private static final class Sample {

        private final List<UpdateRevision> revisions;
        private final Path folder;
        private final byte[] bytes;
        private final int[] starts = new int[RECORDS + 1];

        Sample(List<UpdateRevision> revisions, Path folder) throws Exception {
            this.revisions = revisions;
            this.folder = folder;
            bytes = Files.readAllBytes(folder.resolve("metadata.txt"));
            String text = new String(bytes, StandardCharsets.UTF_8);
            for (int i = 0; i < RECORDS; i++) {
                int at = text.indexOf(revisions.get(i).id() + ",");
                starts[i] = text.substring(0, at).getBytes(StandardCharsets.UTF_8).length;
            }
            starts[RECORDS] = bytes.length;
        }

        Path folder(byte[] metadata) throws Exception {
            Files.write(folder.resolve("metadata.txt"), metadata);
            return folder;
        }

        /** The records that a byte belongs to: a line end to that before it and that behind it. */
        List<Integer> hitBy(int at) {
            int record = 0;
            while (starts[record + 1] <= at) {
                record++;
            }
            return at >= starts[record + 1] - 2 && record + 1 < RECORDS ? List.of(record, record + 1) : List.of(record);
        }
    }
}
