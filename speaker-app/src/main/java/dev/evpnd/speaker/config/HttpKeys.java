package dev.evpnd.speaker.config;

import dev.evpnd.speaker.config.grammar.Key;
import dev.evpnd.speaker.config.grammar.ListType;
import dev.evpnd.speaker.config.grammar.Scalars;
import dev.evpnd.speaker.config.grammar.Section;
import dev.evpnd.wire.address.Ipv4Address;

import java.util.List;

/// Keys of `http`.
final class HttpKeys {
    private static final int PORT = 9179;

    static final Key.WithDefault<List<ListenAddress>> LISTEN =
            Key.withDefault(
                    "listen",
                    ListType.oneOrMore(
                            Scalars.parsed(
                                            "an address of loopback, or one with a port:"
                                                    + " 127.0.0.1:9179 or [::1]:9179",
                                            HttpKeys::loopback,
                                            ListenAddress.PATTERN)
                                    .withExplanations(),
                            8),
                    List.of(new ListenAddress(Ipv4Address.parse("127.0.0.1"), PORT)),
                    "`127.0.0.1:9179`",
                    "Where, on this machine; for now nobody else is answered.");

    static final Section SECTION =
            Section.of(
                    "http",
                    "Metrics and health by HTTP (docs/http.md). Without this section there is no"
                            + " HTTP; an empty one, `http: {}`, is enough.",
                    LISTEN);

    private HttpKeys() {}

    /// Whoever can connect can read: nobody is asked who he is.
    private static ListenAddress loopback(String text) {
        var address = ListenAddress.parse(text, PORT);
        if (!address.isLoopback()) {
            throw new IllegalArgumentException(
                    "beyond loopback it needs TLS and a token, which are not there yet");
        }
        return address;
    }
}
