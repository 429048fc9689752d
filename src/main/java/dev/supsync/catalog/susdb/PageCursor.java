package dev.supsync.catalog.susdb;

import dev.supsync.catalog.Cursor;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cursor that reads a page when the one before is used up. Its connection is closed at the end, or by its user. */
final class PageCursor<T> implements Cursor<T> {

    private final Session session;
    private final Pages<T> pages;
    private Iterator<T> page = List.<T>of().iterator();
    private boolean ended;

    PageCursor(Session session, Pages<T> pages) {
        this.session = session;
        this.pages = pages;
    }

    /** Reads page after page. */
    interface Pages<T> {
        /** The next page, which may be empty; null at the end. */
        @Nullable
        List<T> next();
    }

    @Override
    public @Nullable T next() {
        while (!ended && !page.hasNext()) {
            List<T> next = pages.next();
            if (next == null) {
                close();
            } else {
                page = next.iterator();
            }
        }
        return ended ? null : page.next();
    }

    @Override
    public void close() {
        ended = true;
        session.close();
    }
}
