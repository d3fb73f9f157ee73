package dev.evpnd.speaker.decode;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/// One block of `golden.txt`: a line of input and the line that is printed for it.
record Golden(String title, List<String> options, String input, String output) {

    static Stream<Golden> all() {
        try (var in = requireNonNull(Golden.class.getResourceAsStream("golden.txt"))) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(text.strip().split("\n\n")).skip(1).map(Golden::parse);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Golden parse(String block) {
        var lines = block.split("\n", -1);
        if (lines.length != 4) {
            throw new IllegalArgumentException("expected four lines, found '" + block + "'");
        }
        return new Golden(
                lines[0].substring(2), List.of(lines[1].split(" ", -1)), lines[2], lines[3]);
    }

    /// What `--kind` says, which every block has first.
    String kind() {
        return options.get(1);
    }

    @Override
    public String toString() {
        return kind() + ": " + title;
    }
}
