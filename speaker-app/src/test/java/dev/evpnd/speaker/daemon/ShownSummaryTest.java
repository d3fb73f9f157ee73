package dev.evpnd.speaker.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import dev.evpnd.speaker.show.Layout;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What FRR 10.3 printed of its neighbors in short, and what evpnd prints of the same ones in its
/// layout.
@Timeout(60)
@SuppressWarnings("NullAway.Init") // by JUnit, before the tests
class ShownSummaryTest {
    private static NeighborsOfFrr neighbors;

    @BeforeAll
    static void bringUp() throws Exception {
        neighbors = NeighborsOfFrr.start();
    }

    @AfterAll
    static void close() throws IOException {
        neighbors.close();
    }

    static Stream<String> transcripts() throws IOException, URISyntaxException {
        try (var files = Files.list(directory())) {
            return files
                    .map(each -> each.getFileName().toString())
                    .filter(each -> each.contains("_summary"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static Path directory() throws URISyntaxException {
        return Path.of(requireNonNull(ShownSummaryTest.class.getResource("frr-10.3")).toURI());
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void isTheSameInTheLayoutOf103(String file) throws Exception {
        var lines = Files.readAllLines(directory().resolve(file));
        var command = onLoopback(List.of(lines.getFirst())).getFirst();

        assertThat(masked(neighbors.answer(command, Layout.FRR_10_3).lines().toList()))
                .isEqualTo(masked(onLoopback(lines.subList(2, lines.size()))));
    }

    private static List<String> onLoopback(List<String> lines) {
        return lines.stream()
                // In its column, which stays as wide as it is.
                .map(each -> each.replaceFirst("^(\\*?)198\\.51\\.100\\.(\\d+)", "$1127.0.0.$2   "))
                .map(each -> each.replace("198.51.100.", "127.0.0."))
                .toList();
    }

    /// Without how much there is, how much passed and since when: in the width that it has.
    private static List<String> masked(List<String> lines) {
        return lines.stream()
                .map(
                        each ->
                                each.matches("\\*?127.*")
                                        ? counted(each)
                                        : each.replaceAll("\\d+, using .* memory", "N"))
                .toList();
    }

    /// What passes is columns of numbers behind the AS, and the time before the state.
    private static String counted(String row) {
        return row.replaceFirst("\\d\\d:\\d\\d:\\d\\d", "hh:mm:ss")
                .replaceFirst("( +\\d+){5}(?= +(hh:mm:ss|never) )", " ".repeat(38))
                // FRR's words where there was never a session, whatever is configured.
                .replace("No AFI/SAFI activated for peer", "Waiting for peer OPEN")
                .replaceFirst("(hh:mm:ss)[ \\d]{22}(?= )", "$1" + " ".repeat(22));
    }
}
