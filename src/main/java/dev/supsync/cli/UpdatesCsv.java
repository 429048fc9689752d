package dev.supsync.cli;

import dev.supsync.report.UpdateColumn;
import dev.supsync.report.UpdateRow;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Updates as RFC 4180 writes them: a header, lines that end in CR LF, quotes where they are needed. */
final class UpdatesCsv implements UpdatePrinter {

    private static final String HEADER =
            Arrays.stream(UpdateColumn.values()).map(UpdateColumn::title).collect(Collectors.joining(","));

    private final Terminal terminal;
    private final Audience audience;

    UpdatesCsv(Terminal terminal) {
        this.terminal = terminal;
        this.audience = new Audience(terminal);
        terminal.out().print(HEADER + "\r\n");
    }

    @Override
    public boolean print(UpdateRow row) {
        terminal.out()
                .print(Arrays.stream(UpdateColumn.values())
                                .map(column -> field(row.value(column)))
                                .collect(Collectors.joining(","))
                        + "\r\n");
        return audience.listens();
    }

    @Override
    public void end() {
        terminal.flush();
    }

    /** A value as a field; one that holds a comma, a quote or a line end is quoted. */
    static String field(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Instant time) {
            return Text.iso(time);
        }
        String text = Text.data(value.toString());
        boolean quoted = text.indexOf(',') >= 0 || text.indexOf('"') >= 0 || text.indexOf('\n') >= 0;
        return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
