package dev.supsync.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.supsync.cli.Terminal.Style;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.metadata.UpdateId;
import dev.supsync.runtime.Deployments;
import dev.supsync.runtime.SiteRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What is deployed, or in an update group. */
@Command(
        name = "deployments",
        description = "Tells a site which updates are deployed or in an update group: they show as deployed, and no"
                + " cleanup removes them.",
        subcommands = {DeploymentsCommand.Mark.class, DeploymentsCommand.Unmark.class, DeploymentsCommand.Show.class})
final class DeploymentsCommand implements Callable<Integer> {

    @Mixin
    private HelpOption help = new HelpOption();

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    DeploymentsCommand() {}

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "what to do with deployments is missing: mark, unmark or list");
    }

    /** Which updates are meant. */
    static final class Updates {

        @Option(
                names = "--update-id",
                paramLabel = "GUID",
                arity = "1..*",
                description = "Updates by their IDs, as CI_UniqueID shows them.")
        private List<String> ids = new ArrayList<>();

        @Option(
                names = "--kb",
                paramLabel = "KB",
                arity = "1..*",
                description = "All updates of knowledge base articles, with or without the letters KB.")
        private List<String> articles = new ArrayList<>();

        @Option(
                names = "--ids-file",
                paramLabel = "FILE",
                description = "A file with an ID or an article in each line; # begins a comment.")
        private @Nullable Path file;

        List<String> read(Session session) {
            List<String> all = new ArrayList<>(ids);
            articles.forEach(a -> all.add("KB" + Articles.parse(a, "--kb").name()));
            Path given = file;
            if (given != null) {
                IdsFile.read(session.workingDirectory().resolve(given), "an update ID or an article")
                        .forEach(line -> all.add(line.text()));
            }
            return all;
        }
    }

    /** What mark and unmark share. */
    abstract static class Writing extends ReadingCommand implements Callable<Integer> {

        private static final int MOST = 256;

        @Option(
                names = "--name",
                paramLabel = "NAME",
                required = true,
                description = "The deployment or update group, by any name of up to 256 characters.")
        private String name;

        @Mixin
        private Updates updates = new Updates();

        @Option(names = "--format", paramLabel = "FORMAT", description = "table (default) or json.")
        private SyncRunner.Format format = SyncRunner.Format.TABLE;

        @SuppressWarnings("NullAway.Init")
        Writing(Session session) {
            super(session);
        }

        final String name() {
            String text = name.strip();
            if (text.isEmpty() || text.length() > MOST) {
                throw usage("--name has " + text.length() + " characters, expected 1 to " + MOST + ".", "Shorten it.");
            }
            return text;
        }

        final List<String> updates() {
            return updates.read(session());
        }

        final Deployments deployments() {
            return new Deployments(session().settings(), site(), session().clock());
        }

        static SupsyncException usage(String message, String remedy) {
            return new SupsyncException(ErrorCode.USAGE, message, remedy);
        }

        /** Prints it; returns the exit status. */
        final int print(Deployments.Result result, String changed, String unchanged) {
            int number = result.changed().size();
            session().delivery().done(Text.count(number, "update") + (number == 1 ? " was " : " were ") + changed);
            switch (format) {
                case JSON ->
                    Json.print(terminal(), json -> {
                        json.writeStartObject();
                        json.writeStringField("name", name());
                        ids(json, changed, result.changed());
                        ids(json, unchanged, result.unchanged());
                        json.writeArrayFieldStart("failed");
                        for (Deployments.Failure failure : result.failed()) {
                            json.writeStartObject();
                            json.writeStringField("id", failure.id());
                            json.writeStringField("reason", failure.reason());
                            json.writeEndObject();
                        }
                        json.writeEndArray();
                        json.writeEndObject();
                    });
                case TABLE -> {
                    terminal()
                            .line(Text.line(name()) + ": "
                                    + Text.count(result.changed().size(), "update") + " " + changed
                                    + (result.unchanged().isEmpty()
                                            ? ""
                                            : ", "
                                                    + Text.count(
                                                            result.unchanged().size()) + " " + unchanged)
                                    + (result.failed().isEmpty()
                                            ? ""
                                            : ", " + Text.count(result.failed().size()) + " failed"));
                    for (Deployments.Failure failure : result.failed()) {
                        terminal()
                                .line("  " + terminal().styled(Style.RED, Text.line(failure.id())) + ": "
                                        + failure.reason());
                    }
                }
            }
            terminal().flush();
            return result.failed().isEmpty() ? 0 : 1;
        }

        private static void ids(JsonGenerator json, String name, List<UpdateId> ids) throws IOException {
            json.writeArrayFieldStart(name);
            for (UpdateId id : ids) {
                json.writeString(id.toString());
            }
            json.writeEndArray();
        }
    }

    /** Marks updates. */
    @Command(
            name = "mark",
            sortOptions = false,
            description = "Marks updates as deployed, or as members of an update group.",
            footer = {"", "Exit status: 0 all are marked, 1 some are not, 2 wrong usage, 3 the site is held."})
    static final class Mark extends Writing {

        Mark(Session session) {
            super(session);
        }

        @Override
        public Integer call() {
            List<String> updates = updates();
            if (updates.isEmpty()) {
                throw usage("No update is named.", "Name updates with --update-id, --kb or --ids-file.");
            }
            return print(deployments().mark(name(), updates), "marked", "present");
        }
    }

    /** Takes marks back. */
    @Command(
            name = "unmark",
            sortOptions = false,
            description = "Takes marks back: of the updates that are named, or of a whole deployment.",
            footer = {"", "Exit status: 0 done, 1 some are no updates, 2 wrong usage, 3 the site is held."})
    static final class Unmark extends Writing {

        @Option(names = "--all", description = "All updates of the deployment.")
        private boolean all;

        Unmark(Session session) {
            super(session);
        }

        @Override
        public Integer call() {
            List<String> updates = updates();
            if (updates.isEmpty() != all) {
                throw usage(
                        all ? "Updates are named beside --all." : "No update is named.",
                        "Name updates with --update-id, --kb or --ids-file, or take back the whole deployment with"
                                + " --all.");
            }
            return print(deployments().unmark(name(), all ? null : updates), "unmarked", "absent");
        }
    }

    /** Lists what is marked. */
    @Command(name = "list", sortOptions = false, description = "Lists what is marked, by deployment.")
    static final class Show extends ReadingCommand implements Callable<Integer> {

        @Option(names = "--name", paramLabel = "NAME", description = "Only this deployment or group.")
        private @Nullable String name;

        @Option(names = "--format", paramLabel = "FORMAT", description = "table (default) or json.")
        private SyncRunner.Format format = SyncRunner.Format.TABLE;

        Show(Session session) {
            super(session);
        }

        @Override
        public Integer call() {
            try (SiteRuntime runtime = open()) {
                switch (format) {
                    case JSON -> json(runtime);
                    case TABLE -> table(runtime);
                }
            }
            return 0;
        }

        private void table(SiteRuntime runtime) {
            Audience audience = new Audience(terminal());
            Columns columns = session()
                    .columns()
                    .left("Deployment", 24, 0)
                    .left("Marked", 10, 2)
                    .left("Article", 9, 1)
                    .text("Update", Integer.MAX_VALUE, 24);
            Deployments.list(runtime, name, entry -> {
                if (audience.rows() == 0) {
                    terminal().line(terminal().styled(Style.BOLD, columns.heading()));
                }
                audience.listens();
                String article = entry.article();
                String title = entry.title();
                terminal()
                        .line(columns.row(
                                entry.name(),
                                entry.markedAt() == null ? "" : Text.day(entry.markedAt()),
                                article == null ? "" : Articles.label(article),
                                (entry.expired() ? "expired: " : "")
                                        + (title == null ? entry.id() + " (not in the site)" : title)));
            });
            terminal().closing(Text.count(audience.rows()) + " marked");
        }

        private void json(SiteRuntime runtime) {
            try (JsonGenerator json = Json.lines(terminal())) {
                json.writeStartArray();
                Deployments.list(runtime, name, entry -> write(json, entry));
                json.writeEndArray();
            } catch (IOException e) {
                throw new UncheckedIOException(e); // a PrintStream throws none
            }
        }

        private static void write(JsonGenerator json, Deployments.Entry entry) {
            try {
                json.writeStartObject();
                json.writeStringField("name", entry.name());
                json.writeStringField("id", entry.id().toString());
                Json.time(json, "markedAt", entry.markedAt());
                Json.text(json, "article", entry.article());
                Json.text(json, "title", entry.title());
                json.writeBooleanField("inSite", entry.title() != null);
                json.writeBooleanField("expired", entry.expired());
                json.writeEndObject();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
