package dev.supsync.catalog.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.catalog.CatalogContract;
import dev.supsync.catalog.CatalogRecord.Unreadable;
import dev.supsync.catalog.CensusEntry;
import dev.supsync.catalog.SampleRevisions;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.metadata.RevisionKey;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateRevision;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wherever metadata.txt is cut off: the export is refused, or each update that it lacks is named. */
class CutExportTests {

    private static final int STEP = 23;

    @TempDir
    Path temporary;

    @Test
    void noCutPassesUnnoticed() throws Exception {
        List<UpdateRevision> all = SampleRevisions.all();
        Path folder = new ExportWriter().writeFolder(temporary.resolve("export"), all);
        Path metadata = folder.resolve("metadata.txt");
        byte[] whole = Files.readAllBytes(metadata);
        int refused = 0;
        int named = 0;
        for (int length : lengths(whole)) {
            Files.write(metadata, Arrays.copyOf(whole, length));
            try (CatalogExport catalog = CatalogExport.open(folder, ExportOptions.in(temporary.resolve("work")))) {
                Set<RevisionKey> found = new HashSet<>(Fixture.readable(catalog));
                List<Unreadable> lost = Fixture.unreadable(catalog);
                lost.forEach(record -> found.add(record.key()));
                assertThat(found)
                        .as("cut after %d of %d bytes", length, whole.length)
                        .containsExactlyInAnyOrderElementsOf(
                                all.stream().map(UpdateRevision::key).toList());
                assertThat(CatalogContract.drain(catalog.census()).stream().map(CensusEntry::id))
                        .as("cut after %d of %d bytes", length, whole.length)
                        .containsExactlyInAnyOrderElementsOf(ids(all));
                named += lost.isEmpty() ? 0 : 1;
            } catch (SupsyncException e) {
                assertThat(e.code())
                        .as("cut after %d of %d bytes: %s", length, whole.length, e.getMessage())
                        .isIn(ErrorCode.CATALOG_DAMAGED, ErrorCode.CATALOG_EMPTY);
                refused++;
            }
        }
        assertThat(named).isGreaterThan(8);
        assertThat(refused).isGreaterThan(100);
    }

    private static List<UpdateId> ids(List<UpdateRevision> revisions) {
        return revisions.stream().map(UpdateRevision::id).toList();
    }

    /** Some everywhere, and all about the ends of lines. */
    private static Set<Integer> lengths(byte[] whole) {
        Set<Integer> lengths = new HashSet<>();
        for (int i = 1; i < whole.length; i++) {
            if (i % STEP == 0) {
                lengths.add(i);
            }
            if (whole[i] == '\n') {
                for (int near = i - 3; near <= i + 3; near++) {
                    lengths.add(Math.min(near, whole.length));
                }
            }
        }
        return lengths;
    }
}
