package dev.evpnd.it.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a page says is seen, as an expression that what was seen has to match as a whole. Days,
/// times and amounts of memory are others each time; `…` stands for anything in a line, and in a
/// line of its own for any lines.
record Seen(Pattern expression) {
    private static final Pattern VARYING =
            Pattern.compile(
                    "…"
                            + "|[A-Z][a-z]{2} [A-Z][a-z]{2} [ \\d]\\d [\\d:]{8} \\d{4}\\b"
                            + "|\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z"
                            + "|\\b\\d\\d:\\d\\d:\\d\\d\\b(?!:)"
                            + "|\\b\\d+(?= [KM]iB)");

    static Seen of(List<String> lines) {
        var expression =
                lines.stream()
                        .map(line -> line.equals("…") ? "(?:.*\n)*?" : line(line) + "\\s*\n")
                        .collect(Collectors.joining());
        return new Seen(Pattern.compile(expression));
    }

    /// The same where other lines may be before, between and behind them.
    static Seen among(List<String> lines) {
        var all = new ArrayList<>(List.of("…"));
        for (var line : lines) {
            all.add(line);
            all.add("…");
        }
        return of(all);
    }

    private static String line(String line) {
        var expression = new StringBuilder();
        var varying = VARYING.matcher(line);
        int end = 0;
        while (varying.find()) {
            expression.append(Pattern.quote(line.substring(end, varying.start())));
            expression.append(
                    switch (varying.group()) {
                        case "…" -> ".*";
                        case String day when day.contains(" ") -> "\\w+ \\w+ +\\d+ \\S+ \\d+";
                        case String time when time.contains("T") -> "\\S+";
                        case String time when time.contains(":") -> "\\d\\d:\\d\\d:\\d\\d";
                        default -> "\\d+";
                    });
            end = varying.end();
        }
        return expression.append(Pattern.quote(line.substring(end).stripTrailing())).toString();
    }

    boolean matches(String output) {
        return expression
                .matcher(output.isEmpty() || output.endsWith("\n") ? output : output + "\n")
                .matches();
    }
}
