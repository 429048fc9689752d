package dev.supsync.catalog.managed;

import java.util.List;

/**
 * In what a catalog of supsync's own differs from its upstream, as their censuses tell.
 *
 * @param missing in the upstream alone
 * @param extra here alone, apart from what a person brought here
 * @param otherRevision in both, with different numbers
 * @param otherDecline in both, declined in one; 0 where the upstream cannot say
 * @param examples the first few of each, for a person
 */
public record CatalogDifference(
        long missing, long extra, long otherRevision, long otherDecline, List<String> examples) {

    public CatalogDifference {
        examples = List.copyOf(examples);
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return missing + extra + otherRevision + otherDecline == 0;
    }

    /** For messages: "3 updates are missing, 1 has another revision". */
    @Override
    public String toString() {
        return isEmpty()
                ? "no difference"
                : missing + " missing, " + extra + " too many, " + otherRevision + " with another revision, "
                        + otherDecline + " with another decline";
    }
}
