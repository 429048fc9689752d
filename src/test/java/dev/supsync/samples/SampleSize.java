package dev.supsync.samples;

/**
 * How large a catalog is.
 *
 * @param updates deployable updates on the first day
 * @param languages of most updates, 1 to 6: English, German, French, Spanish, Italian, Japanese
 * @param bundles how many of a hundred updates that could be bundles are
 * @param rules characters of applicability rules in a document, on average
 */
public record SampleSize(int updates, int languages, int bundles, int rules) {

    /** What is in sample-data. */
    public static final SampleSize SAMPLE_DATA = new SampleSize(1_080, 3, 45, 160);

    public SampleSize {
        require("updates", updates, 1, 100_000_000);
        require("languages", languages, 1, Wording.LANGUAGES.size());
        require("bundles", bundles, 0, 100);
        require("rules", rules, 0, 1_000_000);
    }

    /** Three languages and documents of 6 KB on average, as real ones are. */
    public static SampleSize benchmark(int updates) {
        return new SampleSize(updates, 3, 30, 3_300);
    }

    private static void require(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " is " + value + ", expected " + least + " to " + most);
        }
    }
}
