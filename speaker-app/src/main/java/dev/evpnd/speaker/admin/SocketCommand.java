package dev.evpnd.speaker.admin;

import dev.evpnd.speaker.json.UncheckedOutput;
import dev.evpnd.speaker.query.QueryFailure;
import dev.evpnd.speaker.query.Request;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;

/// A command that has a running daemon answer a request, and prints the answer.
abstract class SocketCommand implements Callable<Integer> {
    private static final int ANSWERED = 0;
    private static final int FAILED = 1;

    /// What the system says of a pipe that nobody reads any more.
    private static final String BROKEN_PIPE = "Broken pipe";

    @Spec private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Print this and exit.")
    @SuppressWarnings("UnusedVariable") // picocli alone looks at it
    private boolean help;

    @ArgGroup(multiplicity = "0..1")
    private SocketOption where = new SocketOption();

    @Parameters(paramLabel = "WORD", arity = "1..*", description = "The request.")
    private List<String> words = List.of();

    private final OutputStream standardOutput;

    SocketCommand(OutputStream standardOutput) {
        this.standardOutput = standardOutput;
    }

    /// What is wrong about a request that is not this command's, to be said after the request.
    abstract @Nullable String refusal(Request request);

    @Override
    public Integer call() {
        var line = String.join(" ", String.join(" ", words).strip().split("\\s+"));
        check(line);
        var socket = where.socket(spec.commandLine());
        try {
            var error = AdminClient.ask(socket, line, new UncheckedOutput(standardOutput));
            error.ifPresent(this::complain);
            return error.isEmpty() ? ANSWERED : FAILED;
        } catch (IOException unanswered) {
            complain(String.valueOf(unanswered.getMessage()));
            return FAILED;
        } catch (UncheckedIOException output) {
            if (BROKEN_PIPE.equals(output.getMessage())) {
                return ANSWERED;
            }
            complain("cannot write: " + output.getMessage());
            return FAILED;
        }
    }

    private void check(String line) {
        try {
            var refusal = refusal(Request.parse(line));
            if (refusal != null) {
                throw new ParameterException(spec.commandLine(), refusal);
            }
        } catch (QueryFailure malformed) {
            throw new ParameterException(
                    spec.commandLine(), String.valueOf(malformed.getMessage()), malformed);
        }
    }

    private void complain(String what) {
        spec.commandLine().getErr().println("evpnd " + spec.name() + ": " + what);
    }
}
