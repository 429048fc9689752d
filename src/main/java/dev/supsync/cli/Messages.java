package dev.supsync.cli;

import dev.supsync.cli.Terminal.Style;
import dev.supsync.report.MessageQuery;
import dev.supsync.status.StatusMessage;
import java.util.List;
import java.util.Locale;

/** Status messages as they are printed. */
final class Messages {

    private static final int SEVERITY = 11;

    private Messages() {}

    static void print(Terminal terminal, List<MessageQuery.Message> messages) {
        terminal.line(terminal.styled(Style.BOLD, "Time (UTC)           Severity     ID    Message"));
        for (MessageQuery.Message message : messages) {
            String severity = Text.pad(message.severityName(), SEVERITY);
            terminal.line(Text.time(message.time()) + "  " + style(terminal, message.severityName(), severity) + "  "
                    + message.id() + "  " + text(message) + inserted(message));
        }
        terminal.closing(Text.count(messages.size(), "message"));
    }

    static void write(Terminal terminal, List<MessageQuery.Message> messages) {
        Json.print(terminal, json -> {
            json.writeStartArray();
            for (MessageQuery.Message message : messages) {
                json.writeStartObject();
                json.writeNumberField("recordId", message.recordId());
                json.writeNumberField("messageId", message.id());
                json.writeStringField("severity", message.severityName());
                json.writeStringField("site", message.siteCode());
                json.writeStringField("component", message.component());
                Json.time(json, "time", message.time());
                json.writeStringField("text", text(message));
                json.writeArrayFieldStart("strings");
                for (String string : message.strings()) {
                    json.writeString(Text.printable(string));
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static String text(MessageQuery.Message message) {
        return StatusMessage.of(message.id()).map(StatusMessage::text).orElse(message.component());
    }

    /** The insertion strings, as they belong to the text. */
    private static String inserted(MessageQuery.Message message) {
        List<String> strings = message.strings().stream().map(Text::line).toList();
        if (strings.isEmpty()) {
            return "";
        }
        String all = String.join(", ", strings);
        return StatusMessage.of(message.id())
                .map(m -> switch (m) {
                    case STARTED -> ", " + all.toLowerCase(Locale.ROOT);
                    case DONE -> ", content version " + all;
                    case DONE_WITHOUT_LICENSE_TERMS -> ", content version " + missing(strings);
                    case FAILED -> ": " + failure(strings);
                    case OUT_OF_SYNC -> ": " + difference(strings);
                    case SYNCHRONIZING_WSUS, SYNCHRONIZING_SITE_DATABASE, SYNCHRONIZING_OTHERS -> ": " + all;
                })
                .orElse(": " + all);
    }

    /** The content version, then how many updates lack their license terms. */
    private static String missing(List<String> strings) {
        return strings.size() < 2
                ? strings.get(0)
                : strings.get(0) + ", of " + strings.get(1) + (strings.get(1).equals("1") ? " update" : " updates");
    }

    /** Code, then message; the source is named in most messages. */
    private static String failure(List<String> strings) {
        return strings.size() < 3 ? String.join(", ", strings) : strings.get(2) + " " + strings.get(0);
    }

    /** The server, its upstream, and how they differ. */
    private static String difference(List<String> strings) {
        return strings.size() < 3
                ? String.join(", ", strings)
                : strings.get(0) + " from " + strings.get(1) + ": " + strings.get(2);
    }

    private static String style(Terminal terminal, String severity, String text) {
        return switch (severity) {
            case "error" -> terminal.styled(Style.RED, text);
            case "warning" -> terminal.styled(Style.YELLOW, text);
            default -> text;
        };
    }
}
