package dev.supsync.cli;

import dev.supsync.cli.Terminal.Style;
import dev.supsync.config.Configuration;
import dev.supsync.config.ConfigurationFiles;
import dev.supsync.config.SiteSettings;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.runtime.Sites;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one command runs in: its streams, its environment, and the options that all commands have. */
final class Session {

    private Terminal terminal;
    private final Map<String, String> environment;
    private final Path workingDirectory;
    private final Clock clock;
    private final Delivery delivery = new Delivery(this);
    private @Nullable Path config;
    private boolean verbose;
    private @Nullable SupsyncSettings settings;

    Session(Terminal terminal, Map<String, String> environment, Path workingDirectory, Clock clock) {
        this.terminal = terminal;
        this.environment = environment;
        this.workingDirectory = workingDirectory;
        this.clock = clock;
    }

    static Session ofProcess() {
        Map<String, String> environment = new NativeText(Path.of("/proc/self")).environment(System.getenv());
        return new Session(
                Terminal.ofProcess(environment), environment, Path.of("").toAbsolutePath(), Clock.systemUTC());
    }

    Terminal terminal() {
        return terminal;
    }

    /** Whether what the command prints arrives. */
    Delivery delivery() {
        return delivery;
    }

    Map<String, String> environment() {
        return environment;
    }

    Path workingDirectory() {
        return workingDirectory;
    }

    Clock clock() {
        return clock;
    }

    boolean verbose() {
        return verbose;
    }

    void config(Path file) {
        config = file;
    }

    void verbose(boolean value) {
        verbose = value;
    }

    void noColor(boolean value) {
        if (value) {
            terminal = terminal.withoutColor();
        }
    }

    /** The configuration, read once; what it has to note goes to the messages. */
    SupsyncSettings settings() {
        if (settings == null) {
            Logging.configure(verbose);
            ConfigurationFiles.Found found = ConfigurationFiles.find(config, workingDirectory);
            if (found.note() != null) {
                note(found.note());
            }
            settings = Configuration.load(found.file(), environment);
            settings.warnings().forEach(this::note);
        }
        return settings;
    }

    /** The configuration, for a command that does without; empty if none is named and none is where one is looked for. */
    Optional<SupsyncSettings> settingsIfAny() {
        boolean isThere = config != null
                || Files.exists(workingDirectory.resolve("supsync.yml"))
                || Files.exists(workingDirectory.resolve("sample-data").resolve("supsync.yml"));
        if (isThere) {
            return Optional.of(settings());
        }
        Logging.configure(verbose);
        return Optional.empty();
    }

    /** The site that {@code --site} names, else the only one. */
    SiteSettings site(@Nullable String code) {
        return Sites.choose(settings(), code, "--site");
    }

    /** The site that an operand names. */
    SiteSettings site(String code, String operand) {
        return Sites.choose(settings(), code, operand);
    }

    /** As {@link #site(String)}, for what only the top-level site does. */
    SiteSettings topSite(@Nullable String code) {
        return Sites.chooseTop(settings(), code, "--site");
    }

    /** A table in the width of the terminal, if results go to one. */
    Columns columns() {
        return new Columns(terminal.isTerminal() ? Descriptors.width(environment) : Integer.MAX_VALUE);
    }

    /** Something that a person should know. */
    void warn(String sentence) {
        terminal.message(terminal.styledMessage(Style.YELLOW, "warning:") + " " + Text.printable(sentence));
    }

    /** Something that a person may want to know. */
    void note(String sentence) {
        terminal.message(terminal.styledMessage(Style.YELLOW, "note:") + " " + Text.printable(sentence));
    }
}
