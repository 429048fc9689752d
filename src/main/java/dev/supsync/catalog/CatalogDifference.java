package dev.supsync.catalog;

import java.util.ArrayList;
import java.util.List;

/**
 * In what a catalog differs from its upstream, as their censuses tell.
 *
 * @param missing in the upstream alone
 * @param extra in the catalog alone, apart from what is its own
 * @param otherRevision in both, with different numbers
 * @param otherDecline in both, declined in one
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

    /** For messages: "3 missing, 1 with another revision (update … revision 200 is missing)". */
    @Override
    public String toString() {
        if (isEmpty()) {
            return "no difference";
        }
        List<String> parts = new ArrayList<>();
        part(parts, missing, "missing");
        part(parts, extra, "too many");
        part(parts, otherRevision, "with another revision");
        part(parts, otherDecline, "declined in one of them only");
        return String.join(", ", parts) + (examples.isEmpty() ? "" : " (" + examples.get(0) + ")");
    }

    private static void part(List<String> parts, long count, String what) {
        if (count > 0) {
            parts.add(count + " " + what);
        }
    }
}
