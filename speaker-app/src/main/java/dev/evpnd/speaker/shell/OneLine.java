package dev.evpnd.speaker.shell;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Iterator;

/// Does what lines say, one after the other, where there is no terminal.
final class OneLine {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int NOT_UNDERSTOOD = 2;

    /// What the system says of a pipe that nobody reads any more.
    private static final String BROKEN_PIPE = "Broken pipe";

    private final DaemonLink link;
    private final OutputStream out;

    /// @param out whose failures are unchecked
    OneLine(DaemonLink link, OutputStream out) {
        this.link = link;
        this.out = out;
    }

    /// Does them up to the first that fails.
    ///
    /// @return the exit status
    int runAll(Iterator<String> lines, PrintWriter errors) {
        while (lines.hasNext()) {
            int status = run(lines.next(), errors);
            if (status != DONE) {
                return status;
            }
        }
        return DONE;
    }

    private int run(String line, PrintWriter errors) {
        try {
            return switch (ShellLine.parse(line)) {
                case Pipeline pipeline -> run(pipeline, link.command(pipeline.request()), errors);
                case Watched watched -> run(watched, errors);
                case LayoutChoice(var layout) -> {
                    link.setLayout(layout);
                    yield DONE;
                }
                case ShellLine.Malformed(var column, var reason) -> {
                    Complaint.at(column, line, reason, errors);
                    yield NOT_UNDERSTOOD;
                }
            };
        } catch (IOException unanswered) {
            errors.println("evpnsh: " + unanswered.getMessage());
            return FAILED;
        } catch (UncheckedIOException output) {
            if (BROKEN_PIPE.equals(output.getMessage())) {
                return DONE;
            }
            errors.println("evpnsh: cannot write: " + output.getMessage());
            return FAILED;
        }
    }

    /// Again and again, until nobody reads it any more, or the command cannot be done.
    private int run(Watched watched, PrintWriter errors) throws IOException {
        int status;
        do {
            var heading = watched.heading(LocalDateTime.now(ZoneId.systemDefault()), 0) + "\n\n";
            out.write(heading.getBytes(StandardCharsets.UTF_8));
            var answer = link.look(watched.pipeline().request());
            status = run(watched.pipeline(), answer, errors);
        } while (status == DONE && isPast(watched.seconds()));
        return status;
    }

    private static boolean isPast(int seconds) {
        try {
            Thread.sleep(Duration.ofSeconds(seconds));
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private int run(Pipeline pipeline, Answer answer, PrintWriter errors) throws IOException {
        return switch (show(pipeline, answer)) {
            case Answer.Outcome.Done _ -> DONE;
            case Answer.Outcome.Failed(var reason) -> {
                errors.println("% " + reason);
                yield FAILED;
            }
            case Answer.Outcome.NotUnderstood(var column, var reason) -> {
                Complaint.at(column, pipeline.request(), reason, errors);
                yield NOT_UNDERSTOOD;
            }
        };
    }

    private Answer.Outcome show(Pipeline pipeline, Answer answer) throws IOException {
        try (answer) {
            return pipeline.show(answer, out, () -> {});
        }
    }
}
