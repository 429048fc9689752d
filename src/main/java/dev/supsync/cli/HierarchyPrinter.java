package dev.supsync.cli;

import dev.supsync.cli.Terminal.Style;
import dev.supsync.hierarchy.LinkStatus;
import dev.supsync.runtime.Standing;
import dev.supsync.status.RunError;
import dev.supsync.status.StatusMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Prints how the sites of a hierarchy stand. */
final class HierarchyPrinter {

    private static final int SITE = 16;

    private HierarchyPrinter() {}

    static void json(Terminal terminal, List<Standing> standings) {
        JsonArray array = new JsonArray(terminal);
        standings.forEach(standing -> array.print(json -> write(json, standing)));
        array.end();
    }

    private static void write(com.fasterxml.jackson.core.JsonGenerator json, Standing standing) throws IOException {
        json.writeStringField("site", standing.site());
        Json.text(json, "parent", standing.parent());
        json.writeObjectField("state", standing.state());
        json.writeObjectField("contentVersion", standing.contentVersion());
        json.writeObjectField("lagVersions", standing.lagVersions());
        json.writeObjectField("lagSeconds", standing.lagSeconds());
        Json.text(json, "link", standing.link() == null ? null : standing.link().name());
        Json.time(json, "replicatingSince", standing.replicatingSince());
        RunError error = standing.lastError();
        if (error == null) {
            json.writeNullField("lastError");
        } else {
            json.writeObjectFieldStart("lastError");
            json.writeStringField("code", error.code());
            json.writeStringField("message", error.message());
            json.writeStringField("remedy", error.remedy());
            json.writeEndObject();
        }
    }

    static void table(Session session, List<Standing> standings) {
        Terminal terminal = session.terminal();
        Columns columns = session.columns()
                .left("Site", SITE, 0)
                .left("State", 26, 0)
                .right("Version", 7, 3)
                .left("Behind", 22, 2)
                .left("Link", 8, 1);
        terminal.line(terminal.styled(Style.BOLD, columns.heading()));
        for (Standing standing : standings) {
            terminal.line(columns.row(
                    "  ".repeat(standing.depth()) + standing.site(),
                    new Columns.Painted(state(standing), text -> terminal.styled(style(standing), text)),
                    standing.contentVersion() == null
                            ? ""
                            : standing.contentVersion().toString(),
                    lag(standing),
                    link(standing)));
            if (standing.replicatingSince() != null) {
                terminal.line(" ".repeat(SITE + 2) + "replicating since " + Text.time(standing.replicatingSince()));
            }
            RunError error = standing.lastError();
            if (error != null) {
                terminal.line(" ".repeat(SITE + 2) + error.code() + ": " + Text.cut(error.message(), 200));
            }
        }
        terminal.flush();
    }

    private static String state(Standing standing) {
        Integer state = standing.state();
        if (state == null) {
            return "never synchronized";
        }
        String words = StatusMessage.of(state)
                .map(message -> switch (message) {
                    case STARTED -> "started";
                    case DONE -> "done";
                    case FAILED -> "failed";
                    case SYNCHRONIZING_WSUS -> "synchronizing catalog";
                    case SYNCHRONIZING_SITE_DATABASE -> "synchronizing site";
                    case SYNCHRONIZING_OTHERS -> "synchronizing others";
                    case OUT_OF_SYNC -> "out of sync";
                    case DONE_WITHOUT_LICENSE_TERMS -> "license terms missing";
                })
                .orElse("");
        return state + " " + words;
    }

    private static String lag(Standing standing) {
        Integer versions = standing.lagVersions();
        Long seconds = standing.lagSeconds();
        if (versions == null || seconds == null) {
            return "";
        }
        return versions == 0
                ? "-"
                : Text.count(versions, "version") + ", " + Text.duration(Duration.ofSeconds(seconds));
    }

    private static String link(Standing standing) {
        LinkStatus link = standing.link();
        return link == null ? "" : link.name().toLowerCase(Locale.ROOT);
    }

    private static Style style(Standing standing) {
        Integer state = standing.state();
        if (state == null || standing.lastError() != null || state == StatusMessage.FAILED.id()) {
            return Style.RED;
        }
        return state == StatusMessage.DONE.id() ? Style.GREEN : Style.YELLOW;
    }
}
