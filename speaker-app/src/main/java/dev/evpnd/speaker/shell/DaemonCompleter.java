package dev.evpnd.speaker.shell;

import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

import java.io.IOException;
import java.util.List;

/// Completes a line with what may come next in it.
final class DaemonCompleter implements Completer {
    private final NextWords next;

    DaemonCompleter(NextWords next) {
        this.next = next;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        try {
            var expected = next.in(line.line().substring(0, line.cursor()));
            for (var word : expected.words()) {
                if (word.isValue()) {
                    word.existing().forEach(each -> candidates.add(candidate(each, word.help())));
                } else {
                    candidates.add(candidate(word.text(), word.help()));
                }
            }
        } catch (IOException noDaemon) {
            // There is nothing to offer; whoever sends the line hears why.
        }
    }

    private static Candidate candidate(String text, String help) {
        return new Candidate(text, text, null, help, null, null, true);
    }
}
