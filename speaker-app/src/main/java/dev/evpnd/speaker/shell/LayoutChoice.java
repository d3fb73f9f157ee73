package dev.evpnd.speaker.shell;

import dev.evpnd.speaker.show.Layout;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A line that says as what text is to be laid out from now on: `terminal layout RELEASE`.
record LayoutChoice(Layout layout) implements ShellLine {
    static final String WORD = "terminal";
    private static final String LAYOUT = "layout";

    /// What the line chooses; nothing if it is none of these.
    static Optional<ShellLine> parse(String line) {
        var words = List.of(line.strip().split("\\s+"));
        if (!isBegun(words.getFirst())) {
            return Optional.empty();
        }
        if (words.size() != 3 || !LAYOUT.startsWith(words.get(1))) {
            return Optional.of(new Malformed(line.indexOf(words.getFirst()), expected()));
        }
        var release = words.get(2);
        return Layout.of(release)
                .<ShellLine>map(LayoutChoice::new)
                .or(() -> Optional.of(new Malformed(line.lastIndexOf(release), expected())));
    }

    /// So much of the word that it can be no command of a daemon.
    private static boolean isBegun(String word) {
        return word.length() >= 2 && WORD.startsWith(word);
    }

    private static String expected() {
        return "expected " + WORD + " " + LAYOUT + " " + String.join("|", releases());
    }

    private static List<String> releases() {
        return Stream.of(Layout.values()).map(Layout::release).toList();
    }

    /// What may come next in a line that begins so; nothing if it is none of these.
    static Optional<Expected> next(String line) {
        var words = List.of(line.stripLeading().split("\\s+", -1));
        if (words.size() < 2 || !isBegun(words.getFirst())) {
            return Optional.empty();
        }
        var begun = words.getLast();
        var all =
                switch (words.size()) {
                    case 2 -> List.of(LAYOUT);
                    case 3 -> releases();
                    default -> List.<String>of();
                };
        var candidates =
                all.stream()
                        .filter(each -> each.startsWith(begun))
                        .map(each -> new Expected.Word(each, help(each), false, List.of()))
                        .toList();
        return Optional.of(new Expected(begun, line.endsWith(" ") && words.size() > 3, candidates));
    }

    private static String help(String word) {
        return word.equals(LAYOUT) ? "of text, as of a release of FRR" : "as FRR " + word;
    }
}
