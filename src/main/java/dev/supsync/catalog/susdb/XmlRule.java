package dev.supsync.catalog.susdb;

import dev.supsync.catalog.susdb.BaseRow.Facts;
import dev.supsync.metadata.UpdateType;

/** Says of which revisions the document is read: it is large, and most revisions have no need of it. */
final class XmlRule {

    private XmlRule() {}

    /**
     * An administrator sees what is deployable, so that is read whole: several KB articles, CVE IDs, download sizes and
     * more are in the document alone. Of all others only what the tables lack.
     */
    static boolean isNeeded(BaseRow row, Details details) {
        Facts facts = row.facts();
        return facts != null
                && (row.documented()
                        || facts.head().explicitlyDeployable()
                        || facts.head().type() == UpdateType.DRIVER
                        || (facts.head().type() == UpdateType.CATEGORY && facts.category() == null)
                        || facts.creationDate() == null
                        || details.texts.isEmpty());
    }
}
