package dev.evpnd.testbed.lab;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

import java.io.UncheckedIOException;

/// The entry point of `frr-testbed/bin/lab`.
@Command(
        name = "lab",
        description = "A reflector, two VTEPs and a host behind each, to try things in.",
        usageHelpAutoWidth = true,
        subcommands = {
            UpCommand.class,
            StatusCommand.class,
            MoveCommand.class,
            InsideCommand.Ping.class,
            InsideCommand.Show.class,
            InsideCommand.Vtysh.class,
            InsideCommand.Exec.class,
            InsideCommand.Log.class,
            DownCommand.class
        },
        footer = {
            "",
            "Exit status: 0 when it was done, or all is as it should be; 1 when it failed, or is"
                    + " not; 2 when the command line was not understood; of exec, show, vtysh, log"
                    + " and ping that of the command they run.",
            "",
            "docs/lab.md has a picture of the lab, and what there is to see in it.",
        })
public final class LabCommand implements Runnable {
    private static final int FAILED = 1;

    @Spec private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Print this and exit.")
    @SuppressWarnings("UnusedVariable") // picocli alone looks at it
    private boolean help;

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /// The whole command line, for `main` and for tests.
    static CommandLine commandLine() {
        var commands =
                new CommandLine(new LabCommand())
                        .setExecutionExceptionHandler(LabCommand::complain);
        for (var command : commands.getSubcommands().values()) {
            if (command.getCommand() instanceof InsideCommand) {
                // What it does not know belongs to the command that it runs.
                command.setStopAtPositional(true).setUnmatchedOptionsArePositionalParams(true);
            }
        }
        return commands;
    }

    /// Called where no subcommand was named.
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected a command");
    }

    /// What is wrong on this machine is said in a line; anything else is a defect, and is shown
    /// whole.
    private static int complain(Exception failure, CommandLine command, ParseResult parsed)
            throws Exception {
        if (Thread.currentThread().isInterrupted()) {
            // By ^C, and what it was at has failed for that: nothing to be said.
            return FAILED;
        }
        if (failure instanceof IllegalStateException || failure instanceof UncheckedIOException) {
            var name = parsed.originalArgs().getFirst();
            String.valueOf(failure.getMessage())
                    .lines()
                    .forEach(line -> command.getErr().println("lab " + name + ": " + line));
            return FAILED;
        }
        throw failure;
    }
}
