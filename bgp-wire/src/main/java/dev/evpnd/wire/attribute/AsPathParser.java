package dev.evpnd.wire.attribute;

import dev.evpnd.wire.address.Asn;

import java.util.ArrayList;
import java.util.List;

/// Reads the text form of an AS_PATH: words of digits, and groups in brackets of three kinds.
final class AsPathParser {
    private final String text;
    private final List<AsPathSegment> segments = new ArrayList<>();
    private final List<Integer> sequence = new ArrayList<>();
    private int position;

    AsPathParser(String text) {
        this.text = text;
    }

    List<AsPathSegment> segments() {
        skipSpaces();
        while (position < text.length()) {
            switch (text.charAt(position)) {
                case '{' -> group(AsPathSegment.Type.AS_SET, '}', ",");
                case '(' -> group(AsPathSegment.Type.AS_CONFED_SEQUENCE, ')', " ");
                case '[' -> group(AsPathSegment.Type.AS_CONFED_SET, ']', ",");
                default -> sequence.add(number(word()));
            }
            skipSpaces();
        }
        endSequence();
        return segments;
    }

    private void group(AsPathSegment.Type type, char close, String separator) {
        endSequence();
        int end = text.indexOf(close, position);
        if (end < 0) {
            throw new IllegalArgumentException(
                    "expected '"
                            + close
                            + "' at the end of a segment, found '"
                            + text.substring(position)
                            + "'");
        }
        var numbers = new ArrayList<Integer>();
        for (var word : text.substring(position + 1, end).split(separator, -1)) {
            numbers.add(number(word));
        }
        position = end + 1;
        add(type, numbers);
    }

    private String word() {
        int start = position;
        while (position < text.length() && " {([".indexOf(text.charAt(position)) < 0) {
            position++;
        }
        return text.substring(start, position);
    }

    private static int number(String word) {
        int number = Asn.parse(word).number();
        if (number == 0) {
            throw new IllegalArgumentException("expected an AS number from 1 on, found '0'");
        }
        return number;
    }

    private void endSequence() {
        for (int from = 0; from < sequence.size(); from += AsPathSegment.MOST_NUMBERS) {
            int to = Math.min(from + AsPathSegment.MOST_NUMBERS, sequence.size());
            add(AsPathSegment.Type.AS_SEQUENCE, sequence.subList(from, to));
        }
        sequence.clear();
    }

    private void add(AsPathSegment.Type type, List<Integer> numbers) {
        if (numbers.isEmpty() || numbers.size() > AsPathSegment.MOST_NUMBERS) {
            throw new IllegalArgumentException(
                    "expected 1 to 255 AS numbers in a segment, found '" + text + "'");
        }
        segments.add(
                AsPathSegment.of(type, numbers.stream().mapToInt(Integer::intValue).toArray()));
    }

    private void skipSpaces() {
        while (position < text.length() && text.charAt(position) == ' ') {
            position++;
        }
    }
}
