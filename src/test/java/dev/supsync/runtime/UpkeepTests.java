package dev.supsync.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.catalog.managed.ManagedListener;
import dev.supsync.catalog.managed.ManagedReport;
import dev.supsync.sync.SyncListener;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpkeepTests {

    private static final ManagedListener.Removal NOTHING_LEFT = new ManagedListener.Removal(0, 0, 0);

    @Test
    void tellsWhatCouldNotBeReadAndWhatCannotBeExported() {
        assertThat(notes(0, 0)).isEmpty();
        assertThat(notes(1, 2))
                .containsExactly(
                        "1 record cannot be read, and stayed out of the catalog of sup1: a bad one",
                        "2 revisions came into the catalog of sup1 from tables alone: its source has no documents of"
                                + " them, and no package can hold them.");
    }

    private static List<String> notes(long unreadable, long withoutDocument) {
        List<String> notes = new ArrayList<>();
        Upkeep.tell(
                new ManagedReport(
                        5, 0, 0, 0, 0, unreadable, withoutDocument, List.of("a bad one"), NOTHING_LEFT, false, 1),
                "sup1",
                new SyncListener() {
                    @Override
                    public void note(String sentence) {
                        notes.add(sentence);
                    }
                });
        return notes;
    }
}
