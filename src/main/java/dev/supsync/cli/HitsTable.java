package dev.supsync.cli;

import dev.supsync.cli.Terminal.Style;
import dev.supsync.explain.CatalogSearch;

/** Found updates for a person: with the identity, by which they are imported; the title comes last. */
final class HitsTable implements SearchCommand.HitPrinter {

    private static final int ARTICLE = 9;
    private static final int DAY = 10;
    private static final int SITE = 7;
    private static final int ID = 36;
    private static final int TITLE = 20;

    private final Session session;
    private final Audience audience;
    private final int titleWidth;

    HitsTable(Session session) {
        this.session = session;
        this.audience = new Audience(session.terminal());
        int before = ARTICLE + DAY + SITE + ID + 8;
        this.titleWidth = session.terminal().isTerminal()
                ? Math.max(TITLE, Descriptors.width(session.environment()) - before)
                : Integer.MAX_VALUE;
    }

    @Override
    public boolean print(CatalogSearch.Hit hit) {
        Terminal terminal = session.terminal();
        if (audience.rows() == 0) {
            terminal.line(terminal.styled(Style.BOLD, line("Article", "Released", "In site", "Update ID", "Title")));
        }
        Boolean inSite = hit.inSite();
        String article = hit.name().article();
        String state = hit.declined() ? "declined: " : hit.expired() ? "expired: " : "";
        terminal.line(line(
                Articles.label(article),
                Text.day(hit.created()),
                inSite == null ? "" : inSite ? "yes" : "no",
                hit.name().id().toString(),
                Text.cut(state + hit.name().title(), titleWidth)));
        return audience.listens();
    }

    @Override
    public void end() {
        session.terminal().closing(Text.count(audience.rows(), "update"));
    }

    private static String line(String article, String day, String site, String id, String title) {
        return Text.pad(article, ARTICLE) + "  " + Text.pad(day, DAY) + "  " + Text.pad(site, SITE) + "  "
                + Text.pad(id, ID) + "  " + title;
    }
}
