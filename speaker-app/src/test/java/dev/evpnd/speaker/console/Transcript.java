package dev.evpnd.speaker.console;

import static java.util.Objects.requireNonNull;

import dev.evpnd.speaker.show.Layout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A command that an FRR was given, and what it printed: 10.7.1 or, in directories named so, 10.3.
record Transcript(String name, String command, String answer, Layout layout) {
    private static final String OLD = "frr-10.3";

    /// Those of 10.7.1 and of 10.3.
    ///
    /// @param kind what the names of their directories end in
    static Stream<Transcript> ofBoth(String kind) {
        return Stream.concat(all("frr-10.7.1" + kind), all(OLD + kind));
    }

    /// All of a directory beside this class, in the order of their names.
    static Stream<Transcript> all(String directory) {
        try (var files = Files.list(path(directory))) {
            return files
                    .map(each -> each.getFileName().toString())
                    .filter(each -> each.startsWith("show"))
                    .sorted()
                    .map(each -> read(directory, each))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Transcript read(String directory, String name) {
        var lines = lines(directory, name);
        var answer = lines.stream().skip(2).map(each -> each + "\n").collect(Collectors.joining());
        var layout = directory.startsWith(OLD) ? Layout.FRR_10_3 : Layout.FRR_10_7;
        return new Transcript(name, lines.getFirst(), answer, layout);
    }

    /// The UPDATE messages that it was sent before.
    static List<String> announced() {
        return announced("frr-10.7.1");
    }

    /// Those of a directory.
    static List<String> announced(String directory) {
        return lines(directory, "announced.txt").stream()
                .filter(each -> !each.startsWith("#"))
                .toList();
    }

    /// Those of a directory that FRR 10.3 was sent: all but those that it takes for others.
    static List<String> announcedToOld(String directory) {
        var leftOut =
                lines(OLD, "left-out.txt").stream().map(each -> each.split(" ", 2)[0]).toList();
        return announced(directory).stream()
                .filter(each -> !leftOut.contains(each.split(" ", 3)[1]))
                .toList();
    }

    /// What one of two consoles answers to it.
    ///
    /// @param old that which has what FRR 10.3 has
    String asked(ConsoleWithPeers peers, ConsoleWithPeers old) {
        return (isOld() ? old : peers).answer(command, layout);
    }

    boolean isOld() {
        return layout == Layout.FRR_10_3;
    }

    boolean isJson() {
        return command.endsWith(" json") || command.endsWith(" json brief");
    }

    @Override
    public String toString() {
        return layout.release() + " " + name;
    }

    private static List<String> lines(String directory, String file) {
        try {
            return Files.readAllLines(path(directory).resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path path(String directory) {
        try {
            return Path.of(requireNonNull(Transcript.class.getResource(directory)).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
