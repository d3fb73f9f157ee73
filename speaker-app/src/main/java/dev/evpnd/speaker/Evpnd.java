package dev.evpnd.speaker;

import dev.evpnd.speaker.admin.ShowCommand;
import dev.evpnd.speaker.admin.TellCommand;
import dev.evpnd.speaker.check.CheckCommand;
import dev.evpnd.speaker.daemon.KernelCommand;
import dev.evpnd.speaker.daemon.RunCommand;
import dev.evpnd.speaker.decode.DecodeCommand;
import dev.evpnd.speaker.demo.DemoCommand;
import dev.evpnd.speaker.query.Software;
import dev.evpnd.speaker.shell.ShellCommand;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.util.List;

/// The entry point of `evpnd`: one program, of which each use is a subcommand.
///
/// The exit status is 0 when the command did what was asked, 1 when it failed, and 2 when the
/// command line could not be understood. A subcommand may have more of its own.
@Command(
        name = "evpnd",
        description = "A BGP EVPN control-plane speaker. Without a command, it runs: evpnd run.",
        mixinStandardHelpOptions = true,
        versionProvider = Evpnd.Version.class)
public final class Evpnd {
    /// In the order in which help lists them.
    private static final List<Subcommand> SUBCOMMANDS =
            List.of(
                    new Subcommand("run", RunCommand.class),
                    new Subcommand("demo", DemoCommand.class),
                    new Subcommand("check", CheckCommand.class),
                    new Subcommand("shell", ShellCommand.class),
                    new Subcommand("show", ShowCommand.class),
                    new Subcommand("tell", TellCommand.class),
                    new Subcommand("decode", DecodeCommand.class),
                    new Subcommand("kernel", KernelCommand.class),
                    new Subcommand("completion", CompletionCommand.class),
                    new Subcommand("manual", ManualCommand.class),
                    new Subcommand("version", VersionCommand.class));

    private record Subcommand(String name, Class<?> type) {}

    public static void main(String[] args) {
        var words = words(args);
        System.exit(commandLine(words).execute(words));
    }

    /// What is meant by a command line: without a word, that the speaker is to run.
    static String[] words(String... args) {
        return args.length == 0 ? new String[] {"run"} : args;
    }

    /// The command line that these words are for. Of the subcommands it has the one that they begin
    /// with, or all where they begin with none: to look at the options of each takes longer than
    /// all else until evpnd listens.
    static CommandLine commandLine(String... words) {
        var evpnd = new CommandLine(new Evpnd());
        var first = words.length == 0 ? "" : words[0];
        var named = SUBCOMMANDS.stream().filter(each -> each.name.equals(first)).findFirst();
        named.map(List::of)
                .orElse(SUBCOMMANDS)
                .forEach(each -> evpnd.addSubcommand(each.name, each.type));
        return evpnd;
    }

    /// `evpnd version`: the same as `--version`, where a word is looked for.
    @Command(name = "version", description = "Prints the version and exits.")
    static final class VersionCommand implements Runnable {
        @Spec private CommandSpec spec;

        @Override
        public void run() {
            spec.root().commandLine().printVersionHelp(spec.commandLine().getOut());
        }
    }

    /// Reads the version from the manifest of the jar that this class came in.
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {Software.version()};
        }
    }
}
