package dev.evpnd.speaker.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.speaker.neighbor.ListenRange;
import dev.evpnd.speaker.neighbor.Neighbor;
import dev.evpnd.speaker.transport.TransportSettings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// A file as it is shown is one that says the same, but for its secrets.
class ShownConfigurationTest {
    private static final long SEED = 20261130;
    private static final int SEEDS = 100;

    private static ShownConfiguration shown(String text) {
        return ShownConfiguration.of(text);
    }

    static LongStream seeds() {
        return LongStream.range(SEED, SEED + SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void isReadBackAsWhatItWas(long seed) {
        var random = new SplittableRandom(seed);
        var configuration = new ConfigurationGenerator(random).configuration();
        var text = new ConfigurationWriter(random).text(configuration);
        var yaml = OneMachine.valid(shown(text).yaml());
        assertThat(secrets(yaml))
                .hasSameSizeAs(secrets(configuration))
                .allMatch("********"::equals);
        assertThat(yaml)
                .usingRecursiveComparison()
                .ignoringFieldsMatchingRegexes(".*password")
                .isEqualTo(OneMachine.valid(text));
        assertThat(OneMachine.valid(shown(text).json())).isEqualTo(yaml);
    }

    private static List<String> secrets(Configuration configuration) {
        return Stream.concat(
                        configuration.neighbors().stream().map(Neighbor::settings),
                        configuration.ranges().stream().map(ListenRange::settings))
                .map(each -> each.transport())
                .flatMap(ShownConfigurationTest::secret)
                .toList();
    }

    private static Stream<String> secret(TransportSettings settings) {
        return settings.password().stream();
    }

    @Test
    void isInLinesAndQuotesWhatWouldMeanSomethingElse() {
        assertThat(
                        shown(
                                        """
                                        # A comment.
                                        as: 65000
                                        listen: ["127.0.0.1:1790", '[::1]:1790']
                                        log: {}
                                        peer-groups:
                                          "the leaves": {remote-as: internal, password: 'a secret',
                                            description: "null"}
                                        neighbors: {192.0.2.1: {group: the leaves, password: null,
                                          description: "he said: \\"#1\\"\\\\\\tü"}}
                                        """)
                                .yaml())
                .isEqualTo(
                        """
                        as: 65000
                        listen:
                          - "127.0.0.1:1790"
                          - "[::1]:1790"
                        log: {}
                        peer-groups:
                          "the leaves":
                            remote-as: internal
                            password: "********"
                            description: "null"
                        neighbors:
                          192.0.2.1:
                            group: "the leaves"
                            password: null
                            description: "he said: \\"#1\\"\\\\\\u0009ü"
                        """);
    }

    @Test
    void isJsonThatSaysTheSame() {
        var text =
                """
                as: 65000
                router-id: 192.0.2.254
                peer-defaults: {graceful-restart: {mode: restarter}}
                peer-groups:
                  "1.10": {remote-as: 1.10}
                neighbors:
                  192.0.2.1: {group: "1.10", graceful-restart: , passive: true, password: hush}
                  192.0.2.2: {remote-as: internal, graceful-restart: null}
                """;
        var json = shown(text).json();
        assertThat(json)
                .isEqualTo(
                        "{\"as\":65000,\"router-id\":\"192.0.2.254\",\"peer-defaults\":{"
                                + "\"graceful-restart\":{\"mode\":\"restarter\"}},\"peer-groups\":{"
                                + "\"1.10\":{\"remote-as\":\"1.10\"}},\"neighbors\":{\"192.0.2.1\":{"
                                + "\"group\":\"1.10\",\"graceful-restart\":{},\"passive\":true,"
                                + "\"password\":\"********\"},\"192.0.2.2\":{\"remote-as\":"
                                + "\"internal\",\"graceful-restart\":null}}}");
        assertThat(OneMachine.valid(json)).isEqualTo(OneMachine.valid(shown(text).yaml()));
    }

    @Test
    void hasWhatTheCommandLineSaysInPlaceOfTheFile() {
        assertThat(
                        shown("as: 65000\nlisten: 127.0.0.1:1790\n")
                                .withListen(List.of("127.0.0.1:1791"))
                                .withStateDirectory("/var/lib/evpnd")
                                .yaml())
                .isEqualTo(
                        """
                        as: 65000
                        listen:
                          - "127.0.0.1:1791"
                        state-directory: /var/lib/evpnd
                        """);
    }
}
