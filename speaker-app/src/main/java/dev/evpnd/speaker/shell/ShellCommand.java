package dev.evpnd.speaker.shell;

import dev.evpnd.speaker.admin.SocketOption;
import dev.evpnd.speaker.json.UncheckedOutput;
import dev.evpnd.speaker.show.Layout;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

import java.io.BufferedReader;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `evpnd shell`, which `evpnsh` is another name for.
@Command(
        name = "shell",
        description = "The shell of a running daemon: show bgp evpn route, and so on.",
        sortOptions = false,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Without -c, commands are read from the terminal, with completion and help: try ? there."
                    + " Where standard input is no terminal, they are read from it line by line, up"
                    + " to the first that fails.",
            "",
            "Exit status: 0 when every command was done; 1 when one was not, or no daemon answers; 2"
                    + " when a command or the command line was not understood.",
            "",
            "Examples:",
            "  evpnsh",
            "  evpnsh -c 'show bgp evpn summary' -c 'show bgp evpn route | count'",
            "  evpnsh -c 'show bgp evpn route json' | jq .numPrefix",
        })
public final class ShellCommand implements Callable<Integer> {
    private static final int DONE = 0;

    @Spec private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Print this and exit.")
    @SuppressWarnings("UnusedVariable") // picocli alone looks at it
    private boolean help;

    @Option(
            names = {"-c", "--command"},
            paramLabel = "COMMAND",
            description = "Do this and exit; may be given several times.")
    private List<String> commands = List.of();

    @Option(
            names = "--layout",
            paramLabel = "RELEASE",
            description =
                    "The release of FRR as which text is laid out: 10.3, or 10.7, which is usual.",
            converter = LayoutConverter.class)
    private Layout layout = Layout.USUAL;

    @Option(
            names = "--patience",
            hidden = true,
            paramLabel = "DURATION",
            description =
                    "For how long an answer may be left alone before its rest is fetched: PT10S.")
    private Duration patience = ReadAhead.Limits.DEFAULT.patience();

    @ArgGroup(multiplicity = "0..1")
    private SocketOption where = new SocketOption();

    /// Reads a release of FRR.
    static final class LayoutConverter implements ITypeConverter<Layout> {
        @Override
        public Layout convert(String release) {
            return Layout.of(release)
                    .orElseThrow(
                            () ->
                                    new TypeConversionException(
                                            "expected 10.3 or 10.7, found '" + release + "'"));
        }
    }

    private final InputStream standardInput;
    private final OutputStream standardOutput;

    /// The command on the standard streams.
    public ShellCommand() {
        this(System.in, new FileOutputStream(FileDescriptor.out));
    }

    /// The command on other streams.
    public ShellCommand(InputStream standardInput, OutputStream standardOutput) {
        this.standardInput = standardInput;
        this.standardOutput = standardOutput;
    }

    @Override
    public Integer call() throws IOException {
        var limits = new ReadAhead.Limits(patience, ReadAhead.Limits.DEFAULT.octets());
        var link = new DaemonLink(where.socket(spec.commandLine()), layout, limits);
        var errors = spec.commandLine().getErr();
        if (commands.isEmpty() && isAtTerminal()) {
            return InteractiveShell.run(link);
        }
        return run(new OneLine(link, new UncheckedOutput(standardOutput)), errors);
    }

    private static boolean isAtTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    private int run(OneLine each, PrintWriter errors) throws IOException {
        if (!commands.isEmpty()) {
            return each.runAll(commands.iterator(), errors);
        }
        try (var lines =
                new BufferedReader(new InputStreamReader(standardInput, StandardCharsets.UTF_8))) {
            return each.runAll(lines.lines().iterator(), errors);
        } catch (UncheckedIOException unreadable) {
            errors.println("evpnsh: " + unreadable.getMessage());
            return DONE + 1;
        }
    }
}
