package dev.supsync.cli;

import dev.supsync.offline.KeyPairFiles;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The keys that sign packages. */
@Command(
        name = "keys",
        sortOptions = false,
        subcommands = KeysCommand.Create.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Makes the keys that sign packages for sites without a connection.")
final class KeysCommand implements Callable<Integer> {

    @Mixin
    private HelpOption help = new HelpOption();

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    KeysCommand() {}

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing: create");
    }

    /** Makes a pair. */
    @Command(
            name = "create",
            sortOptions = false,
            description = "Makes a pair of Ed25519 keys: NAME.private.pem, which signs packages and stays here, and"
                    + " NAME.public.pem, which is carried to the sites that import them. Never writes over a key.",
            footer = {"", "Exit status: 0 done, 2 usage, or a file of that name is there already."})
    static final class Create implements Callable<Integer> {

        private final Session session;

        @Mixin
        private HelpOption help = new HelpOption();

        @Option(names = "--name", paramLabel = "NAME", required = true, description = "What the key is called.")
        private String name;

        @Option(
                names = "--folder",
                paramLabel = "DIR",
                description = "Where the files are written; without it the current folder. Made if it is missing.")
        private Path folder = Path.of("");

        @SuppressWarnings("NullAway.Init")
        Create(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            KeyPairFiles keys = KeyPairFiles.create(session.workingDirectory().resolve(folder), name);
            session.delivery().done("The keys were written");
            Terminal terminal = session.terminal();
            terminal.line("key      " + keys.id());
            terminal.line("private  " + keys.privateFile() + "  (packages.signing-key here; keep it secret)");
            terminal.line("public   " + keys.publicFile() + "  (packages.trusted-keys where packages are imported)");
            if (!keys.isSecret()) {
                terminal.line(
                        "This file system keeps no rights, so that others may be able to read the private key. Move"
                                + " it to one that does.");
            }
            return 0;
        }
    }
}
