package dev.evpnd.speaker.console;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What FRR 10.7.1 printed, and what evpnd prints when the same peers have sent it the same UPDATE
/// messages.
class ShownAsByFrrTest {
    private static final JsonMapper JSON = new JsonMapper();

    /// What is bound to be another: how often a table changed, the name of FRR's host, and what it
    /// says of the length of a prefix that its configuration has.
    private static final Set<String> DIFFERENT = Set.of("bgpTableVersion", "hostname", "prefixLen");

    private static final ConsoleWithPeers PEERS = new ConsoleWithPeers();

    @BeforeAll
    static void announce() {
        PEERS.announce(
                lines("announced.txt").stream().filter(each -> !each.startsWith("#")).toList());
    }

    @AfterAll
    static void close() {
        PEERS.close();
    }

    static Stream<String> transcripts() throws IOException {
        try (var files = Files.list(directory())) {
            return files
                    .map(each -> each.getFileName().toString())
                    .filter(each -> each.startsWith("show"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void isTheSame(String transcript) {
        var lines = lines(transcript);
        var expected = String.join("\n", lines.subList(2, lines.size())) + "\n";
        var answer = PEERS.answer(lines.getFirst());
        if (lines.getFirst().endsWith("json")) {
            assertThat(missing("", JSON.readTree(expected), JSON.readTree(answer))).isEmpty();
        } else {
            assertThat(masked(answer)).isEqualTo(masked(expected));
        }
    }

    /// What a JSON document has that another lacks, or has otherwise: as FRR's own tests compare.
    private static List<String> missing(String at, JsonNode wanted, JsonNode found) {
        var missing = new ArrayList<String>();
        if (wanted.isObject() && found.isObject()) {
            // Of several that are as good, FRR names the comparison that it made last, and not the
            // one that decided.
            wanted.properties().stream()
                    .filter(each -> !DIFFERENT.contains(each.getKey()))
                    .filter(
                            each ->
                                    !each.getKey().equals("selectionReason")
                                            || wanted.get("multipath") == null)
                    .forEach(
                            each -> {
                                var there = found.get(each.getKey());
                                var place = at + "/" + each.getKey();
                                if (there == null) {
                                    missing.add(place);
                                } else {
                                    missing.addAll(missing(place, each.getValue(), there));
                                }
                            });
        } else if (wanted.isArray() && found.isArray() && wanted.size() == found.size()) {
            for (int i = 0; i < wanted.size(); i++) {
                missing.addAll(missing(at + "/" + i, wanted.get(i), found.get(i)));
            }
        } else if (!wanted.equals(found)) {
            missing.add(at + ": " + wanted + " and not " + found);
        }
        return missing;
    }

    /// Without what is bound to be another.
    private static String masked(String text) {
        return text.replaceFirst("table version is \\d+", "table version is N");
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(directory().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path directory() {
        try {
            return Path.of(
                    requireNonNull(ShownAsByFrrTest.class.getResource("frr-10.7.1")).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
