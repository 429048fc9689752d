package dev.supsync.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supsync.cleanup.Cleanup;
import dev.supsync.cleanup.CleanupRules;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.lease.SiteLease;
import dev.supsync.metadata.UpdateId;
import dev.supsync.site.jdbc.DeploymentStore;
import dev.supsync.sync.Rev;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A parent that does not stand still while a child is sent what it has published. */
class MovingParentTests extends ReplicationSuite {

    /** More than two batches, on each way. */
    private static final int UPDATES = 2_100;

    private static final String TITLES = "SELECT Title FROM v_UpdateInfo";
    private static final Instant LATER = Instant.parse("2026-12-21T02:00:00Z");
    private static final CleanupRules RULES = new CleanupRules(
            Duration.ofDays(7), Duration.ofDays(30), Duration.ofDays(60), Duration.ofDays(90), Duration.ofDays(90));

    private TestChild child;

    @BeforeEach
    void makeChild() {
        child = child("PS1");
    }

    /** Brings the child to where it goes on this way, with two batches before it and one behind. */
    private void prepare(Way way) {
        world.fill(100, 5);
        synced();
        if (way != Way.LOAD) {
            child.receive(parent());
            assertThat(child.synchronize()).isEqualTo(1);
        }
        if (way == Way.COMPARE) {
            child.database().jdbc().update("UPDATE SUP_PARENT SET EPOCH_ID = NULL");
        }
        world.fill(1_000, UPDATES).put(Rev.update(101).number(201).expired());
        synced();
    }

    private void assertComplete(Way way, int version) {
        Sent sent = child.receive(parent());
        assertThat(sent.way()).isEqualTo(way);
        assertEqual(child);
        assertThat(child.synchronize()).isEqualTo(version);
        assertThat(child.receive(parent())).isEqualTo(Sent.NOTHING);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void whatItPublishesMeanwhileIsFollowed(Way way) {
        prepare(way);
        int before = child.requests();
        child.meanwhile(2, () -> {
            world.put(Rev.update(1_010).number(201).title("Sent before"));
            world.put(Rev.update(1_000 + UPDATES - 10).number(201).title("Not sent yet"));
            world.fill(9_000, 3);
            synced();
        });
        assertComplete(way, 3);
        assertThat(child.requests()).as("one request").isEqualTo(before + 1);
    }

    /** An update that changes before it was read, and does not come by the next publication for a day. */
    @ParameterizedTest
    @EnumSource(Way.class)
    void whatIsDeployedMeanwhileArrives(Way way) {
        prepare(way);
        UpdateId marked = Rev.id(1_000 + UPDATES - 10);
        child.meanwhile(2, () -> mark(marked));
        assertThat(child.receive(parent()).way()).isEqualTo(way);
        assertThat(child.column("SELECT UPDATE_ID FROM SUP_UPDATE WHERE UPDATE_ID = '" + marked + "'"))
                .hasSize(1);
        assertThat(differences(child)).isEmpty();
        assertThat(child.synchronize()).isEqualTo(2);
    }

    private void mark(UpdateId update) {
        try (SiteLease lease = lease()) {
            parent().inTransaction(() -> new DeploymentStore(parent()).mark(lease, "Pilot", List.of(update), LATER));
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void whatIsRemovedMeanwhileGoes(Way way) {
        prepare(way);
        child.meanwhile(2, this::removeExpired);
        child.receive(parent());
        child.synchronize();
        synced();
        child.receive(parent());
        assertEqual(child);
        assertThat(child.column("SELECT UPDATE_ID FROM SUP_UPDATE WHERE UPDATE_ID = '" + Rev.id(101) + "'"))
                .isEmpty();
    }

    private void removeExpired() {
        try (SiteLease lease = lease()) {
            int removed = new Cleanup(parent(), RULES, Clock.fixed(LATER, ZoneOffset.UTC))
                    .run(lease, () -> false)
                    .updates();
            assertThat(removed).isEqualTo(1);
        }
    }

    /** A run that has changed everything and then failed: what is left of the publication is no state that a child may have. */
    @ParameterizedTest
    @EnumSource(Way.class)
    void aRunThatFailsMeanwhileKeepsTheChildWaiting(Way way) {
        prepare(way);
        List<String> published = top.column(TITLES);
        int before = child.requests();
        int version = version();
        child.meanwhile(2, () -> {
            for (int i = 0; i < UPDATES; i++) {
                world.put(Rev.update(1_000 + i).number(201).title("Changed " + i));
            }
            world.fill(9_000, 3);
            dies();
        });
        for (int tries = 0; tries < 2; tries++) {
            assertThatThrownBy(() -> child.receive(parent()))
                    .isInstanceOfSatisfying(
                            SupsyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SITE_BUSY));
            assertThat(child.requests()).as("no request").isEqualTo(before);
            assertThat(version()).as("what is complete is the version before").isEqualTo(version);
        }
        assertThat(published).as("nothing that was not published").containsAll(child.column(TITLES));
        assertComplete(way == Way.COMPARE ? Way.LOAD : way, synced().contentVersion());
        assertThat(child.requests()).isEqualTo(before + 1);
    }

    /** The content version that the child would take over. */
    private int version() {
        return ReplicationTarget.position(child.database())
                .map(ReplicationPosition::contentVersion)
                .orElse(0);
    }

    private SiteLease lease() {
        return SiteLease.take(parent(), Duration.ofSeconds(30), Duration.ofSeconds(5));
    }
}
