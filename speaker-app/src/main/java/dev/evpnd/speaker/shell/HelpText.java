package dev.evpnd.speaker.shell;

import java.util.List;

/// What `?` shows: a line for each word that may come next, and under a value those that there are.
final class HelpText {
    private static final String END = "<cr>";
    private static final int SHOWN_VALUES = 20;

    private HelpText() {}

    static String of(Expected expected) {
        if (expected.words().isEmpty() && !expected.mayEnd()) {
            return "% There is no matched command.\n";
        }
        int width =
                expected.words().stream().mapToInt(each -> each.text().length()).max().orElse(0);
        var text = new StringBuilder();
        if (expected.mayEnd()) {
            text.append("  ").append(END).append('\n');
        }
        for (var word : expected.words()) {
            text.append("  ")
                    .append(word.text())
                    .repeat(' ', Math.max(width, END.length()) - word.text().length())
                    .append("  ")
                    .append(word.help())
                    .append('\n');
            values(text, word.existing());
        }
        return text.toString();
    }

    private static void values(StringBuilder text, List<String> values) {
        values.stream()
                .limit(SHOWN_VALUES)
                .forEach(each -> text.append("     ").append(each).append('\n'));
        if (values.size() > SHOWN_VALUES) {
            text.append("     …\n");
        }
    }
}
