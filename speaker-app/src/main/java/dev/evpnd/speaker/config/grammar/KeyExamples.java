package dev.evpnd.speaker.config.grammar;

import dev.evpnd.speaker.config.yaml.Node;
import dev.evpnd.speaker.config.yaml.NodeText;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What stands behind each key where a file has it first, in one line. Of a key behind which there
/// are keys again, these have examples of their own.
final class KeyExamples {
    private final Map<Key<?>, String> examples = new HashMap<>();

    /// @param document a file without faults
    static KeyExamples of(Section file, Node document) {
        var examples = new KeyExamples();
        examples.look(file, document);
        return examples;
    }

    Optional<String> find(Key<?> key) {
        return Optional.ofNullable(examples.get(key));
    }

    private void look(ValueType<?> type, Node node) {
        switch (type) {
            case Section section when node instanceof Node.Mapping(_, var entries) ->
                    entries.forEach(each -> look(section, each));
            case NamedType<?, ?> named when node instanceof Node.Mapping(_, var entries) ->
                    entries.forEach(each -> look(named.value(), each.value()));
            case ListType<?> list when node instanceof Node.Sequence(_, var items) ->
                    items.forEach(each -> look(list.item(), each));
            default -> {}
        }
    }

    private void look(Section section, Node.Mapping.Entry entry) {
        for (var key : section.keys()) {
            if (key.name().equals(entry.key())) {
                text(entry.value()).ifPresent(text -> examples.putIfAbsent(key, text));
                look(key.type(), entry.value());
            }
        }
    }

    private static Optional<String> text(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> Optional.of(NodeText.of(scalar).strip());
            case Node.Sequence(_, var items) -> text(items);
            case Node.Mapping _, Node.Empty _ -> Optional.empty();
        };
    }

    private static Optional<String> text(List<Node> items) {
        return items.stream().allMatch(Node.Scalar.class::isInstance)
                ? Optional.of(
                        items.stream()
                                .map(each -> NodeText.of(each).strip())
                                .collect(Collectors.joining(", ", "[", "]")))
                : Optional.empty();
    }
}
