package dev.supsync.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supsync.lease.SiteLease;
import dev.supsync.sync.RandomWorld;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
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
            assertThat(target.removeAbsent().removed()).isZero();
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
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged = bytes.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                read(damaged);
            } catch (IOException e) {
                assertThat(e).isNotNull();
            }
        }
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
