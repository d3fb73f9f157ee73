package dev.evpnd.speaker.manual;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// A page for `man`, in the making: the macros of `man(7)`, and text that means itself.
///
/// Text may have two things of Markdown: `code`, which is set in bold, and links, of which the
/// words stay.
final class Roff {
    private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)]\\([^)]*\\)");
    private static final Pattern CODE = Pattern.compile("`([^`]*)`");
    private static final int LAST_OF_ASCII = 126;

    private final StringBuilder page = new StringBuilder();

    /// @param version of the program; no date, so that two builds are alike
    Roff(String name, int section, String version, String sentence) {
        macro("TH", name.toUpperCase(Locale.ROOT), String.valueOf(section), "", version);
        section("Name");
        line(escaped(name) + " \\- " + text(sentence));
    }

    Roff section(String title) {
        macro("SH", title);
        return this;
    }

    Roff subsection(String title) {
        macro("SS", title);
        return this;
    }

    /// A paragraph.
    Roff paragraph(String text) {
        macro("PP");
        line(text(text));
        return this;
    }

    /// A term, and what it means.
    Roff term(String term, String meaning) {
        macro("TP");
        line("\\fB" + escaped(term) + "\\fP");
        line(text(meaning));
        return this;
    }

    /// Lines that stay as they are.
    Roff lines(List<String> lines) {
        macro("PP");
        macro("RS", "4");
        macro("nf");
        lines.forEach(each -> line(escaped(each)));
        macro("fi");
        macro("RE");
        return this;
    }

    private void macro(String name, String... arguments) {
        page.append('.').append(name);
        for (var argument : arguments) {
            page.append(" \"").append(escaped(argument)).append('"');
        }
        page.append('\n');
    }

    /// A line that begins like a macro is none.
    private void line(String escaped) {
        if (escaped.startsWith(".") || escaped.startsWith("'")) {
            page.append("\\&");
        }
        page.append(escaped).append('\n');
    }

    static String text(String markdown) {
        var words = LINK.matcher(markdown).replaceAll("$1").replace("\\*", "*");
        var out = new StringBuilder();
        var code = CODE.matcher(words);
        int at = 0;
        while (code.find()) {
            out.append(escaped(words.substring(at, code.start())));
            out.append("\\fB").append(escaped(code.group(1))).append("\\fP");
            at = code.end();
        }
        return out.append(escaped(words.substring(at))).toString();
    }

    private static String escaped(String text) {
        var out = new StringBuilder();
        text.codePoints().forEach(each -> escape(each, out));
        return out.toString();
    }

    private static void escape(int character, StringBuilder out) {
        switch (character) {
            case '\\' -> out.append("\\e");
            case '-' -> out.append("\\-");
            case '\'' -> out.append("\\(aq");
            case '"' -> out.append("\\(dq");
            case '`' -> out.append("\\(ga");
            case '^' -> out.append("\\(ha");
            case '~' -> out.append("\\(ti");
            default -> {
                if (character <= LAST_OF_ASCII) {
                    out.append((char) character);
                } else {
                    out.append("\\[u%04X]".formatted(character));
                }
            }
        }
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
