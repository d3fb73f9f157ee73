package dev.evpnd.speaker.config;

import dev.evpnd.speaker.config.yaml.Faults;
import dev.evpnd.speaker.config.yaml.Node;
import dev.evpnd.speaker.config.yaml.NodeText;
import dev.evpnd.speaker.config.yaml.Position;
import dev.evpnd.speaker.config.yaml.YamlReader;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/// A file of the configuration as it may be shown: as it was written, without its comments, and
/// with a mask in place of each secret. It is a file that can be taken again.
///
/// @param root what is in it
public record ShownConfiguration(Node root) {
    /// What JSON writes without quotes, and reads as it was.
    private static final Pattern LITERAL = Pattern.compile("true|false|0|[1-9][0-9]{0,14}");

    /// @param text of a file without faults
    public static ShownConfiguration of(String text) {
        var node =
                YamlReader.read(text.getBytes(StandardCharsets.UTF_8), new Faults())
                        .orElseThrow(() -> new IllegalArgumentException("a file with faults"));
        return new ShownConfiguration(FileKeys.FILE.masked(node));
    }

    /// With other addresses to listen on.
    public ShownConfiguration withListen(List<String> addresses) {
        return with(
                FileKeys.LISTEN.name(),
                new Node.Sequence(
                        Position.START,
                        addresses.stream().map(ShownConfiguration::scalar).toList()));
    }

    /// With another place for what has to outlast the daemon.
    public ShownConfiguration withStateDirectory(String path) {
        return with(FileKeys.STATE_DIRECTORY.name(), scalar(path));
    }

    private ShownConfiguration with(String key, Node value) {
        var mapping =
                root instanceof Node.Mapping there
                        ? there
                        : new Node.Mapping(root.position(), List.of());
        return new ShownConfiguration(mapping.with(key, value));
    }

    private static Node scalar(String text) {
        return new Node.Scalar(Position.START, text);
    }

    public String yaml() {
        return NodeText.of(root);
    }

    /// The same as JSON, in a line.
    public String json() {
        var line = new StringWriter();
        try (var json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), line)) {
            write(json, root);
        }
        return line.toString();
    }

    private static void write(JsonGenerator json, Node node) {
        switch (node) {
            case Node.Scalar(_, var text) when LITERAL.matcher(text).matches() ->
                    json.writeRawValue(text);
            case Node.Scalar(_, var text) -> json.writeString(text);
            case Node.Empty(_, boolean isNull) when isNull -> json.writeNull();
            // Only a mapping can have nothing in it.
            case Node.Empty _ -> json.writeStartObject().writeEndObject();
            case Node.Mapping(_, var entries) -> {
                json.writeStartObject();
                for (var entry : entries) {
                    json.writeName(entry.key());
                    write(json, entry.value());
                }
                json.writeEndObject();
            }
            case Node.Sequence(_, var items) -> {
                json.writeStartArray();
                items.forEach(each -> write(json, each));
                json.writeEndArray();
            }
        }
    }
}
