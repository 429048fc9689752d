package dev.supsync.sync;

import dev.supsync.status.RunError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has become of the picks so far. */
final class ImportResult {

    private final Picker picker;
    private final List<Pick> done = new ArrayList<>();

    ImportResult(Picker picker) {
        this.picker = picker;
    }

    Picker picker() {
        return picker;
    }

    void add(Pick pick) {
        done.add(pick);
    }

    ImportReport report(int contentVersion, @Nullable RunError error) {
        List<ImportReport.Item> imported = new ArrayList<>();
        List<ImportReport.Item> present = new ArrayList<>();
        List<ImportReport.Failure> failed = new ArrayList<>();
        List<Pick> all = new ArrayList<>(done);
        all.addAll(picker.failed());
        for (Pick pick : all) {
            if (pick instanceof Pick.Ready ready) {
                (ready.present() ? present : imported).add(new ImportReport.Item(ready.id(), ready.title()));
            } else if (pick instanceof Pick.Failed failure) {
                failed.add(new ImportReport.Failure(failure.id(), failure.reason()));
            }
        }
        return new ImportReport(imported, present, failed, contentVersion, error);
    }
}
