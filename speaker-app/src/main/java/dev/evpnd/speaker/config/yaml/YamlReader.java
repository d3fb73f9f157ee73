package dev.evpnd.speaker.config.yaml;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Optional;

/// Reads YAML 1.2, and so JSON, into nodes.
///
/// Anchors, aliases and tags are refused: what they are for, groups of peers do in words of the
/// configuration. There is one document in a file.
public final class YamlReader {

    /// Enough for thousands of peers and tens of thousands of instances.
    public static final int MOST_OCTETS = 4 << 20;

    /// The parser takes a time that grows with the square of the length of a value.
    static final int LONGEST_LINE = 1 << 20;

    static final int DEEPEST = 16;

    private static final YAMLFactory FACTORY =
            YAMLFactory.builder()
                    .loadSettings(
                            LoadSettings.builder()
                                    .setCodePointLimit(MOST_OCTETS)
                                    .setAllowDuplicateKeys(true)
                                    .build())
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxStringLength(MOST_OCTETS)
                                    .maxNameLength(MOST_OCTETS)
                                    .maxNestingDepth(DEEPEST)
                                    .build())
                    .build();

    private final YAMLParser parser;
    private final Faults faults;
    private Position last = Position.START;

    private YamlReader(YAMLParser parser, Faults faults) {
        this.parser = parser;
        this.faults = faults;
    }

    /// The tree; nothing where it cannot be told what the tree is, and a fault says why.
    public static Optional<Node> read(byte[] bytes, Faults faults) {
        if (bytes.length > MOST_OCTETS) {
            return refused(Position.START, tooLong(), faults);
        }
        var text = decoded(bytes, faults);
        if (text.isEmpty()
                || hasSpecialCharacter(text.get(), faults)
                || hasLongLine(text.get(), faults)) {
            return Optional.empty();
        }
        return read(text.get(), faults);
    }

    /// What is said of a file that is too long to be looked at.
    public static String tooLong() {
        return "expected at most " + MOST_OCTETS + " octets, found more";
    }

    private static Optional<Node> read(String text, Faults faults) {
        try (var parser = (YAMLParser) FACTORY.createParser(ObjectReadContext.empty(), text)) {
            return new YamlReader(parser, faults).document();
        }
    }

    private static Optional<Node> refused(Position position, String message, Faults faults) {
        faults.add(new Place(position, ""), message);
        return Optional.empty();
    }

    private static Optional<String> decoded(byte[] bytes, Faults faults) {
        var decoder = StandardCharsets.UTF_8.newDecoder();
        var in = ByteBuffer.wrap(bytes);
        try {
            return Optional.of(decoder.decode(in).toString());
        } catch (CharacterCodingException e) {
            var before = new String(bytes, 0, in.position(), StandardCharsets.UTF_8);
            faults.add(new Place(endOf(before), ""), "expected UTF-8, found other octets");
            return Optional.empty();
        }
    }

    /// The parser tells of such characters, but not where they are.
    private static boolean hasSpecialCharacter(String text, Faults faults) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (isSpecial(c)) {
                faults.add(
                        new Place(endOf(text.substring(0, i)), ""),
                        String.format("expected text, found the character U+%04X", c));
                return true;
            }
        }
        return false;
    }

    private static boolean hasLongLine(String text, Faults faults) {
        if (text.lines().allMatch(line -> line.length() <= LONGEST_LINE)) {
            return false;
        }
        var before = text.lines().takeWhile(line -> line.length() <= LONGEST_LINE).count();
        faults.add(
                new Place(new Position((int) before + 1, 1), ""),
                "expected lines of at most " + LONGEST_LINE + " characters, found more");
        return true;
    }

    private static boolean isSpecial(int c) {
        boolean lineBreakOrTab = c == '\n' || c == '\r' || c == '\t' || c == 0x85;
        boolean noCharacter = c == 0xfffe || c == 0xffff;
        return Character.isISOControl(c) && !lineBreakOrTab || noCharacter;
    }

    /// The position behind a text.
    private static Position endOf(String text) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < text.length(); i++) {
            if (endsLine(text, i)) {
                line++;
                lineStart = i + 1;
            }
        }
        return new Position(line, text.length() - lineStart + 1);
    }

    /// A carriage return by itself does so, too (YAML 1.2 section 5.4).
    private static boolean endsLine(String text, int i) {
        return text.charAt(i) == '\n'
                || text.charAt(i) == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n');
    }

    /// Without the lines around it that the parser would show: a password may be among them.
    private static String problem(JacksonException e) {
        if (e.getCause() instanceof MarkedYamlEngineException marked) {
            // The character it stumbled over may be the end of a line.
            return "expected YAML: " + marked.getProblem().replaceAll("\\p{Cntrl}", "?");
        }
        if (e instanceof StreamConstraintsException) {
            return "expected at most " + DEEPEST + " levels, found more";
        }
        return "expected YAML, found what is none";
    }

    private Optional<Node> document() {
        try {
            if (parser.nextToken() == null) {
                return Optional.of(new Node.Empty(Position.START, false));
            }
            var node = node();
            if (parser.nextToken() != null) {
                fault("expected one document, found a second");
            }
            return Optional.of(node);
        } catch (JacksonException e) {
            return refused(position(e), problem(e), faults);
        }
    }

    /// Where the parser says that it is, else where the last node began.
    private Position position(JacksonException e) {
        if (e.getCause() instanceof MarkedYamlEngineException marked
                && marked.getProblemMark().isPresent()) {
            var mark = marked.getProblemMark().get();
            return new Position(mark.getLine() + 1, mark.getColumn() + 1);
        }
        return last;
    }

    private Node node() {
        var position = position();
        last = position;
        refuseReferences();
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping(position);
            case START_ARRAY -> sequence(position);
            case VALUE_NULL -> new Node.Empty(position, !parser.getString().isEmpty());
            default -> new Node.Scalar(position, parser.getString());
        };
    }

    private Node.Mapping mapping(Position position) {
        var entries = new ArrayList<Node.Mapping.Entry>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var keyPosition = position();
            var key = parser.currentName();
            if (parser.isCurrentAlias()) {
                fault(NO_ALIASES);
            }
            parser.nextToken();
            entries.add(new Node.Mapping.Entry(key, keyPosition, node()));
        }
        return new Node.Mapping(position, entries);
    }

    private Node.Sequence sequence(Position position) {
        var items = new ArrayList<Node>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node());
        }
        return new Node.Sequence(position, items);
    }

    private static final String NO_ALIASES =
            "expected a value, found an anchor or alias (a text that begins with & or * has to"
                    + " be in quotes)";

    private void refuseReferences() {
        if (parser.isCurrentAlias() || parser.getObjectId() != null) {
            fault(NO_ALIASES);
        } else if (parser.getTypeId() != null) {
            fault("expected a value, found a tag (a text that begins with ! has to be in quotes)");
        }
    }

    private void fault(String message) {
        faults.add(new Place(position(), ""), message);
    }

    private Position position() {
        var location = parser.currentTokenLocation();
        return new Position(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }
}
