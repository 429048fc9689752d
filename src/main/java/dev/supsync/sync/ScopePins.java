package dev.supsync.sync;

import dev.supsync.metadata.UpdateId;
import dev.supsync.scope.Selection;
import dev.supsync.site.jdbc.SiteDatabase;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** What each selection of the scope meant when it was first resolved. */
public final class ScopePins {

    private final SiteDatabase database;

    public ScopePins(SiteDatabase database) {
        this.database = database;
    }

    /** All pins of the site. */
    public Map<Selection, UpdateId> all() {
        Map<Selection, UpdateId> pins = new HashMap<>();
        database.translating(() -> {
            database.jdbc().query("SELECT KIND, SELECTION, CATEGORY_GUID FROM SUP_SCOPE_PIN", row -> {
                UUID guid = database.guid(row, "CATEGORY_GUID");
                if (guid != null) {
                    Selection.Kind kind = Selection.Kind.valueOf(row.getString("KIND"));
                    pins.put(new Selection(kind, row.getString("SELECTION")), new UpdateId(guid));
                }
            });
            return true;
        });
        return pins;
    }

    /** Keeps the pins of the present scope, and no others; in the caller's transaction. */
    void keep(Map<Selection, UpdateId> pins) {
        Map<Selection, UpdateId> held = all();
        if (held.equals(pins)) {
            return;
        }
        database.translating(() -> {
            database.jdbc().update("DELETE FROM SUP_SCOPE_PIN");
            pins.forEach((selection, id) -> database.jdbc()
                    .update(
                            "INSERT INTO SUP_SCOPE_PIN (KIND, SELECTION, CATEGORY_GUID) VALUES (?, ?, ?)",
                            selection.kind().name(),
                            selection.text(),
                            database.parameter(id.value())));
            return true;
        });
    }
}
