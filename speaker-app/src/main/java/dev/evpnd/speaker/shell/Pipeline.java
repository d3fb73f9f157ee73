package dev.evpnd.speaker.shell;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A line of the shell: what the daemon is asked, and what is done to its answer here.
///
/// @param request for the daemon, with `| json` or `| count` if they come first
/// @param filters of lines, in their order
/// @param paged whether a long answer may be shown page by page
record Pipeline(String request, List<LineFilter> filters, boolean paged) implements ShellLine {
    private static final String PIPE = " | ";
    private static final String ACTIONS = "include, exclude, begin, count, json or no-more";

    static ShellLine parse(String line) {
        int at = line.indexOf(PIPE);
        ShellLine parsed = new Pipeline(at < 0 ? line : line.substring(0, at), List.of(), true);
        while (at >= 0 && parsed instanceof Pipeline sofar) {
            int column = at + PIPE.length();
            at = line.indexOf(PIPE, column);
            parsed = sofar.then(line.substring(column, at < 0 ? line.length() : at), column);
        }
        return parsed;
    }

    /// Writes what is left of an answer to the request.
    ///
    /// @param paused as [Answer#copyTo] has it
    Answer.Outcome show(Answer answer, OutputStream out, Runnable paused) throws IOException {
        if (filters.isEmpty()) {
            return answer.copyTo(out, paused);
        }
        var filtered = new FilteredOutput(out, filters);
        var outcome = answer.copyTo(filtered, paused);
        filtered.end();
        return outcome;
    }

    /// With one more action behind it.
    private ShellLine then(String action, int column) {
        var words = action.strip().split("\\s+", 2);
        var name = words[0];
        if (words.length == 1) {
            return switch (completed(name, "count", "json", "no-more")) {
                case "no-more" -> new Pipeline(request, filters, false);
                case "json" ->
                        filters.isEmpty()
                                ? new Pipeline(request + PIPE + "json", filters, paged)
                                : new Malformed(column, "json has to come first");
                case "count" ->
                        filters.isEmpty()
                                ? new Pipeline(request + PIPE + "count", filters, paged)
                                : with(new LineFilter.Count());
                default -> new Malformed(column, "expected " + ACTIONS + ", found '" + name + "'");
            };
        }
        int begin = column + action.indexOf(words[1], action.indexOf(name) + name.length());
        return switch (completed(name, "include", "exclude", "begin", "grep")) {
            case "include", "grep" -> with(words[1], begin, LineFilter.Include::new);
            case "exclude" -> with(words[1], begin, LineFilter.Exclude::new);
            case "begin" -> with(words[1], begin, LineFilter.Begin::new);
            default -> new Malformed(column, "expected " + ACTIONS + ", found '" + name + "'");
        };
    }

    private static String completed(String begin, String... names) {
        for (var name : names) {
            if (!begin.isEmpty() && name.startsWith(begin)) {
                return name;
            }
        }
        return "";
    }

    private ShellLine with(String regex, int column, Function<Pattern, LineFilter> filter) {
        try {
            return with(filter.apply(Pattern.compile(regex)));
        } catch (PatternSyntaxException malformed) {
            return new Malformed(
                    column + Math.max(0, malformed.getIndex()),
                    "no regular expression: " + malformed.getDescription());
        }
    }

    private Pipeline with(LineFilter filter) {
        var all = new ArrayList<>(filters);
        all.add(filter);
        return new Pipeline(request, List.copyOf(all), paged);
    }
}
