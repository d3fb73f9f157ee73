package dev.evpnd.speaker.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// All commands there are, and what a line means by them.
///
/// @param <A> what commands do
public final class CommandLanguage<A> {
    private static final Comparator<Expected.Candidate> ORDER =
            Comparator.comparing(Expected.Candidate::isValue)
                    .thenComparing(Expected.Candidate::shown);

    private static final Comparator<Expected.Candidate> BY_NAME =
            Comparator.comparing(Expected.Candidate::isValue)
                    .thenComparing(Expected.Candidate::name);

    /// So many words are named in an explanation.
    private static final int NAMED = 12;

    private static final int SHOWN_OF_A_WORD = 40;

    private final Vocabulary vocabulary;
    private final List<Entry<A>> entries = new ArrayList<>();
    private final Map<String, Word> words = new TreeMap<>();
    private final Place<A> start = new Place<>();

    /// A command.
    ///
    /// @param pattern how it is written, see [Pattern]
    public record Entry<A>(String pattern, A action) {}

    public CommandLanguage(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /// Adds a command.
    ///
    /// @param pattern how it is written, see [Pattern]
    /// @throws IllegalArgumentException if the pattern is malformed, or has a word that is not in
    ///   the vocabulary
    public CommandLanguage<A> with(String pattern, A action) {
        var parsed = Pattern.parse(pattern, vocabulary);
        parsed.words().forEach(each -> words.putIfAbsent(each.name(), each));
        entries.add(new Entry<>(pattern, action));
        start.add(parsed).end(action);
        return this;
    }

    /// All commands, in the order in which they were added.
    public List<Entry<A>> entries() {
        return List.copyOf(entries);
    }

    /// All words that stand in a command, in the order of the alphabet, values last.
    public List<Expected.Candidate> words() {
        return words.values().stream().map(CommandLanguage::candidate).sorted(BY_NAME).toList();
    }

    /// What a line means.
    public Reading<A> read(String line) {
        var words = LineWord.split(line);
        if (words.isEmpty()) {
            return new Reading.Nothing<>();
        }
        var walks = List.of(Walk.from(start));
        for (var word : words) {
            var on = Walk.on(walks, word.text());
            if (on.isEmpty()) {
                return unknown(walks, word);
            }
            walks = on;
        }
        return end(walks, words);
    }

    private Reading<A> unknown(List<Walk<A>> walks, LineWord word) {
        var candidates = candidates(walks);
        var found = "found '%s'".formatted(shortened(word.text()));
        var explanation =
                candidates.isEmpty()
                        ? "expected the end, " + found
                        : "expected %s, %s".formatted(named(candidates), found);
        return new Reading.Fault<>(Reading.Kind.UNKNOWN, word.column(), explanation);
    }

    private static String shortened(String word) {
        return word.length() <= SHOWN_OF_A_WORD ? word : word.substring(0, SHOWN_OF_A_WORD) + "…";
    }

    private Reading<A> end(List<Walk<A>> walks, List<LineWord> words) {
        for (int i = 0; i < words.size(); i++) {
            int at = i;
            var read =
                    walks.stream()
                            .map(each -> each.words().get(at).word().name())
                            .collect(Collectors.toCollection(TreeSet::new));
            if (read.size() > 1) {
                return new Reading.Fault<>(
                        Reading.Kind.AMBIGUOUS,
                        words.get(i).column(),
                        "this can be " + listed(List.copyOf(read)));
            }
        }
        for (var walk : walks) {
            var action = walk.action();
            if (action != null) {
                return new Reading.Command<>(action, new Arguments(walk.words()));
            }
        }
        var last = words.getLast();
        return new Reading.Fault<>(
                Reading.Kind.INCOMPLETE,
                last.column() + last.text().length() + 1,
                "expected " + named(candidates(walks)));
    }

    /// What may come next behind a line, or as the end of its last word, if no blank is behind it.
    public Expected expected(String line) {
        var words = new ArrayList<>(LineWord.split(line));
        boolean begun = !words.isEmpty() && !Character.isWhitespace(line.charAt(line.length() - 1));
        var begin = begun ? words.removeLast().text() : "";
        var walks = List.of(Walk.from(start));
        for (var word : words) {
            walks = Walk.on(walks, word.text());
        }
        var fitting =
                candidates(walks).stream()
                        .filter(each -> each.isValue() || each.name().startsWith(begin))
                        .toList();
        return new Expected(
                begin,
                fitting,
                !begun && walks.stream().anyMatch(each -> each.action() != null),
                new Arguments(walks.stream().findFirst().map(Walk::words).orElse(List.of())));
    }

    private List<Expected.Candidate> candidates(List<Walk<A>> walks) {
        Map<String, Expected.Candidate> byName = new LinkedHashMap<>();
        for (var walk : walks) {
            for (var step : walk.steps()) {
                byName.putIfAbsent(step.word().name(), candidate(step.word()));
            }
        }
        return byName.values().stream().sorted(ORDER).toList();
    }

    private static Expected.Candidate candidate(Word word) {
        return switch (word) {
            case Word.Keyword(var name, var help) ->
                    new Expected.Candidate(name, name, help, false);
            case Word.Value(var name, var type) ->
                    new Expected.Candidate(name, type.placeholder(), type.what(), true);
        };
    }

    private static String named(List<Expected.Candidate> candidates) {
        return listed(
                candidates.stream()
                        .map(each -> each.isValue() ? each.help() : each.name())
                        .distinct()
                        .toList());
    }

    private static String listed(List<String> names) {
        if (names.size() > NAMED) {
            return String.join(", ", names.subList(0, NAMED)) + ", …";
        }
        return names.size() == 1
                ? names.getFirst()
                : String.join(", ", names.subList(0, names.size() - 1)) + " or " + names.getLast();
    }
}
