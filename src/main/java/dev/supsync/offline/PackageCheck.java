package dev.supsync.offline;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.replication.ReplicationPosition;
import dev.supsync.replication.Way;
import dev.supsync.site.Publication;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whether a package follows what a site has: neither a gap nor a step back, and from the same history. */
final class PackageCheck {

    private final String name;
    private final Manifest manifest;

    PackageCheck(String name, Manifest manifest) {
        this.name = name;
        this.manifest = manifest;
    }

    /** What is to be done with a package. */
    enum Verdict {
        /** It is complete already. */
        PRESENT,
        /** It is applied. */
        APPLY
    }

    /**
     * How a site, or a software update point, stands.
     *
     * @param name for messages, with what it is
     * @param lineage the identity of its own database
     * @param isEmpty whether it holds no updates
     * @param position how far it has followed another site; null if it never has
     */
    record Standing(String name, String code, UUID lineage, boolean isEmpty, @Nullable ReplicationPosition position) {}

    /**
     * Judges a package for a site.
     *
     * @param adopt whether a full package of another site, or an older one, may take over
     * @throws SupsyncException if it is refused
     */
    Verdict judge(Standing site, boolean adopt) {
        if (site.lineage().equals(manifest.head().lineage())) {
            throw foreign("it was exported by this very site, " + site.code(), "Import it at another site.");
        }
        ReplicationPosition position = site.position();
        if (adopt && manifest.isFull()) {
            boolean isThere = position != null && isAt(position);
            return isThere ? Verdict.PRESENT : Verdict.APPLY;
        }
        if (position == null) {
            return judgeFirst(site);
        }
        if (!position.lineage().equals(manifest.head().lineage())) {
            throw foreign(
                    "it comes from the site " + manifest.head().code() + " with the identity "
                            + manifest.head().lineage() + ", but " + site.code() + " follows " + position.parentCode()
                            + " with the identity " + position.lineage(),
                    adoption(site));
        }
        if (isAt(position)) {
            return Verdict.PRESENT;
        }
        return judgeNext(site, position);
    }

    private Verdict judgeFirst(Standing site) {
        if (!site.isEmpty()) {
            throw foreign(site.name() + " has never imported a package, but holds updates of its own", adoption(site));
        }
        Manifest.Mark from = manifest.from();
        if (from != null) {
            throw gap(
                    "it starts at " + from.changeNumber() + ", " + site.name() + " holds nothing yet",
                    "Bring a full package: \"supsync export --full\" at the exporting site.");
        }
        return Verdict.APPLY;
    }

    private Verdict judgeNext(Standing site, ReplicationPosition position) {
        Publication held = position.publication();
        long to = manifest.to().changeNumber();
        if (held == null && position.way() == Way.LOAD && manifest.isFull()) {
            return Verdict.APPLY; // the first one, interrupted; or another full one in its place
        }
        long at = held == null ? position.reached() : held.changeNumber();
        if (held != null && to < at) {
            throw new SupsyncException(
                    ErrorCode.PACKAGE_OLDER,
                    name + ": this package ends at " + to + ", " + site.name() + " is at " + at
                            + " already: it would go back.",
                    "Nothing is missing: the site has what the package holds. Bring a package that ends later.");
        }
        Manifest.Mark from = manifest.from();
        if (from == null) {
            return Verdict.APPLY;
        }
        if (held == null) {
            throw gap(
                    "it starts at " + from.changeNumber() + ", but the last full package at " + site.name()
                            + " was not imported to its end",
                    "Import that one again, or bring another full one.");
        }
        if (from.changeNumber() > at) {
            throw gap(
                    "it starts at " + from.changeNumber() + ", " + site.name() + " ends at " + at,
                    "Bring the package that starts at or before " + at + ", or a full one.");
        }
        boolean isOther = from.changeNumber() == at && !from.stamp().equals(held.stamp());
        if (isOther || to == at || !isOfThisHistory(position)) {
            throw foreign(
                    "the exporting site " + manifest.head().code()
                            + " has another history than what this one followed up to " + at
                            + ": its database was restored from a copy, or set up anew",
                    "Bring a full package: \"supsync export --full\" at the exporting site.");
        }
        return Verdict.APPLY;
    }

    private boolean isAt(ReplicationPosition position) {
        Publication held = position.publication();
        return held != null
                && position.way() == null
                && position.lineage().equals(manifest.head().lineage())
                && held.changeNumber() == manifest.to().changeNumber()
                && held.stamp().equals(manifest.to().stamp());
    }

    /** Whether the exporting site has all that this one has seen of it: its history was not cut off before. */
    private boolean isOfThisHistory(ReplicationPosition position) {
        UUID epoch = position.epoch();
        if (epoch == null || position.seen() > manifest.head().seen()) {
            return false;
        }
        if (epoch.equals(manifest.head().epoch())) {
            return true;
        }
        long first = Long.MAX_VALUE;
        if (epoch.equals(manifest.head().lineage())) {
            first = -1;
        }
        for (Manifest.Epoch other : manifest.epochs()) {
            first = other.id().equals(epoch) ? other.firstChange() : first;
        }
        if (position.seen() < first) {
            return false;
        }
        for (Manifest.Epoch other : manifest.epochs()) {
            if (other.firstChange() > first && other.firstChange() <= position.seen()) {
                return false;
            }
        }
        return true;
    }

    private String adoption(Standing site) {
        return "Bring a package of the site that " + site.code() + " follows. If it shall follow "
                + manifest.head().code() + " from now on, import a full package of it with --adopt: what that does not"
                + " hold is removed.";
    }

    private SupsyncException gap(String what, String remedy) {
        return new SupsyncException(
                ErrorCode.PACKAGE_GAP, name + ": a package before this one is missing: " + what + ".", remedy);
    }

    private SupsyncException foreign(String what, String remedy) {
        return new SupsyncException(
                ErrorCode.PACKAGE_FOREIGN, name + ": this package does not belong here: " + what + ".", remedy);
    }
}
