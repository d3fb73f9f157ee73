package dev.evpnd.speaker;

import dev.evpnd.speaker.check.CheckCommand;
import dev.evpnd.speaker.daemon.RunCommand;
import dev.evpnd.speaker.decode.DecodeCommand;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.util.Objects;

/// The entry point of `evpnd`: one program, of which each use is a subcommand.
///
/// The exit status is 0 when the command did what was asked, 1 when it failed, and 2 when the
/// command line could not be understood. A subcommand may have more of its own.
@Command(
        name = "evpnd",
        description = "A BGP EVPN control-plane speaker.",
        mixinStandardHelpOptions = true,
        versionProvider = Evpnd.Version.class,
        // Subcommands are registered here.
        subcommands = {RunCommand.class, CheckCommand.class, DecodeCommand.class})
public final class Evpnd implements Runnable {

    @Spec private CommandSpec spec;

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /// The whole command line, for `main` and for tests.
    static CommandLine commandLine() {
        return new CommandLine(new Evpnd());
    }

    /// Called where no subcommand was named.
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected a command");
    }

    /// Reads the version from the manifest of the jar that this class came in.
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            var version = Evpnd.class.getPackage().getImplementationVersion();
            return new String[] {"evpnd " + Objects.requireNonNullElse(version, "unpackaged")};
        }
    }
}
