package dev.supsync.samples;

import dev.supsync.metadata.Severity;
import dev.supsync.metadata.UpdateId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A line of updates: one a month, all of the same products and classification.
 *
 * @param wording how its updates are titled
 * @param architecture x64, x86 or ARM64
 */
record Line(
        String name,
        String wording,
        String subject,
        String architecture,
        List<UpdateId> products,
        UpdateId classification,
        Severity severity,
        Set<Trait> traits) {

    enum Trait {
        /** Each update supersedes the one before. */
        CHAIN,
        /** Updates can be bundles. */
        BUNDLE,
        /** Bundles hold a hidden bundle. */
        NESTED,
        /** Ended in 2016, when there were security bulletins. */
        LEGACY,
        EULA,
        UPGRADE,
        DRIVER,
        /** Published by the site itself. */
        LOCAL,
        /** German is the default language. */
        GERMAN,
        /** German is the default language, and there is no English. */
        FOREIGN,
        /** Installed by Windows Installer. */
        MSI,
        /** Installed by a program of its own. */
        COMMAND
    }

    boolean is(Trait trait) {
        return traits.contains(trait);
    }

    /** Whether titles name a KB article. */
    boolean hasArticle() {
        return !is(Trait.DRIVER) && !is(Trait.LOCAL) && !is(Trait.UPGRADE) && !wording.equals("apps");
    }

    /** Reads all lines. */
    static List<Line> all(Categories categories) {
        List<Line> lines = new ArrayList<>();
        for (List<String> row : Rows.of("lines.tsv")) {
            Set<Trait> traits = EnumSet.noneOf(Trait.class);
            for (String trait : row.get(7).split(" ")) {
                traits.add(Trait.valueOf(trait.toUpperCase(Locale.ROOT)));
            }
            lines.add(new Line(
                    row.get(0),
                    row.get(1),
                    row.get(2),
                    row.get(3),
                    Arrays.stream(row.get(4).split(";"))
                            .map(categories::product)
                            .toList(),
                    categories.classification(row.get(5)),
                    row.get(6).equals("-") ? Severity.UNSPECIFIED : Severity.parse(row.get(6)),
                    traits));
        }
        return List.copyOf(lines);
    }
}
