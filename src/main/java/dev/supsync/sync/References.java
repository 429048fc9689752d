package dev.supsync.sync;

import dev.supsync.metadata.Relation;
import dev.supsync.metadata.UpdateId;
import dev.supsync.site.UpdateRecord.Reference;
import dev.supsync.site.UpdateRecord.Reference.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The references of a record in their canonical order: clauses sorted by what they contain and numbered anew, so that
 * catalogs which write them in another order give the same. Categories are left out: bundle children name them among
 * their prerequisites.
 */
final class References {

    private static final Comparator<Reference> BY_TARGET = Comparator.comparing(Reference::target)
            .thenComparing(Reference::revisionNumber, Comparator.nullsFirst(Comparator.naturalOrder()));

    private References() {}

    static List<Reference> of(List<Relation> relations, Predicate<UpdateId> isCategory) {
        Map<Integer, List<Reference>> bundled = new TreeMap<>();
        Map<Integer, List<Reference>> required = new TreeMap<>();
        Map<Integer, List<Reference>> superseded = new TreeMap<>();
        for (Relation relation : relations) {
            if (relation instanceof Relation.Bundles b) {
                add(bundled, b.clause(), Type.BUNDLES, b.target(), b.revisionNumber());
            } else if (relation instanceof Relation.Requires r && !isCategory.test(r.target())) {
                add(required, r.clause(), Type.REQUIRES, r.target(), null);
            } else if (relation instanceof Relation.Supersedes s) {
                add(superseded, 0, Type.SUPERSEDES, s.target(), null);
            }
        }
        List<Reference> result = new ArrayList<>();
        appendTo(result, bundled);
        appendTo(result, required);
        appendTo(result, superseded);
        return result;
    }

    private static void add(
            Map<Integer, List<Reference>> clauses, int clause, Type type, UpdateId target, @Nullable Integer revision) {
        clauses.computeIfAbsent(clause, k -> new ArrayList<>())
                .add(new Reference(type, clause, target, revision, false));
    }

    private static void appendTo(List<Reference> result, Map<Integer, List<Reference>> clauses) {
        List<List<Reference>> sorted = clauses.values().stream()
                .map(c -> c.stream().sorted(BY_TARGET).distinct().toList())
                .sorted(References::compareClauses)
                .toList();
        Set<UpdateId> seen = new HashSet<>();
        int number = 0;
        for (List<Reference> clause : sorted) {
            for (Reference r : clause) {
                result.add(new Reference(r.type(), number, r.target(), r.revisionNumber(), seen.add(r.target())));
            }
            number++;
        }
    }

    private static int compareClauses(List<Reference> a, List<Reference> b) {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            int order = BY_TARGET.compare(a.get(i), b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.size(), b.size());
    }
}
