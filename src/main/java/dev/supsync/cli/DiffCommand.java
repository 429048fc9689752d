package dev.supsync.cli;

import dev.supsync.config.SiteSettings;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.replication.Difference;
import dev.supsync.runtime.SiteDiff;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What differs between two sites. */
@Command(
        name = "diff",
        sortOptions = false,
        description =
                "Compares two sites of the hierarchy by what is to be the same everywhere: updates, their flags, and"
                        + " categories. Local numbers, times, deployments and runs do not count.",
        footer = {"", "Exit status: 0 they are equal, 1 they are not, 2 usage or configuration."})
final class DiffCommand implements Callable<Integer> {

    private final Session session;

    @Mixin
    private HelpOption help = new HelpOption();

    @Parameters(index = "0", paramLabel = "SITE", description = "The code of a site.")
    private String left;

    @Parameters(index = "1", paramLabel = "SITE", description = "The code of another one.")
    private String right;

    @Option(
            names = "--deep",
            description = "Compare every row, rather than the digests beside it: finds what somebody else has changed.")
    private boolean deep;

    @Option(names = "--format", paramLabel = "FORMAT", description = "table (default) or json.")
    private SyncRunner.Format format = SyncRunner.Format.TABLE;

    @SuppressWarnings("NullAway.Init")
    DiffCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        SiteSettings one = session.site(left, "SITE");
        SiteSettings other = session.site(right, "SITE");
        if (one.code().equals(other.code())) {
            throw new SupsyncException(
                    ErrorCode.USAGE, "Both sites are " + one.code() + ".", "Name two sites of the hierarchy.");
        }
        return switch (format) {
            case TABLE -> table(one, other);
            case JSON -> json(one, other);
        };
    }

    private int json(SiteSettings one, SiteSettings other) {
        JsonArray array = new JsonArray(session.terminal());
        boolean[] differ = {false};
        SiteDiff.compare(one, other, deep, session::note, difference -> {
            differ[0] = true;
            array.print(json -> {
                json.writeStringField("kind", difference.kind().name());
                json.writeStringField("id", difference.id().toString());
                json.writeStringField("what", difference.what());
            });
        });
        array.end();
        return differ[0] ? 1 : 0;
    }

    private int table(SiteSettings one, SiteSettings other) {
        Terminal terminal = session.terminal();
        Map<Difference.Kind, Long> counts = new EnumMap<>(Difference.Kind.class);
        SiteDiff.compare(one, other, deep, session::note, difference -> {
            counts.merge(difference.kind(), 1L, Long::sum);
            terminal.line(line(difference, one, other));
        });
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        terminal.line(
                all == 0
                        ? one.code() + " and " + other.code() + " are equal"
                        : one.code() + " and " + other.code() + " differ: " + Text.count(all, "difference"));
        terminal.flush();
        return all == 0 ? 0 : 1;
    }

    private static String line(Difference difference, SiteSettings one, SiteSettings other) {
        String id = difference.id().toString();
        return switch (difference.kind()) {
            case MISSING_LEFT -> "update   " + id + "  only in " + other.code();
            case MISSING_RIGHT -> "update   " + id + "  only in " + one.code();
            case CONTENT, FLAGS -> "update   " + id + "  differs: " + difference.what();
            case CATEGORY_MISSING_LEFT -> "category " + id + "  only in " + other.code();
            case CATEGORY_MISSING_RIGHT -> "category " + id + "  only in " + one.code();
            case CATEGORY -> "category " + id + "  differs";
        };
    }
}
