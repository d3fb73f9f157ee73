package dev.evpnd.speaker.shell;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/// A line that is shown again and again: `watch [SECONDS] COMMAND`.
///
/// @param seconds from one answer to the next
/// @param column where the command begins in the line
record Watched(int seconds, int column, Pipeline pipeline) implements ShellLine {
    static final String WORD = "watch";
    static final String SECONDS = "SECONDS";

    /// The commands that can be: those that show what there is.
    static final String SHOW = "show";

    private static final int USUAL_SECONDS = 2;
    private static final int MOST_SECONDS = 3600;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    /// The word, or so much of it that it can be no other, and perhaps the seconds.
    private static final Pattern BEGIN =
            Pattern.compile("\\s*wa(?:t|tc|tch)?(?:\\s+(?:(\\d+)(?:\\s+|$))?|$)");

    /// Where the command begins, if a line is such a one; 0 if not.
    static int commandColumn(String line) {
        var begin = BEGIN.matcher(line);
        return begin.lookingAt() ? begin.end() : 0;
    }

    /// Whether the seconds are said.
    static boolean hasSeconds(String line) {
        var begin = BEGIN.matcher(line);
        return begin.lookingAt() && begin.group(1) != null;
    }

    static ShellLine parse(String line) {
        int column = commandColumn(line);
        int seconds = seconds(line);
        if (seconds < 1 || seconds > MOST_SECONDS) {
            return new Malformed(
                    BEGIN.matcher(line).results().findFirst().orElseThrow().start(1),
                    "expected 1 to %d seconds".formatted(MOST_SECONDS));
        }
        var command = line.substring(column);
        if (!shows(command)) {
            return new Malformed(column, "expected a command that begins with " + SHOW);
        }
        return switch (Pipeline.parse(command)) {
            case Pipeline pipeline -> new Watched(seconds, column, pipeline);
            case Malformed(var at, var reason) -> new Malformed(column + at, reason);
            case Watched twice -> twice;
            case LayoutChoice choice -> choice;
        };
    }

    private static int seconds(String line) {
        var begin = BEGIN.matcher(line);
        if (!begin.lookingAt() || begin.group(1) == null) {
            return USUAL_SECONDS;
        }
        // One with more digits is more than any that may be.
        return begin.group(1).length() > 4 ? Integer.MAX_VALUE : Integer.parseInt(begin.group(1));
    }

    private static boolean shows(String command) {
        var word = command.split("\\s+", 2)[0];
        return !word.isEmpty() && SHOW.startsWith(word);
    }

    /// What stands above each answer.
    ///
    /// @param width that the line may have, if there is so much to say
    String heading(LocalDateTime now, int width) {
        var what = "Every " + seconds + "s: " + pipeline.request();
        var time = TIME.format(now);
        return what + " ".repeat(Math.max(2, width - what.length() - time.length())) + time;
    }
}
