package dev.supsync.offline;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the files of a package are called. Where one would be too large for a cabinet, further ones carry a number. */
final class MemberName {

    private static final Pattern NUMBERED = Pattern.compile("(metadata|records)-([1-9][0-9]{0,3})\\.(txt|bin)");

    private MemberName() {}

    /** The name of a part, from 1. */
    static String of(String kind, int part) {
        int dot = kind.lastIndexOf('.');
        return part == 1 ? kind : kind.substring(0, dot) + "-" + part + kind.substring(dot);
    }

    /** The kind that a name belongs to; the name itself if it is none of a part. */
    static String kind(String name) {
        Matcher numbered = NUMBERED.matcher(name);
        if (!numbered.matches() || Integer.parseInt(numbered.group(2)) < 2) {
            return name;
        }
        return numbered.group(1) + "." + numbered.group(3);
    }
}
