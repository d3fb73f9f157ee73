package dev.evpnd.speaker.shell;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What may come next in a line: what the daemon says, and what the shell has of its own.
final class NextWords {
    private static final Expected.Word WATCH =
            new Expected.Word(Watched.WORD, "the same again and again, until ^C", false, List.of());
    private static final Expected.Word TERMINAL =
            new Expected.Word(LayoutChoice.WORD, "how this shell shows things", false, List.of());
    private static final Expected.Word SECONDS =
            new Expected.Word(Watched.SECONDS, "from one answer to the next (2)", true, List.of());

    private final DaemonLink link;

    NextWords(DaemonLink link) {
        this.link = link;
    }

    /// @throws IOException if there is no daemon, or what it says is not to be understood
    Expected in(String line) throws IOException {
        var ofLayout = LayoutChoice.next(line);
        if (ofLayout.isPresent()) {
            return ofLayout.get();
        }
        // A word that no blank has ended yet may be completed.
        int column =
                line.endsWith(" ") || line.strip().contains(" ") ? Watched.commandColumn(line) : 0;
        var command = line.substring(column);
        var expected = link.expected(command);
        if (!command.isBlank() && command.stripLeading().contains(" ")) {
            return expected;
        }
        var words = new ArrayList<>(expected.words());
        if (column > 0) {
            words.removeIf(each -> !each.text().equals(Watched.SHOW));
            if (command.isEmpty() && !Watched.hasSeconds(line)) {
                words.addFirst(SECONDS);
            }
        } else {
            Stream.of(WATCH, TERMINAL)
                    .filter(each -> each.text().startsWith(expected.begun()))
                    .forEach(words::add);
        }
        return new Expected(expected.begun(), expected.mayEnd(), words);
    }
}
