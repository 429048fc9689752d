package dev.supsync.site;

import dev.supsync.metadata.UpdateId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** The updates that a person picked for a site: thousands at most, so they are read whole. */
public interface ImportStore {

    /**
     * An update that was picked.
     *
     * @param revisionNumber of the revision that was picked
     * @param catalog the name of the catalog that it came from
     */
    record Import(UpdateId id, int revisionNumber, Instant importedAt, String catalog) {}

    /** All of them. */
    List<Import> all();

    /** Remembers picks, in the caller's transaction; a later pick of the same update replaces an earlier one. */
    void add(Fence fence, Collection<Import> picks);
}
