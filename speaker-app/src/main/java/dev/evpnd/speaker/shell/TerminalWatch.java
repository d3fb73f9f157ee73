package dev.evpnd.speaker.shell;

import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;

import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Shows the answer to a command on a terminal again and again, until ^C: on a screen that is
/// cleared each time or, where the terminal cannot do that, one below the other.
final class TerminalWatch {
    /// The heading, the empty line below it, and the last row, where the cursor is.
    private static final int OTHER_ROWS = 3;

    private final DaemonLink link;
    private final Terminal terminal;
    private final Watched watched;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Interruption interruption = new Interruption();

    TerminalWatch(DaemonLink link, Terminal terminal, Watched watched) {
        this.link = link;
        this.terminal = terminal;
        this.watched = watched;
    }

    /// @return what ended it, be it that the last answer was as it should be
    Answer.Outcome run() throws IOException {
        var before = terminal.handle(Terminal.Signal.INT, _ -> end());
        try {
            Answer.Outcome outcome;
            do {
                outcome = show();
            } while (outcome instanceof Answer.Outcome.Done && !isEnded());
            return outcome;
        } finally {
            terminal.handle(Terminal.Signal.INT, before);
        }
    }

    private void end() {
        ended.countDown();
        interruption.come();
    }

    /// Waits for the next time.
    private boolean isEnded() {
        try {
            return ended.await(watched.seconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private Answer.Outcome show() throws IOException {
        boolean clears = !terminal.getType().startsWith(Terminal.TYPE_DUMB);
        var size = terminal.getSize();
        int room = clears ? size.getRows() - OTHER_ROWS : Integer.MAX_VALUE;
        var screen = new Screenful(size.getColumns(), room);
        var outcome = take(screen);
        if (clears) {
            terminal.puts(Capability.clear_screen);
        }
        var writer = terminal.writer();
        writer.println(
                watched.heading(LocalDateTime.now(ZoneId.systemDefault()), size.getColumns()));
        writer.println();
        writer.print(screen.text());
        terminal.flush();
        return outcome;
    }

    private Answer.Outcome take(Screenful screen) throws IOException {
        try (var answer = link.look(watched.pipeline().request())) {
            interruption.ends(answer);
            return watched.pipeline().show(answer, screen, () -> {});
        } catch (Pager.Enough full) {
            return new Answer.Outcome.Done();
        } catch (IOException cut) {
            if (ended.getCount() == 0) {
                return new Answer.Outcome.Done();
            }
            throw cut;
        }
    }
}
