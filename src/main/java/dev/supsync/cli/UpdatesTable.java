package dev.supsync.cli;

import dev.supsync.cli.Terminal.Style;
import dev.supsync.report.UpdateColumn;
import dev.supsync.report.UpdateRow;
import java.time.Instant;

/** Updates for a person. */
final class UpdatesTable implements UpdatePrinter {

    private static final int CLASSIFICATION = 20;

    private final Session session;
    private final Audience audience;
    private final Columns columns;

    UpdatesTable(Session session) {
        this.session = session;
        this.audience = new Audience(session.terminal());
        this.columns = session.columns()
                .left("Article", 9, 0)
                .left("Released", 10, 1)
                .left("Severity", 9, 2)
                .left("Classification", CLASSIFICATION, 3)
                .text("Title", Integer.MAX_VALUE, 30);
    }

    @Override
    public boolean print(UpdateRow row) {
        Terminal terminal = session.terminal();
        if (audience.rows() == 0) {
            terminal.line(terminal.styled(Style.BOLD, columns.heading()));
        }
        String article = row.text(UpdateColumn.ARTICLE_ID);
        Object posted = row.value(UpdateColumn.DATE_POSTED);
        String severity = row.text(UpdateColumn.SEVERITY_NAME);
        terminal.line(columns.row(
                Articles.label(article),
                posted instanceof Instant time ? Text.day(time) : "",
                severity.equals("None") ? "" : severity,
                Text.cut(String.join(", ", row.classifications()), CLASSIFICATION),
                row.text(UpdateColumn.TITLE)));
        return audience.listens();
    }

    @Override
    public void end() {
        session.terminal().closing(Text.count(audience.rows(), "update"));
    }
}
