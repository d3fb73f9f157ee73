package dev.evpnd.it.docs;

import static java.util.Objects.requireNonNullElse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// A page of the manual whose examples are run: files, and what is typed at a terminal with what is
/// seen then.
///
/// A block of `yaml` whose first line is a comment with a file's name is that file. A block without
/// a kind is a terminal: lines that begin with a prompt are typed, and the others are what is seen.
/// A block of `text` is a picture or a part of something, and one of `sh` brings software, which no
/// test does.
///
/// @param lines of the page
/// @param blocks in their order
record Guide(Path page, List<String> lines, List<Block> blocks) {
    private static final String FENCE = "```";
    private static final Pattern PROMPT = Pattern.compile("([a-z][a-z0-9-]*)?[#$] (.+)");
    private static final Pattern FILE_NAME = Pattern.compile("# ([a-z0-9-]+\\.yaml)");

    sealed interface Block {
        /// Of the fence that begins it.
        int at();
    }

    record File(int at, String name, String text) implements Block {}

    record Terminal(int at, List<Typed> typed) implements Block {}

    /// It is not run.
    record Aside(int at, String kind) implements Block {}

    /// @param at of the line
    /// @param host at whose prompt it stands, or nothing where that has no name
    /// @param seen the lines below it
    record Typed(int at, String host, String command, List<String> seen) {
        private static final Pattern QUESTION =
                Pattern.compile(
                        "(ip netns exec \\S+ )?"
                                + "(evpnsh|evpnd show|ping|curl|bridge fdb show|ip .*show).*");

        /// A daemon runs until the page is at its end.
        boolean isDaemon() {
            return command.matches("(ip netns exec \\S+ )?evpnd run .*");
        }

        /// To ask again does no harm, and what is asked for may take its time.
        boolean isQuestion() {
            return QUESTION.matcher(command).matches();
        }

        /// At a host's prompt, or at that of evpnd's shell there, which looks the same.
        private static Typed of(int at, MatchResult line) {
            var host = requireNonNullElse(line.group(1), "");
            var command = line.group(2);
            boolean isForTheShell = command.startsWith("show ") || command.startsWith("sh ");
            return new Typed(
                    at,
                    host,
                    isForTheShell ? "evpnsh -c '" + command + "'" : command,
                    new ArrayList<>());
        }
    }

    static Guide read(Path page) throws IOException {
        var lines = Files.readAllLines(page);
        var blocks = new ArrayList<Block>();
        int begin = -1;
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).startsWith(FENCE)) {
                continue;
            }
            if (begin < 0) {
                begin = i;
            } else {
                blocks.add(block(page, begin, lines.subList(begin, i)));
                begin = -1;
            }
        }
        return new Guide(page, List.copyOf(lines), List.copyOf(blocks));
    }

    private static Block block(Path page, int at, List<String> lines) {
        var kind = lines.getFirst().substring(FENCE.length());
        var inside = lines.subList(1, lines.size());
        return switch (kind) {
            case "text", "sh" -> new Aside(at, kind);
            case "yaml" -> file(at, inside).orElseGet(() -> new Aside(at, kind));
            case "" -> new Terminal(at, typed(page, at, inside));
            default -> throw fault(page, at, "no test knows what " + kind + " is");
        };
    }

    private static IllegalArgumentException fault(Path page, int at, String what) {
        return new IllegalArgumentException("%s:%d: %s".formatted(page, at + 1, what));
    }

    private static Optional<Block> file(int at, List<String> inside) {
        var name = FILE_NAME.matcher(inside.getFirst());
        return name.matches()
                ? Optional.of(new File(at, name.group(1), String.join("\n", inside) + "\n"))
                : Optional.empty();
    }

    private static List<Typed> typed(Path page, int at, List<String> inside) {
        var typed = new ArrayList<Typed>();
        for (int i = 0; i < inside.size(); i++) {
            var line = inside.get(i);
            var prompt = PROMPT.matcher(line);
            if (prompt.matches()) {
                typed.add(Typed.of(at + 1 + i, prompt));
            } else if (typed.isEmpty()) {
                throw fault(page, at, "something is seen that nobody has asked for");
            } else {
                typed.getLast().seen().add(line);
            }
        }
        return typed;
    }

    /// The page with what was seen in place of what it has.
    ///
    /// @param seen below each line of a command
    List<String> with(Map<Integer, List<String>> seen) {
        var written = new ArrayList<String>();
        for (int i = 0; i < lines.size(); i++) {
            written.add(lines.get(i));
            var below = seen.get(i);
            if (below != null) {
                written.addAll(below);
                while (!PROMPT.matcher(lines.get(i + 1)).matches()
                        && !lines.get(i + 1).startsWith(FENCE)) {
                    i++;
                }
            }
        }
        return written;
    }
}
