package dev.supsync.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.metadata.CategoryType;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.sync.FaultyConnections;
import dev.supsync.sync.FaultyConnections.Fault;
import dev.supsync.sync.Rev;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A child whose database fails at any commit, and that is sent the rest afterwards, shows what its parent shows. */
class ReplicationRestartTests extends ReplicationSuite {

    @ParameterizedTest
    @EnumSource
    void whileItIsLoaded(Fault fault) {
        world.fill(100, 1_050);
        synced();
        interrupted(fault, child -> {}, Way.LOAD);
    }

    @ParameterizedTest
    @EnumSource
    void whileItFollows(Fault fault) {
        world.fill(100, 50);
        synced();
        Copies before = Copies.of(parent());
        world.fill(200, 1_010);
        world.put(
                Rev.update(100).number(201).title("Changed"), Rev.update(5_500).supersedes(101, 102));
        world.put(Rev.category(Rev.WINDOWS_10, CategoryType.PRODUCT, "Windows Ten", Rev.WINDOWS)
                .number(201));
        synced();
        Copies after = Copies.of(parent());
        interrupted(
                fault,
                child -> {
                    before.restore(parent());
                    child.receive(parent());
                    after.restore(parent());
                },
                Way.FOLLOW);
    }

    @ParameterizedTest
    @EnumSource
    void whileItIsCompared(Fault fault) {
        world.fill(100, 30);
        synced();
        interrupted(
                fault,
                child -> {
                    child.receive(parent());
                    SiteDatabase database = child.database();
                    database.jdbc().update("UPDATE SUP_PARENT SET EPOCH_ID = NULL");
                    database.jdbc().update("DELETE FROM SUP_UPDATE_TEXT WHERE CI_ID = 3");
                    database.jdbc().update("UPDATE SUP_UPDATE SET CONTENT_DIGEST = ? WHERE CI_ID = 3", new byte[16]);
                    database.jdbc().update("DELETE FROM SUP_UPDATE WHERE CI_ID = 4");
                    Copies.DETAILS.forEach(t -> database.jdbc().update("DELETE FROM " + t + " WHERE CI_ID = 4"));
                },
                Way.COMPARE);
    }

    private void interrupted(Fault fault, Consumer<TestChild> before, Way way) {
        int commits = 1;
        for (int commit = 1; commit <= commits; commit++) {
            try (TestChild child = new TestChild("PS1", this::databaseOfChild)) {
                before.accept(child);
                int failing = commit;
                List<FaultyConnections> made = new ArrayList<>();
                child.connections(source -> {
                    made.add(new FaultyConnections(source, fault, failing));
                    return made.get(0);
                });
                boolean failed = fails(child);
                child.connections(source -> source);
                Sent again = child.receive(parent());
                String where = way + ", " + fault + " at commit " + commit;
                if (!failed) {
                    assertThat(again).as(where).isEqualTo(Sent.NOTHING);
                    assertThat(made.get(0).commits()).as(where).isLessThan(commit);
                } else {
                    assertThat(made.get(0).commits()).as(where).isEqualTo(commit);
                    commits = commit + 1;
                }
                assertThat(differences(child)).as(where).isEmpty(); // of all rows
                assertThat(ReplicationTarget.position(child.database()))
                        .hasValueSatisfying(p -> assertThat(p.way()).as(where).isNull());
            }
        }
        assertThat(commits).isGreaterThan(2);
    }

    private boolean fails(TestChild child) {
        try {
            child.receive(parent());
            return false;
        } catch (RuntimeException e) {
            return true;
        }
    }
}
