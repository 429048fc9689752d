package dev.supsync.cli;

import dev.supsync.report.UpdateColumn;
import dev.supsync.report.UpdateRow;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Updates as RFC 4180 writes them: a header, lines that end in CR LF, quotes where they are needed. A text that a
 * spreadsheet would take for a formula gets an apostrophe before it, unless it is to be left raw.
 */
final class UpdatesCsv implements UpdatePrinter {

    private static final String HEADER =
            Arrays.stream(UpdateColumn.values()).map(UpdateColumn::title).collect(Collectors.joining(","));

    /** With which a formula begins; the wide ones are the same to a spreadsheet. */
    private static final String FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private final Terminal terminal;
    private final boolean raw;
    private final Audience audience;

    UpdatesCsv(Terminal terminal, boolean raw) {
        this.terminal = terminal;
        this.raw = raw;
        this.audience = new Audience(terminal);
        terminal.out().print(HEADER + "\r\n");
    }

    @Override
    public boolean print(UpdateRow row) {
        terminal.out()
                .print(Arrays.stream(UpdateColumn.values())
                                .map(column -> field(row.value(column), raw))
                                .collect(Collectors.joining(","))
                        + "\r\n");
        return audience.listens();
    }

    @Override
    public void end() {
        terminal.flush();
    }

    /** A value as a field; one that holds a comma, a quote or a line end is quoted. */
    static String field(@Nullable Object value, boolean raw) {
        if (value == null) {
            return "";
        }
        if (value instanceof Instant time) {
            return Text.iso(time);
        }
        boolean isFormula = value instanceof String given && !given.isEmpty() && FORMULA.indexOf(given.charAt(0)) >= 0;
        String text = (isFormula && !raw ? "'" : "") + Text.data(value.toString());
        boolean quoted = text.indexOf(',') >= 0 || text.indexOf('"') >= 0 || text.indexOf('\n') >= 0;
        return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
