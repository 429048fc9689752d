package dev.supsync.catalog.export;

import dev.supsync.metadata.UpdateId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Holds the records of metadata.txt against the updates that package.xml lists, and takes the addresses of their files
 * into their digests.
 */
final class ListingCheck {

    private final RecordIndex index;
    private final Map<UpdateId, Integer> broken;
    private final PackageListing missing = new PackageListing();
    private final BitSet listed = new BitSet();

    /** Records of updates of which package.xml lists a later revision. */
    private final BitSet outdated = new BitSet();

    private long lost;
    private long unlisted;

    private ListingCheck(RecordIndex index, Map<UpdateId, Integer> broken) {
        this.index = index;
        this.broken = broken;
    }

    /**
     * Compares.
     *
     * @param broken the updates whose latest record cannot be read, with its number
     */
    static ListingCheck of(RecordIndex index, Map<UpdateId, Integer> broken, PackageXml packageXml) {
        ListingCheck check = new ListingCheck(index, broken);
        PackageListing listing = packageXml.listing();
        for (int i = 0; i < listing.count(); i++) {
            check.compare(listing.high(i), listing.low(i), listing.revision(i), listing.locations(i));
        }
        check.listed.or(check.outdated);
        for (int i = check.listed.nextClearBit(0); i < index.count(); i = check.listed.nextClearBit(i + 1)) {
            index.addToDigest(i, packageXml.locationsOfAll());
            check.unlisted++;
        }
        return check;
    }

    /** The updates whose latest revision package.xml lists and metadata.txt has no record of, not even a broken one. */
    PackageListing missing() {
        return missing;
    }

    /** The index without the records of those: an earlier revision is not what the catalog says of an update. */
    RecordIndex upToDate() {
        return index.without(outdated);
    }

    /** How many updates package.xml does not list. */
    long unlisted() {
        return unlisted;
    }

    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (lost > 0) {
            warnings.add(lost + " revisions listed in package.xml have no record in metadata.txt");
        }
        if (unlisted() > 0) {
            warnings.add(unlisted() + " updates of metadata.txt are not listed in package.xml");
        }
        if (index.repeated() > 0) {
            warnings.add(index.repeated() + " records of metadata.txt repeat a revision: the first one counts");
        }
        return warnings;
    }

    private void compare(long high, long low, int revision, long locations) {
        int record = index.find(high, low);
        if (record < 0) {
            Integer number = broken.get(new UpdateId(new UUID(high, low)));
            if (number == null || number < revision) {
                lost++;
                missing.addHighest(high, low, revision);
            }
        } else if (index.revision(record) < revision) {
            lost++;
            outdated.set(record);
            missing.addHighest(high, low, revision);
        } else if (index.revision(record) == revision && !listed.get(record)) {
            listed.set(record);
            index.addToDigest(record, locations);
        }
    }
}
