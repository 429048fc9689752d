package dev.supsync.catalog.managed;

import dev.supsync.catalog.susdb.SusdbDialect;
import dev.supsync.metadata.Relation;
import dev.supsync.metadata.RevisionKey;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.metadata.UpdateType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToIntFunction;

/** Categories, prerequisites, bundles and what is superseded. */
final class RelationRows {

    private final SusdbDialect dialect;
    private final Numbers numbers;
    private final ToIntFunction<UpdateId> localIds;
    private final Map<RevisionKey, Integer> children = new HashMap<>();
    private final Rows categoriesOf;
    private final Rows prerequisites;
    private final Rows sufficient;
    private final Rows bundles;
    private final Rows bundled;
    private final Rows superseded;

    /** Gives tables to write to. */
    interface Tables {
        Rows table(boolean identity, String name, String columns);
    }

    /** @param localIds the number of an update, which gets a row if it has none */
    RelationRows(Tables tables, SusdbDialect dialect, Numbers numbers, ToIntFunction<UpdateId> localIds) {
        this.dialect = dialect;
        this.numbers = numbers;
        this.localIds = localIds;
        categoriesOf = tables.table(false, "tbRevisionInCategory", "RevisionID CategoryID");
        prerequisites = tables.table(true, "tbPrerequisite", "PrerequisiteID RevisionID");
        sufficient = tables.table(false, "tbInstalledUpdateSufficientForPrerequisite", "PrerequisiteID LocalUpdateID");
        bundles = tables.table(true, "tbBundleAll", "BundledID RevisionID");
        bundled = tables.table(false, "tbBundleAtLeastOne", "BundledID RevisionID");
        superseded = tables.table(false, "tbRevisionSupersedesUpdate", "RevisionID SupersededUpdateID");
    }

    int localId(UpdateId id) {
        return localIds.applyAsInt(id);
    }

    /** The RevisionIDs of all children that the revisions to come name. */
    void children(Map<RevisionKey, Integer> revisionIds) {
        children.clear();
        children.putAll(revisionIds);
    }

    /**
     * Adds the relations of a revision.
     *
     * @return the categories that it belongs to, for a category first the one above
     */
    List<Integer> add(int id, UpdateRevision revision) {
        Set<Integer> in = new LinkedHashSet<>();
        Map<Integer, Integer> clauses = new HashMap<>();
        Map<Integer, Integer> groups = new HashMap<>();
        Set<Object> written = new HashSet<>();
        for (Relation relation : revision.relations()) {
            if (relation instanceof Relation.InCategory member) {
                in.add(localId(member.target()));
            } else if (relation instanceof Relation.Requires requires) {
                int clause = clauses.computeIfAbsent(requires.clause(), c -> clause(id));
                if (written.add(requires)) {
                    sufficient.add(clause, localId(requires.target()));
                }
            } else if (relation instanceof Relation.Bundles child) {
                int group = groups.computeIfAbsent(child.clause(), c -> bundle(id));
                int childId = Objects.requireNonNull(children.get(key(child)));
                if (written.add(List.of(group, childId))) {
                    bundled.add(group, childId);
                }
            } else if (written.add(relation)) {
                superseded.add(id, dialect.parameter(relation.target().value()));
            }
        }
        List<Integer> categories = List.copyOf(in);
        boolean parent = revision.properties().type() == UpdateType.CATEGORY && revision.category() != null;
        for (int i = parent ? 1 : 0; i < categories.size(); i++) {
            categoriesOf.add(id, categories.get(i));
        }
        categoryClauses(id, categories);
        return categories;
    }

    /** Under which key {@link #children} has a child; one that is named without a number has 0. */
    static RevisionKey key(Relation.Bundles child) {
        Integer number = child.revisionNumber();
        return new RevisionKey(child.target(), number == null ? 0 : number);
    }

    /** As documents have them, and WSUS from them: one clause for the classification, one for the products. */
    private void categoryClauses(int id, List<Integer> in) {
        for (boolean classification : new boolean[] {true, false}) {
            List<Integer> group = new ArrayList<>();
            for (Integer category : in) {
                if (numbers.isClassification(category) == classification) {
                    group.add(category);
                }
            }
            if (!group.isEmpty()) {
                int clause = clause(id);
                group.forEach(category -> sufficient.add(clause, category));
            }
        }
    }

    private int clause(int id) {
        int clause = numbers.nextClause();
        prerequisites.add(clause, id);
        return clause;
    }

    private int bundle(int id) {
        int bundle = numbers.nextBundle();
        bundles.add(bundle, id);
        return bundle;
    }
}
