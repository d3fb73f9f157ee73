package dev.evpnd.speaker.command;

import java.util.ArrayList;
import java.util.List;

/// A word of a line, and where it begins.
record LineWord(String text, int column) {

    /// The words of a line; blanks are between them.
    static List<LineWord> split(String line) {
        var words = new ArrayList<LineWord>();
        int at = 0;
        while (at < line.length()) {
            int begin = at;
            while (at < line.length() && !Character.isWhitespace(line.charAt(at))) {
                at++;
            }
            if (at > begin) {
                words.add(new LineWord(line.substring(begin, at), begin));
            }
            at++;
        }
        return words;
    }
}
