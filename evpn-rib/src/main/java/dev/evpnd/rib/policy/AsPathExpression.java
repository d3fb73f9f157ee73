package dev.evpnd.rib.policy;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.List;

/// A regular expression over the text of AS paths (`65001 65002 {65003,65004}`), equal to another
/// by its own text. It is found anywhere in the path, unless `^` and `$` hold it to the ends.
///
/// ```
/// 0-9 space ,     themselves               ( | )    groups and alternatives
/// \               the next character       * + ?    any number, one or more, one at most
/// .               any character            ^ $      the beginning, the end
/// [0-9] [^12]     one of these, none       _        a separator, the beginning, or the end
/// ```
///
/// All readings of the path are followed at once, each character once: the time grows with the
/// length of the path times that of the expression, whatever they are. There are no counted
/// repetitions and no references back, with which that would not hold.
public final class AsPathExpression {
    public static final int MOST_CHARACTERS = 128;

    private final String text;
    private final List<Step> program;

    /// What is next on the way through an expression; numbers are places in the program.
    sealed interface Step {}

    /// A character of the path has to be one of these.
    record OneOf(BitSet characters) implements Step {}

    /// Goes on at both places.
    record Fork(int one, int other) implements Step {}

    /// Goes on behind, but only at the beginning or the end of the path.
    record At(boolean beginning, boolean end) implements Step {}

    /// The expression is found.
    record Found() implements Step {}

    private AsPathExpression(String text, List<Step> program) {
        this.text = text;
        this.program = program;
    }

    /// @throws IllegalArgumentException when the text is no expression of this kind
    public static AsPathExpression parse(String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException(
                    "an expression has at most " + MOST_CHARACTERS + " characters");
        }
        return new AsPathExpression(text, new AsPathExpressionParser(text).program());
    }

    /// Whether the expression is found in the text of a path.
    boolean isIn(String path) {
        var places = new BitSet(program.size());
        for (int i = 0; i <= path.length(); i++) {
            boolean end = i == path.length();
            if (reach(places, 0, i == 0, end)) {
                return true;
            }
            if (end) {
                break;
            }
            var next = new BitSet(program.size());
            for (int at = places.nextSetBit(0); at >= 0; at = places.nextSetBit(at + 1)) {
                if (program.get(at) instanceof OneOf(var characters)
                        && characters.get(path.charAt(i))
                        && reach(next, at + 1, false, i + 1 == path.length())) {
                    return true;
                }
            }
            places = next;
        }
        return false;
    }

    /// Adds all places that are reached from one without another character.
    ///
    /// @return whether the end of the expression is among them
    private boolean reach(BitSet places, int from, boolean beginning, boolean end) {
        var waiting = new ArrayDeque<Integer>();
        waiting.push(from);
        while (!waiting.isEmpty()) {
            int at = waiting.pop();
            if (places.get(at)) {
                continue;
            }
            places.set(at);
            switch (program.get(at)) {
                case OneOf character -> {}
                case Fork(int one, int other) -> {
                    waiting.push(one);
                    waiting.push(other);
                }
                case At(boolean atBeginning, boolean atEnd) -> {
                    if (atBeginning && beginning || atEnd && end) {
                        waiting.push(at + 1);
                    }
                }
                case Found found -> {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AsPathExpression that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
