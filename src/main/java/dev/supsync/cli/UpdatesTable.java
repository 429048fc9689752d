package dev.supsync.cli;

import dev.supsync.cli.Terminal.Style;
import dev.supsync.report.UpdateColumn;
import dev.supsync.report.UpdateRow;
import java.time.Instant;

/** Updates for a person: the title comes last, and is cut to a terminal's width. */
final class UpdatesTable implements UpdatePrinter {

    private static final int ARTICLE = 9;
    private static final int DAY = 10;
    private static final int SEVERITY = 9;
    private static final int CLASSIFICATION = 20;
    private static final int BEFORE_TITLE = ARTICLE + DAY + SEVERITY + CLASSIFICATION + 8;

    private final Session session;
    private final Audience audience;
    private final int titleWidth;

    UpdatesTable(Session session) {
        this.session = session;
        this.audience = new Audience(session.terminal());
        this.titleWidth = session.terminal().isTerminal()
                ? Descriptors.width(session.environment()) - BEFORE_TITLE
                : Integer.MAX_VALUE;
    }

    @Override
    public boolean print(UpdateRow row) {
        Terminal terminal = session.terminal();
        if (audience.rows() == 0) {
            terminal.line(
                    terminal.styled(Style.BOLD, line("Article", "Released", "Severity", "Classification", "Title")));
        }
        String article = row.text(UpdateColumn.ARTICLE_ID);
        Object posted = row.value(UpdateColumn.DATE_POSTED);
        String severity = row.text(UpdateColumn.SEVERITY_NAME);
        terminal.line(line(
                Articles.label(article),
                posted instanceof Instant time ? Text.day(time) : "",
                severity.equals("None") ? "" : severity,
                Text.cut(String.join(", ", row.classifications()), CLASSIFICATION),
                Text.cut(row.text(UpdateColumn.TITLE), titleWidth)));
        return audience.listens();
    }

    @Override
    public void end() {
        session.terminal().closing(Text.count(audience.rows(), "update"));
    }

    private static String line(String article, String day, String severity, String classification, String title) {
        return Text.pad(article, ARTICLE) + "  " + Text.pad(day, DAY) + "  " + Text.pad(severity, SEVERITY) + "  "
                + Text.pad(classification, CLASSIFICATION) + "  " + title;
    }
}
