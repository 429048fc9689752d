package dev.supsync.catalog;

import dev.supsync.metadata.DriverMetadata;
import dev.supsync.metadata.LocalizedText;
import dev.supsync.metadata.Relation;
import dev.supsync.metadata.UpdateFile;
import dev.supsync.metadata.UpdateRevision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** A revision in a form in which two catalogs that say the same compare equal, whatever order they say it in. */
public final class Canonical {

    private Canonical() {}

    /** Texts, files, drivers and relations sorted, clauses numbered anew by what is in them. */
    public static UpdateRevision of(UpdateRevision revision) {
        return new UpdateRevision(
                revision.key(),
                revision.properties(),
                sorted(revision.texts(), Comparator.comparing(LocalizedText::language)),
                relations(revision.relations()),
                sorted(revision.files(), Comparator.comparing(UpdateFile::digest)),
                sorted(revision.drivers(), Comparator.comparing(DriverMetadata::toString)),
                revision.category());
    }

    private static List<Relation> relations(List<Relation> relations) {
        TreeMap<Integer, TreeSet<String>> requires = new TreeMap<>();
        TreeMap<Integer, TreeSet<String>> bundles = new TreeMap<>();
        for (Relation relation : relations) {
            if (relation instanceof Relation.Requires r) {
                requires.computeIfAbsent(r.clause(), c -> new TreeSet<>())
                        .add(r.target().toString());
            } else if (relation instanceof Relation.Bundles b) {
                bundles.computeIfAbsent(b.clause(), c -> new TreeSet<>()).add(b.target() + " " + b.revisionNumber());
            }
        }
        List<String> requireOrder = order(requires);
        List<String> bundleOrder = order(bundles);
        List<Relation> canonical = new ArrayList<>();
        for (Relation relation : relations) {
            if (relation instanceof Relation.Requires r) {
                int clause = requireOrder.indexOf(String.valueOf(requires.get(r.clause())));
                canonical.add(new Relation.Requires(clause, r.target()));
            } else if (relation instanceof Relation.Bundles b) {
                int clause = bundleOrder.indexOf(String.valueOf(bundles.get(b.clause())));
                canonical.add(new Relation.Bundles(clause, b.target(), b.revisionNumber()));
            } else {
                canonical.add(relation);
            }
        }
        return sorted(canonical, Comparator.comparing(Relation::toString));
    }

    private static List<String> order(TreeMap<Integer, TreeSet<String>> clauses) {
        return clauses.values().stream().map(TreeSet::toString).sorted().toList();
    }

    private static <T> List<T> sorted(List<T> list, Comparator<T> order) {
        return list.stream().sorted(order).toList();
    }
}
