package dev.evpnd.speaker.shell;

import static java.util.Objects.requireNonNull;

import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Reference;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

import java.io.IOException;

/// The shell at a terminal.
final class InteractiveShell {
    private static final int DONE = 0;
    private static final String HELP = "evpnsh-help";
    private static final Size USUAL = Size.of(80, 24);

    private final DaemonLink link;
    private final NextWords next;
    private final Terminal terminal;
    private final LineReader reader;
    private final String prompt = Prompt.text();

    private InteractiveShell(DaemonLink link, Terminal terminal) {
        this.link = link;
        next = new NextWords(link);
        this.terminal = terminal;
        var parser = new DefaultParser().quoteChars(new char[0]).escapeChars(new char[0]);
        reader =
                LineReaderBuilder.builder()
                        .terminal(terminal)
                        .appName("evpnsh")
                        .parser(parser)
                        .completer(new DaemonCompleter(next))
                        .variable(LineReader.HISTORY_FILE, HistoryFile.path())
                        .variable(LineReader.HISTORY_FILE_SIZE, 2000)
                        .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                        .option(LineReader.Option.HISTORY_IGNORE_SPACE, true)
                        .build();
        reader.getWidgets().put(HELP, this::help);
        requireNonNull(reader.getKeyMaps().get(LineReader.MAIN)).bind(new Reference(HELP), "?");
    }

    /// Reads commands until the end.
    ///
    /// @return the exit status
    static int run(DaemonLink link) throws IOException {
        // While a line is read ^C comes as a key. JLine would interrupt the reader as well, and a
        // ^C that is both throws away the line that follows, too, and keys typed into it.
        System.setProperty(TerminalBuilder.PROP_SOFTWARE_SIGNALS, "false");
        try (var terminal = TerminalBuilder.builder().system(true).dumb(true).build()) {
            // A terminal that does not know its size, as in some containers, gets a usual one.
            var size = terminal.getSize();
            if (size.getColumns() <= 0 || size.getRows() <= 0) {
                terminal.setSize(USUAL);
            }
            return new InteractiveShell(link, terminal).run();
        }
    }

    private int run() {
        while (true) {
            try {
                var line = reader.readLine(prompt).strip();
                if (line.equals("exit") || line.equals("quit")) {
                    return DONE;
                }
                if (!line.isEmpty()) {
                    run(line);
                }
            } catch (UserInterruptException thrownAway) {
                // The line is.
            } catch (EndOfFileException end) {
                return DONE;
            }
        }
    }

    private void run(String line) {
        try {
            switch (ShellLine.parse(line)) {
                case Pipeline pipeline -> run(pipeline);
                case Watched watched -> {
                    var outcome = new TerminalWatch(link, terminal, watched).run();
                    end(outcome, watched.column());
                }
                case LayoutChoice(var layout) -> link.setLayout(layout);
                case ShellLine.Malformed(var column, var reason) -> complain(column, reason);
            }
        } catch (IOException unanswered) {
            say("% " + unanswered.getMessage());
        } catch (Pager.Enough enough) {
            // So be it.
        }
    }

    private void run(Pipeline pipeline) throws IOException {
        var screen = new Pager(terminal, pipeline.paged());
        var interruption = new Interruption();
        var before =
                terminal.handle(
                        Terminal.Signal.INT,
                        _ -> {
                            screen.end();
                            interruption.come();
                        });
        try (var answer = link.command(pipeline.request())) {
            interruption.ends(answer);
            end(pipeline.show(answer, screen, screen::goOn), 0);
        } catch (IOException cut) {
            if (!screen.hasEnded()) {
                throw cut;
            }
            say("");
        } finally {
            terminal.handle(Terminal.Signal.INT, before);
        }
    }

    /// Says what became of a command that is not simply done.
    ///
    /// @param column where it begins in the line
    private void end(Answer.Outcome outcome, int column) {
        switch (outcome) {
            case Answer.Outcome.Done _ -> terminal.flush();
            case Answer.Outcome.Failed(var reason) -> say("% " + reason);
            case Answer.Outcome.NotUnderstood(var at, var reason) -> complain(column + at, reason);
        }
    }

    /// The line is still there, behind the prompt.
    private void complain(int column, String reason) {
        say(" ".repeat(prompt.length() + column) + "^\n% " + reason);
    }

    private void say(String text) {
        terminal.writer().println(text);
        terminal.flush();
    }

    /// Shows what may come next, and leaves the line as it is. Behind a pipe it is a character of a
    /// regular expression.
    private boolean help() {
        var line = reader.getBuffer().upToCursor();
        if (line.contains("|")) {
            reader.callWidget(LineReader.SELF_INSERT);
            return true;
        }
        try {
            reader.printAbove(prompt + line + "?\n" + HelpText.of(next.in(line)));
        } catch (IOException unanswered) {
            reader.printAbove("% " + unanswered.getMessage());
        }
        return true;
    }
}
