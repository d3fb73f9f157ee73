package dev.evpnd.speaker.check;

import dev.evpnd.speaker.config.Configuration;
import dev.evpnd.speaker.config.ConfigurationFile;
import dev.evpnd.speaker.config.Loaded;
import dev.evpnd.speaker.config.Machine;
import dev.evpnd.speaker.telemetry.FileFault;
import dev.evpnd.wire.address.BgpIdentifier;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/// `evpnd check`: whether a configuration can be taken, and if not, why not.
@Command(
        name = "check",
        description = "Checks a configuration file, and tells all its faults.",
        sortOptions = false,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Each fault is a line FILE:LINE:COLUMN: KEY: what was expected and what was found."
                    + " The format is described in docs/configuration.md. Of certificate, key and"
                    + " token of http, the files themselves are looked at.",
            "",
            "Exit status: 0 when the file can be taken; 1 when it cannot be read; 2 when it has"
                    + " faults, or the command line was not understood.",
            "",
            "Examples:",
            "  evpnd check /etc/evpnd/evpnd.yaml",
            "  evpnd check --schema > evpnd.schema.json",
        })
public final class CheckCommand implements Callable<Integer> {
    private static final int VALID = 0;
    private static final int FAILED = 1;
    private static final int FAULTY = 2;

    private static final String STANDARD_INPUT = "-";

    /// As many as somebody reads at a time.
    private static final int MOST_LINES = 100;

    /// What a file does not say does not matter to whether it can be taken, so that a file can be
    /// checked anywhere.
    private static final Machine SOME_MACHINE =
            new Machine(BgpIdentifier.parse("192.0.2.1"), "evpnd", "evpnd", List.of(), false);

    @Spec private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Print this and exit.")
    @SuppressWarnings("UnusedVariable") // picocli alone looks at it
    private boolean help;

    @Option(
            names = "--schema",
            description = "Print the JSON Schema of such a file, for editors, and exit.")
    private boolean schema;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "The file; - is standard input.")
    private String file = "";

    @Override
    public Integer call() {
        if (schema) {
            spec.commandLine().getOut().print(ConfigurationFile.schema());
            spec.commandLine().getOut().flush();
            return VALID;
        }
        if (file.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "expected a FILE, or --schema");
        }
        try {
            return tell(load());
        } catch (IOException unreadable) {
            var reason = FileFault.reason(unreadable);
            spec.commandLine().getErr().println("evpnd check: cannot read " + file + ": " + reason);
            return FAILED;
        }
    }

    private Loaded load() throws IOException {
        return file.equals(STANDARD_INPUT)
                ? ConfigurationFile.load(System.in, SOME_MACHINE)
                : ConfigurationFile.load(Path.of(file), SOME_MACHINE);
    }

    private int tell(Loaded loaded) {
        return switch (loaded) {
            case Loaded.Valid(var configuration) -> tell(configuration);
            case Loaded.Faulty faulty -> {
                faulty.lines(file, MOST_LINES).forEach(spec.commandLine().getErr()::println);
                yield FAULTY;
            }
        };
    }

    /// What the file names has to be there, too, and has to be what it is meant to be.
    private int tell(Configuration configuration) {
        var faults = configuration.http().files().faults();
        if (faults.isEmpty()) {
            spec.commandLine().getOut().println(file + ": no faults");
            return VALID;
        }
        faults.forEach(each -> spec.commandLine().getErr().println(file + ": " + each));
        return FAULTY;
    }
}
