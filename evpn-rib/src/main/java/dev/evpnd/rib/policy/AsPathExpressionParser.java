package dev.evpnd.rib.policy;

import dev.evpnd.rib.policy.AsPathExpression.At;
import dev.evpnd.rib.policy.AsPathExpression.Fork;
import dev.evpnd.rib.policy.AsPathExpression.Found;
import dev.evpnd.rib.policy.AsPathExpression.OneOf;
import dev.evpnd.rib.policy.AsPathExpression.Step;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Reads an [AsPathExpression] into the steps by which it is followed.
///
/// Steps are put together as lists that can stand anywhere: their forks count from the list's own
/// beginning until it is put behind another.
final class AsPathExpressionParser {
    private static final String SEPARATORS = " ,{}()";
    private static final String LITERALS = "0123456789 ,";
    private static final int ASCII = 128;

    private final String text;
    private int position;

    AsPathExpressionParser(String text) {
        this.text = text;
    }

    List<Step> program() {
        var program = alternatives();
        if (position < text.length()) {
            throw unexpected("the end");
        }
        program.add(new Found());
        return List.copyOf(program);
    }

    private List<Step> alternatives() {
        var steps = sequence();
        while (takes('|')) {
            steps = either(steps, sequence());
        }
        return steps;
    }

    private List<Step> sequence() {
        var steps = new ArrayList<Step>();
        while (position < text.length()
                && text.charAt(position) != '|'
                && text.charAt(position) != ')') {
            append(steps, repeated(atom()));
        }
        return steps;
    }

    private List<Step> repeated(List<Step> once) {
        var steps = once;
        while (position < text.length()) {
            if (takes('*')) {
                steps = either(oneOrMore(steps), List.of());
            } else if (takes('+')) {
                steps = oneOrMore(steps);
            } else if (takes('?')) {
                steps = either(steps, List.of());
            } else {
                break;
            }
        }
        return steps;
    }

    private List<Step> atom() {
        char character = text.charAt(position++);
        return switch (character) {
            case '(' -> group();
            case '[' -> steps(new OneOf(characterClass()));
            case '.' -> steps(new OneOf(allBut(new BitSet())));
            case '^' -> steps(new At(true, false));
            case '$' -> steps(new At(false, true));
            case '_' -> either(steps(new OneOf(of(SEPARATORS))), steps(new At(true, true)));
            case '\\' -> steps(new OneOf(of(Character.toString(next("a character")))));
            default -> {
                if (LITERALS.indexOf(character) < 0) {
                    position--;
                    throw unexpected("something that an AS path has");
                }
                yield steps(new OneOf(of(Character.toString(character))));
            }
        };
    }

    private List<Step> group() {
        var inner = alternatives();
        if (!takes(')')) {
            throw unexpected("')'");
        }
        return inner;
    }

    private BitSet characterClass() {
        boolean negated = takes('^');
        var characters = new BitSet(ASCII);
        do {
            char first = next("a character");
            char last = first;
            if (position + 1 < text.length()
                    && text.charAt(position) == '-'
                    && text.charAt(position + 1) != ']') {
                position++;
                last = next("a character");
            }
            if (first >= ASCII || last >= ASCII || last < first) {
                throw unexpected("characters in ascending order before");
            }
            characters.set(first, last + 1);
        } while (!takes(']'));
        return negated ? allBut(characters) : characters;
    }

    private char next(String what) {
        if (position == text.length()) {
            throw unexpected(what);
        }
        return text.charAt(position++);
    }

    private boolean takes(char character) {
        if (position < text.length() && text.charAt(position) == character) {
            position++;
            return true;
        }
        return false;
    }

    private static List<Step> either(List<Step> one, List<Step> other) {
        // fork, the one, a jump behind the other, the other
        int second = 1 + one.size() + 1;
        int behind = second + other.size();
        var steps = steps(new Fork(1, second));
        append(steps, one);
        steps.add(new Fork(behind, behind));
        append(steps, other);
        return steps;
    }

    private static List<Step> oneOrMore(List<Step> once) {
        var steps = new ArrayList<>(once);
        steps.add(new Fork(0, once.size() + 1));
        return steps;
    }

    private static void append(List<Step> steps, List<Step> behind) {
        int offset = steps.size();
        for (var step : behind) {
            steps.add(
                    step instanceof Fork(int one, int other)
                            ? new Fork(one + offset, other + offset)
                            : step);
        }
    }

    private static List<Step> steps(Step step) {
        var steps = new ArrayList<Step>();
        steps.add(step);
        return steps;
    }

    private static BitSet of(String characters) {
        var set = new BitSet(ASCII);
        characters.chars().forEach(set::set);
        return set;
    }

    private static BitSet allBut(BitSet characters) {
        var others = (BitSet) characters.clone();
        others.flip(0, ASCII);
        return others;
    }

    private IllegalArgumentException unexpected(String expected) {
        return new IllegalArgumentException(
                "expected "
                        + expected
                        + " at '"
                        + text.substring(position)
                        + "' in '"
                        + text
                        + "'");
    }
}
