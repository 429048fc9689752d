package dev.supsync.samples;

/**
 * What changes from one day to the next.
 *
 * @param revised of ten thousand updates, those that get a new revision with another title and description
 * @param expired of ten thousand updates, those that their publisher withdraws by a new revision
 * @param vanished of ten thousand updates that nothing supersedes through, those that are gone
 * @param added of ten thousand lines of updates, those that get a new update; in a chain it supersedes the one before
 * @param upheaval whether a category is renamed, a product moves to another family, and the newest update of a chain
 *     is withdrawn
 */
public record SampleChanges(int revised, int expired, int vanished, int added, boolean upheaval) {

    /** An eventful Tuesday. */
    public static final SampleChanges NEXT_DAY = new SampleChanges(300, 120, 500, 6_000, true);

    /** One update in a hundred: half of them revised, the others new, withdrawn or gone. */
    public static final SampleChanges ONE_PERCENT = new SampleChanges(50, 10, 33, 900, false);

    /** None at all. */
    static final SampleChanges NONE = new SampleChanges(0, 0, 0, 0, false);
}
