package dev.supsync.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.supsync.cli.Terminal.Style;
import dev.supsync.explain.Explanation;
import dev.supsync.explain.Named;
import dev.supsync.explain.Subject;
import dev.supsync.runtime.Explanations;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Why an update is, or is not, in a site. */
@Command(
        name = "explain",
        sortOptions = false,
        description = "Says why an update is, or is not, in a site: what the catalog has of it, which rule of the scope"
                + " decides, whether it is expired or superseded and by what. Of an article, each of its updates.")
final class ExplainCommand extends ReadingCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "GUID|KB", description = "An update ID, or an article like KB5066835.")
    private String subject;

    @Option(names = "--format", paramLabel = "FORMAT", description = "table (default) or json: one object a line.")
    private SyncRunner.Format format = SyncRunner.Format.TABLE;

    @SuppressWarnings("NullAway.Init")
    ExplainCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        Subject asked = Subject.parse(subject);
        List<Explanation> explanations = new Explanations(session().settings(), site()).explain(asked);
        for (Explanation explanation : explanations) {
            switch (format) {
                case JSON -> Json.print(terminal(), json -> write(json, explanation));
                case TABLE -> print(explanation, explanation == explanations.get(0));
            }
        }
        if (explanations.get(0).id() == null && asked instanceof Subject.ByArticle unknown) {
            session()
                    .note("No update has the article " + unknown.article()
                            + ". The commands \"updates --text\" and \"search\" find updates by their titles.");
        }
        return 0;
    }

    private void print(Explanation explanation, boolean first) {
        if (!first) {
            terminal().line("");
        }
        String article = Articles.label(explanation.article());
        String name = explanation.title().isEmpty() ? article : Text.line(explanation.title());
        String id = explanation.id() == null ? "" : explanation.id().toString();
        terminal().line(terminal().styled(Style.BOLD, name.isEmpty() ? id : name));
        if (!name.isEmpty() && !id.isEmpty()) {
            terminal().line(terminal().styled(Style.FAINT, "  " + id + (article.isEmpty() ? "" : "  " + article)));
        }
        explanation.reasons().forEach(sentence -> terminal().line("  " + Text.line(sentence)));
    }

    private static void write(JsonGenerator json, Explanation explanation) throws IOException {
        json.writeStartObject();
        Json.text(json, "id", explanation.id() == null ? null : explanation.id().toString());
        json.writeStringField("article", explanation.article());
        json.writeStringField("title", explanation.title());
        Boolean inCatalog = explanation.inCatalog();
        if (inCatalog == null) {
            json.writeNullField("inCatalog");
        } else {
            json.writeBooleanField("inCatalog", inCatalog);
        }
        json.writeBooleanField("inScope", explanation.inScope());
        json.writeBooleanField("inSite", explanation.inSite());
        json.writeBooleanField("expired", explanation.expired());
        json.writeArrayFieldStart("expiredReasons");
        if (!explanation.expiredReasons().isEmpty()) {
            for (String reason : explanation.expiredReasons().names().split(",", -1)) {
                json.writeString(reason);
            }
        }
        json.writeEndArray();
        Json.time(json, "expiredSince", explanation.expiredSince());
        ids(json, "supersededBy", explanation.supersededBy());
        ids(json, "bundledIn", explanation.bundledIn());
        json.writeBooleanField("quarantined", explanation.quarantined());
        Json.time(json, "importedAt", explanation.importedAt());
        json.writeArrayFieldStart("reasons");
        for (String sentence : explanation.reasons()) {
            json.writeString(Text.printable(sentence));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void ids(JsonGenerator json, String name, List<Named> updates) throws IOException {
        json.writeArrayFieldStart(name);
        for (Named update : updates) {
            json.writeString(update.id().toString());
        }
        json.writeEndArray();
    }
}
