package dev.supsync.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.metadata.CategoryType;
import dev.supsync.sync.RandomWorld;
import dev.supsync.sync.Rev;
import dev.supsync.testing.Seeds;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A child comes to show what its parent shows, on the way that its position asks for. */
class ReplicatorTests extends ReplicationSuite {

    @Test
    void nothingIsSentBeforeAPublication() {
        TestChild child = child("PS1");
        assertThat(child.receive(parent())).isEqualTo(Sent.NOTHING);
        assertThat(child.requests()).isZero();
        assertThat(ReplicationTarget.position(child.database())).isEmpty();
    }

    @Test
    void everythingThatMetadataSaysArrives() {
        TestChild child = child("PS1");
        int version = 0;
        for (long seed : Seeds.of(20)) {
            synced(new RandomWorld(seed).revisions(300), RandomWorld.SCOPE);
            Sent sent = child.receive(parent());
            assertThat(sent.way()).as("seed %d", seed).isEqualTo(version == 0 ? Way.LOAD : Way.FOLLOW);
            assertThat(sent.updates()).as("seed %d", seed).isPositive();
            try {
                assertEqual(child);
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + " after those before it: " + e.getMessage(), e);
            }
            assertThat(child.synchronize()).as("seed %d", seed).isEqualTo(++version);
        }
    }

    @Test
    void anUnchangedChildIsSentNothing() {
        world.fill(100, 20);
        synced();
        TestChild child = child("PS1");
        assertThat(child.receive(parent())).isEqualTo(new Sent(20, 8, 0, 0, Way.LOAD));
        assertThat(child.requests()).isEqualTo(1);
        List<String> number = child.column("SELECT CHANGE_NUMBER FROM SUP_SITE");
        assertThat(Replicator.isCurrent(parent(), new ReplicationSource(parent()).head(), child.database()))
                .isTrue();
        assertThat(child.receive(parent())).isEqualTo(Sent.NOTHING);
        assertThat(child.requests()).isEqualTo(1);
        synced();
        assertThat(child.receive(parent())).as("a run without changes").isEqualTo(Sent.NOTHING);
        assertThat(child.column("SELECT CHANGE_NUMBER FROM SUP_SITE")).isEqualTo(number);
    }

    @Test
    void onlyWhatChangedIsSent() {
        world.fill(100, 20);
        synced();
        TestChild child = child("PS1");
        child.receive(parent());
        world.put(Rev.update(101).number(201).title("Changed"), Rev.update(150).supersedes(102, 103));
        world.put(Rev.category(Rev.WINDOWS_11, CategoryType.PRODUCT, "Windows Eleven", Rev.WINDOWS)
                .number(201));
        world.remove(104);
        synced();
        assertThat(child.receive(parent())).isEqualTo(new Sent(2, 1, 0, 3, Way.FOLLOW));
        assertEqual(child);
    }

    @Test
    void anotherPlaceInTheTreeOfProductsArrives() {
        world.put(Rev.update(100).in(Rev.SECURITY, Rev.WINDOWS_10));
        synced();
        TestChild child = child("PS1");
        child.receive(parent());
        world.put(Rev.category(Rev.WINDOWS, CategoryType.PRODUCT_FAMILY, "Windows", Rev.OFFICE)
                .number(201));
        synced();
        assertThat(child.receive(parent()).categories()).isEqualTo(1);
        assertEqual(child);
    }
}
