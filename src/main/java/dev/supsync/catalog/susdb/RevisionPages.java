package dev.supsync.catalog.susdb;

import dev.supsync.catalog.CatalogRecord;
import dev.supsync.catalog.susdb.BaseRows.Row;
import dev.supsync.metadata.UpdateId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Pages of revisions: a range of RevisionIDs after the other, or one handful of updates after the other. */
final class RevisionPages {

    private static final int PAGE = RevisionIds.MAXIMUM;

    /** Few of all revisions are categories. */
    private static final int CATEGORY_PAGE = 20_000;

    /** Twice as many parameters, at most, where GUIDs are texts. */
    private static final int LOOKUP_PAGE = RevisionIds.MAXIMUM / 2;

    private final BaseRows rows;
    private final DetailLoader loader;
    private final XmlDocuments documents;

    RevisionPages(BaseRows rows, DetailLoader loader, XmlDocuments documents) {
        this.rows = rows;
        this.loader = loader;
        this.documents = documents;
    }

    /** All latest revisions after a RevisionID. */
    PageCursor.Pages<CatalogRecord> revisions(long after) {
        return ranges(after, PAGE, false);
    }

    /** Those of categories. */
    PageCursor.Pages<CatalogRecord> categories(long after) {
        return ranges(after, CATEGORY_PAGE, true);
    }

    /** Those of some updates. */
    PageCursor.Pages<CatalogRecord> of(Collection<UpdateId> ids) {
        Iterator<UpdateId> left = new LinkedHashSet<>(ids).iterator();
        return () -> {
            List<UpdateId> next = new ArrayList<>();
            while (left.hasNext() && next.size() < LOOKUP_PAGE) {
                next.add(left.next());
            }
            return next.isEmpty() ? null : records(rows.of(next));
        };
    }

    private PageCursor.Pages<CatalogRecord> ranges(long start, int size, boolean categoriesOnly) {
        return new PageCursor.Pages<>() {
            private long after = start;

            @Override
            public @Nullable List<CatalogRecord> next() {
                Long upTo = rows.upperBound(after, size);
                if (upTo == null) {
                    return null;
                }
                List<Row> page = rows.between(after, upTo, categoriesOnly);
                after = upTo;
                return records(page);
            }
        };
    }

    private List<CatalogRecord> records(List<Row> page) {
        List<CatalogRecord> records = new ArrayList<>();
        for (int from = 0; from < page.size(); from += PAGE) {
            List<Row> part = page.subList(from, Math.min(from + PAGE, page.size()));
            List<BaseRow> readable = new ArrayList<>();
            for (Row row : part) {
                if (row.base() != null) {
                    readable.add(row.base());
                }
            }
            RevisionBatch batch = new RevisionBatch(loader, readable);
            for (Row row : part) {
                records.add(record(row, batch));
            }
        }
        return records;
    }

    private CatalogRecord record(Row row, RevisionBatch batch) {
        return row.base() != null
                ? new SusdbRecord(row.base(), batch, documents)
                : Objects.requireNonNull(row.unreadable());
    }
}
