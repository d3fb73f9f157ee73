package dev.evpnd.speaker;

import dev.evpnd.speaker.shell.ShellCommand;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `evpnd completion`: what bash is to know of evpnd and evpnsh.
@Command(
        name = "completion",
        description = "Prints a script by which bash completes the options of evpnd and evpnsh.",
        footer = {
            "",
            "Examples:",
            "  evpnd completion > /usr/share/bash-completion/completions/evpnd",
            "  . <(evpnd completion)",
        })
final class CompletionCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        var out = spec.commandLine().getOut();
        out.println(AutoComplete.bash("evpnd", Evpnd.commandLine()));
        out.println(AutoComplete.bash("evpnsh", new CommandLine(new ShellCommand())));
        out.flush();
    }
}
