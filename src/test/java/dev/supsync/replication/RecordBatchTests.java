package dev.supsync.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supsync.lease.SiteLease;
import dev.supsync.sync.RandomWorld;
import dev.supsync.testing.Seeds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Batches as bytes: they arrive as they were, and bytes that are none are refused. */
class RecordBatchTests extends ReplicationSuite {

    @Test
    void aSiteTravelsAsBytes() throws IOException {
        synced(new RandomWorld(5).revisions(300), RandomWorld.SCOPE);
        TestChild child = child("PS1");
        ReplicationSource source = new ReplicationSource(parent());
        SiteHead head = source.head();
        Progress progress = new Progress(head, Way.LOAD);
        try (SiteLease lease = child.lease()) {
            ReplicationTarget target = new ReplicationTarget(child.database(), lease, TestChild.CLOCK);
            for (RecordBatch batch : List.of(source.categories(), source.page(0).orElseThrow())) {
                target.apply(copy(batch), progress);
            }
            assertThat(target.removeAbsent(() -> {}).removed()).isZero();
            target.complete(null, progress, () -> {});
        }
        assertEqual(child);
        assertThat(child.receive(parent())).isEqualTo(Sent.NOTHING);
    }

    @Test
    void aBatchIsAppliedOnce() {
        synced(new RandomWorld(5).revisions(20), RandomWorld.SCOPE);
        TestChild child = child("PS1");
        ReplicationSource source = new ReplicationSource(parent());
        Progress progress = new Progress(source.head(), Way.LOAD);
        try (SiteLease lease = child.lease()) {
            ReplicationTarget target = new ReplicationTarget(child.database(), lease, TestChild.CLOCK);
            RecordBatch batch = source.categories();
            target.apply(batch, progress);
            assertThatThrownBy(() -> target.apply(batch, progress)).hasMessageContaining("applied once");
        }
    }

    @Test
    void damageAnywhereIsRefusedOrReadAsRecords() throws IOException {
        synced(new RandomWorld(6).revisions(60), RandomWorld.SCOPE);
        byte[] bytes = bytes(new ReplicationSource(parent()).page(0).orElseThrow());
        Seeds.each(100, seed -> {
            Random random = new Random(seed);
            for (int i = 0; i < 670; i++) {
                byte[] damaged = bytes.clone();
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
                try {
                    read(damaged);
                } catch (IOException e) {
                    assertThat(e).isNotNull();
                }
            }
        });
        for (int length = 0; length < bytes.length; length += 97) {
            byte[] cut = java.util.Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> read(cut)).as("cut at %d", length).isInstanceOf(IOException.class);
        }
    }

    @Test
    void whatIsNoBatchIsNamed() {
        assertThatThrownBy(() -> read("something else".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isInstanceOf(RecordFormatException.class)
                .hasMessage("This is no batch of records: it does not begin with their mark.");
        assertThatThrownBy(() -> read(new byte[] {0x53, 0x55, 0x50, 0x52, 0, 0, 0, 9}))
                .isInstanceOf(RecordFormatException.class)
                .hasMessage("The records have format 9; this program reads format 1.");
    }

    @Test
    void whatNoSiteHoldsIsNamed() throws IOException {
        synced(new RandomWorld(6).revisions(60), RandomWorld.SCOPE);
        assertRefused(Part.UPDATES, "REVISION_NUMBER", null, "has nothing in REVISION_NUMBER");
        assertRefused(Part.UPDATES, "UPDATE_ID", null, "has nothing in UPDATE_ID");
        assertRefused(Part.UPDATES, "CONTENT_DIGEST", null, "has nothing in CONTENT_DIGEST");
        assertRefused(
                Part.UPDATES,
                "SEVERITY",
                Short.MAX_VALUE + 1,
                "has 32768 in SEVERITY; between -32768 and 32767 are possible");
        assertRefused(Part.UPDATES, "SCOPE_STATE", 3, "has 3 in SCOPE_STATE; between 0 and 2 are possible");
        assertRefused(
                Part.UPDATES,
                "CREATION_DATE",
                LocalDateTime.of(10_000, 1, 1, 0, 0),
                "has an impossible time in CREATION_DATE");
        assertRefused(
                Part.UPDATES,
                "CREATION_DATE",
                LocalDateTime.of(0, 12, 31, 0, 0),
                "has an impossible time in CREATION_DATE");
    }

    private void assertRefused(Part part, String column, @Nullable Object value, String message) throws IOException {
        RecordBatch batch = new ReplicationSource(parent()).page(0).orElseThrow();
        set(batch.rows(part).get(0), part.table().place(column), value);
        byte[] bytes = bytes(batch);
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(RecordFormatException.class)
                .hasMessageContaining(message);
    }

    @SuppressWarnings("NullAway") // the checker knows no arrays of what may be null here
    private static void set(Object[] row, int place, @Nullable Object value) {
        row[place] = value;
    }

    private static RecordBatch copy(RecordBatch batch) throws IOException {
        return read(bytes(batch));
    }

    private static byte[] bytes(RecordBatch batch) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        batch.writeTo(new DataOutputStream(out));
        return out.toByteArray();
    }

    private static RecordBatch read(byte[] bytes) throws IOException {
        return RecordBatch.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }
}
