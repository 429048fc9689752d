package dev.supsync.site.jdbc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Local numbers as ranges without gaps. */
final class CiRanges {

    private CiRanges() {}

    /** From the first to the last, both included. */
    record Range(int first, int last) {}

    /** The fewest ranges that hold these numbers and no others, ascending. */
    static List<Range> of(Collection<Integer> numbers) {
        List<Range> ranges = new ArrayList<>();
        int first = 0;
        int last = -1;
        for (int number : new TreeSet<>(numbers)) {
            if (last < first || number != last + 1) {
                if (last >= first) {
                    ranges.add(new Range(first, last));
                }
                first = number;
            }
            last = number;
        }
        if (last >= first) {
            ranges.add(new Range(first, last));
        }
        return ranges;
    }
}
