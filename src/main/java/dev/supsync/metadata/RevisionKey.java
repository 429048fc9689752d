package dev.supsync.metadata;

/**
 * One revision of an update. Revision numbers are not 1, 2, 3: real ones are 50, 101, 200; the highest wins.
 *
 * @param revisionNumber 0 or more
 */
public record RevisionKey(UpdateId id, int revisionNumber) {

    public RevisionKey {
        if (revisionNumber < 0) {
            throw new IllegalArgumentException(
                    "revision number " + revisionNumber + " of update " + id + " is negative");
        }
    }

    @Override
    public String toString() {
        return id + " revision " + revisionNumber;
    }
}
