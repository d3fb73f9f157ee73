package dev.evpnd.speaker.config.yaml;

/// Text of a file as a message shows it: on one line, and not all of it where it is long.
public final class Shown {
    private static final int MOST_CHARACTERS = 64;

    private Shown() {}

    /// The text in quotes.
    public static String quoted(String text) {
        return "'" + plain(text) + "'";
    }

    static String plain(String text) {
        var shown = new StringBuilder();
        text.codePoints()
                .limit(MOST_CHARACTERS)
                .map(c -> isLineBreak(c) ? ' ' : c)
                .forEach(shown::appendCodePoint);
        return text.codePointCount(0, text.length()) > MOST_CHARACTERS ? shown + "…" : "" + shown;
    }

    private static boolean isLineBreak(int c) {
        return Character.isISOControl(c) || c == 0x2028 || c == 0x2029;
    }
}
