package dev.supsync.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Shows how a command is used, also one below another. */
@Command(name = "help", description = "Shows how a command is used.")
final class HelpCommand implements Callable<Integer> {

    @Mixin
    private HelpOption help = new HelpOption();

    @Parameters(
            arity = "0..*",
            paramLabel = "COMMAND",
            description = "The command, such as status, or sync full; without one, all of them are listed.")
    private List<String> names = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    HelpCommand() {}

    @Override
    public Integer call() {
        CommandLine command = spec.parent().commandLine();
        for (int i = 0; i < names.size(); i++) {
            CommandLine next = command.getSubcommands().get(names.get(i));
            if (next == null) {
                throw new UnmatchedArgumentException(command, names.subList(i, names.size()));
            }
            command = next;
        }
        command.usage(command.getOut());
        return 0;
    }
}
