package dev.evpnd.testbed.lab;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The options that all commands have.
final class WhichLab {
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "lab",
            description = "Which lab, where there is more than one; ${DEFAULT-VALUE} if not given.")
    private String name = "lab";

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Print this and exit.")
    @SuppressWarnings("UnusedVariable") // picocli alone looks at it
    private boolean help;

    LabDirectory directory() {
        if (!LabDirectory.isName(name)) {
            throw fault(
                    "expected a letter and up to 14 letters and digits, all lower case, found '%s'"
                            .formatted(name));
        }
        return new LabDirectory(name);
    }

    /// A lab that this process may do something to.
    LabDirectory owned() {
        var directory = directory();
        Requirements.requireRoot();
        return directory;
    }

    /// The place of that name.
    <P extends Place> P named(Stream<P> places, String text) {
        var all = places.toList();
        var names = all.stream().map(Place::text).collect(Collectors.joining(", "));
        return all.stream()
                .filter(place -> place.text().equals(text))
                .findFirst()
                .orElseThrow(() -> fault("expected one of %s, found '%s'".formatted(names, text)));
    }

    ParameterException fault(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    /// How the command is called for the same lab.
    String command(String words) {
        var named = words.replaceFirst("^\\w+", "$0 --name " + name);
        return "frr-testbed/bin/lab " + (name.equals("lab") ? words : named);
    }
}
