package dev.supsync.cli;

import dev.supsync.cli.Terminal.Style;
import dev.supsync.explain.CatalogSearch;

/** Found updates for a person: with the identity, by which they are imported; the title comes last. */
final class HitsTable implements SearchCommand.HitPrinter {

    private final Session session;
    private final Audience audience;
    private final Columns columns;

    HitsTable(Session session) {
        this.session = session;
        this.audience = new Audience(session.terminal());
        this.columns = session.columns()
                .left("Article", 9, 0)
                .left("Released", 10, 2)
                .left("In site", 7, 1)
                .left("Update ID", 36, 0)
                .text("Title", Integer.MAX_VALUE, 40);
    }

    @Override
    public boolean print(CatalogSearch.Hit hit) {
        Terminal terminal = session.terminal();
        if (audience.rows() == 0) {
            terminal.line(terminal.styled(Style.BOLD, columns.heading()));
        }
        Boolean inSite = hit.inSite();
        String article = hit.name().article();
        String state = hit.declined() ? "declined: " : hit.expired() ? "expired: " : "";
        terminal.line(columns.row(
                Articles.label(article),
                Text.day(hit.created()),
                inSite == null ? "" : inSite ? "yes" : "no",
                hit.name().id().toString(),
                state + hit.name().title()));
        return audience.listens();
    }

    @Override
    public void end() {
        session.terminal().closing(Text.count(audience.rows(), "update"));
    }
}
