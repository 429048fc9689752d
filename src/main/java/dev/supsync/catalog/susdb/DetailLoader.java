package dev.supsync.catalog.susdb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Loads what stands in the tables below some revisions, with one query for each table. */
final class DetailLoader {

    /** Asked last: a revision that is still there then was there all the time. */
    private static final DetailQuery PRESENT = new DetailQuery(
            "revisions",
            "SELECT r.RevisionID AS RevisionID FROM dbo.tbRevision r WHERE r.RevisionID {ids}",
            (row, details) -> details.present = true);

    private final Session session;
    private final XmlStore documents;
    private final List<DetailQuery> queries = new ArrayList<>();

    DetailLoader(Session session, SusdbSchema schema, LanguageNames languages, XmlStore documents) {
        this.session = session;
        this.documents = documents;
        queries.addAll(TextQueries.of(schema, languages));
        queries.addAll(RelationQueries.all());
        queries.addAll(FileQueries.of(schema));
    }

    /** The details of at most {@link RevisionIds#MAXIMUM} revisions, by RevisionID. */
    Map<Long, Details> load(List<BaseRow> rows) {
        Map<Long, Details> details = new HashMap<>();
        rows.forEach(row -> details.put(row.revisionId(), new Details()));
        RevisionIds ids = RevisionIds.of(rows.stream().map(BaseRow::revisionId).toList());
        for (DetailQuery query : queries) {
            run(query, ids, details);
        }
        List<Long> documented = rows.stream()
                .filter(row -> XmlRule.isNeeded(row, details.getOrDefault(row.revisionId(), new Details())))
                .map(BaseRow::revisionId)
                .toList();
        documents.loadSmall(documented).forEach((id, xml) -> details.getOrDefault(id, new Details()).xml = xml);
        run(PRESENT, ids, details);
        return details;
    }

    private void run(DetailQuery query, RevisionIds ids, Map<Long, Details> details) {
        session.rows("read " + query.what(), query.sql().replace("{ids}", ids.condition()), ids.parameters(), row -> {
            // A range also covers revisions that are not asked for.
            Details of = details.get(row.key("RevisionID"));
            if (of != null) {
                try {
                    query.reader().read(row, of);
                } catch (IllegalArgumentException e) {
                    of.fault = query.what() + ": " + e.getMessage();
                }
            }
            return null;
        });
    }
}
